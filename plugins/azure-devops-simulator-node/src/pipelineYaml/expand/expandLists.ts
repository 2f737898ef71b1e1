import { sequence, YamlTree } from '../YamlTree';
import { ExpandList, FileEnvironment } from './Expansion';
import { expandEntries, expandItems, expandTree, resolve } from './expandTree';
import { isInclusion, openTemplate } from './includeTemplate';
import { Scope } from './Scope';
import { ScopedEntry, ScopedNode } from './ScopedNode';

const emptyScope = Scope.of({ parameters: {}, variables: {} });

/** Expands an item that includes no template. */
export type ExpandItem = (
  entries: readonly ScopedEntry[],
  item: ScopedNode,
  environment: FileEnvironment,
) => Promise<YamlTree>;

/**
 * A list in which templates may be included: `steps`, `jobs` and `stages`.
 * Rule: process/templates, insert a template.
 */
export function createListExpander(
  usage: 'steps' | 'jobs' | 'stages',
  expandItem: ExpandItem,
): ExpandList {
  const expandList: ExpandList = async (node, environment) => {
    const { expansion } = environment;
    const resolved = resolve(node, expansion);
    const items: YamlTree[] = [];
    for (const item of expandItems(resolved, expansion)) {
      const entries = expandEntries(item, expansion);
      if (isInclusion(entries)) {
        items.push(
          ...(await includeList(entries, {
            usage,
            scope: scopeOf(item, entries),
            environment,
            expandList,
          })),
        );
      } else {
        items.push(await expandItem(entries, item, environment));
      }
    }
    return items;
  };
  return expandList;
}

async function includeList(
  entries: readonly ScopedEntry[],
  options: {
    readonly usage: 'steps' | 'jobs' | 'stages';
    readonly scope: Scope;
    readonly environment: FileEnvironment;
    readonly expandList: ExpandList;
  },
): Promise<readonly YamlTree[]> {
  const { usage, expandList } = options;
  const template = await openTemplate(entries, options);
  const items: YamlTree[] = [];
  for (const { key, value } of template?.entries ?? []) {
    if (template && key.text.toLowerCase() === usage) {
      const expanded = await expandWhole(value, {
        expandList,
        environment: template.environment,
      });
      items.push(...(expanded.kind === 'sequence' ? expanded.items : []));
    }
  }
  return items;
}

/** A list as the value of a key; what is no list is told of. */
export async function expandWhole(
  node: ScopedNode,
  options: {
    readonly expandList: ExpandList;
    readonly environment: FileEnvironment;
  },
): Promise<YamlTree> {
  const { expandList, environment } = options;
  const { expansion } = environment;
  const resolved = resolve(node, expansion);
  if (resolved.kind === 'tree' && resolved.tree.kind === 'sequence') {
    return sequence(
      await expandList(resolved, environment),
      resolved.tree.place,
    );
  }
  const tree = expandTree(resolved, expansion);
  if (tree.kind === 'mapping') {
    expansion.problems.report(tree.place, 'A mapping was not expected');
  } else if (tree.kind === 'scalar' && tree.text !== '' && !tree.isUnknown) {
    expansion.problems.report(tree.place, `Unexpected value '${tree.text}'`);
  }
  return sequence([], tree.place);
}

/** What the item can see. */
export function scopeOf(
  item: ScopedNode,
  entries: readonly ScopedEntry[],
): Scope {
  const [first] = entries;
  if (item.kind === 'tree') {
    return item.scope;
  }
  return first?.value.kind === 'tree' ? first.value.scope : emptyScope;
}
