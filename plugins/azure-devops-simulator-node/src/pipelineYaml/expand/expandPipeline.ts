import {
  entry,
  entryOf,
  mapping,
  sequence,
  YamlEntry,
  YamlMapping,
  YamlPlace,
  YamlTree,
} from '../YamlTree';
import { FileEnvironment } from './Expansion';
import { expandStepList } from './expandJobs';
import { ExpandValue } from './expandOwner';
import { expandResources } from './expandResources';
import { expandJobList, expandStageList } from './expandStages';
import { expandEntries, expandTree, resolve } from './expandTree';
import { expandVariables, listOf } from './expandVariables';
import { openTemplate } from './includeTemplate';
import { refuseExpressions } from './refuseExpressions';
import { Scope } from './Scope';
import { placeOf, scoped, ScopedEntry } from './ScopedNode';

/** Keys of the root in which there are no expressions. Rule: process/template-expressions. */
const withoutExpressions = ['trigger', 'pr', 'schedules', 'parameters'];

const lists: Readonly<Record<string, ExpandValue>> = {
  stages: expandStageList,
  jobs: expandJobList,
  steps: expandStepList,
};

/** The root of a pipeline without templates and expressions. */
export async function expandPipeline(
  tree: YamlMapping,
  options: { readonly scope: Scope; readonly environment: FileEnvironment },
): Promise<YamlMapping> {
  const { environment } = options;
  const entries = expandEntries(
    scoped(tree, options.scope),
    environment.expansion,
  );
  const scope = options.scope.withOwnVariables();
  const expanded = await expandRoot(entries, { scope, environment });
  return mapping(expanded, tree.place);
}

/** Resources and variables come first, wherever they stand. */
async function expandRoot(
  entries: readonly ScopedEntry[],
  options: { readonly scope: Scope; readonly environment: FileEnvironment },
): Promise<readonly YamlEntry[]> {
  const { scope, environment } = options;
  const order = ['resources', 'variables'];
  const rank = ({ key }: ScopedEntry) =>
    (order.indexOf(key.text.toLowerCase()) + order.length + 1) %
    (order.length + 1);
  const results = new Map<ScopedEntry, readonly YamlEntry[]>();
  for (const each of [...entries].sort((a, b) => rank(a) - rank(b))) {
    results.set(each, await expandRootEntry(each, { scope, environment }));
  }
  return mergeEntries(entries.flatMap(each => results.get(each) ?? []));
}

async function expandRootEntry(
  { key, value }: ScopedEntry,
  options: { readonly scope: Scope; readonly environment: FileEnvironment },
): Promise<readonly YamlEntry[]> {
  const { scope, environment } = options;
  const { expansion } = environment;
  const name = key.text.toLowerCase();
  const node =
    value.kind === 'tree'
      ? scoped(value.tree, value.scope.withVariablesOf(scope))
      : value;
  if (name === 'extends') {
    const resolved = resolve(node, expansion);
    return expandExtends(
      { place: placeOf(node), entries: expandEntries(resolved, expansion) },
      options,
    );
  }
  if (withoutExpressions.includes(name) && node.kind === 'tree') {
    const checked = refuseExpressions(node.tree, expansion.problems);
    return [{ key, value: checked }];
  }
  if (name === 'variables') {
    return [{ key, value: await expandVariables(node, options) }];
  }
  if (name === 'resources') {
    return [{ key, value: expandResources(node, environment) }];
  }
  const expand = lists[name];
  return [
    {
      key,
      value: expand
        ? await expand(node, environment)
        : expandTree(node, expansion),
    },
  ];
}

/** Rule: process/templates, extend from a template. */
async function expandExtends(
  inclusion: {
    readonly place: YamlPlace;
    readonly entries: readonly ScopedEntry[];
  },
  options: { readonly scope: Scope; readonly environment: FileEnvironment },
): Promise<readonly YamlEntry[]> {
  const { problems } = options.environment.expansion;
  const template = inclusion.entries.find(
    ({ key }) => key.text.toLowerCase() === 'template',
  );
  if (!template) {
    problems.report(inclusion.place, 'Required property is missing: template');
    return [];
  }
  const others = inclusion.entries.filter(each => each !== template);
  const opened = await openTemplate([template, ...others], {
    ...options,
    usage: 'extends',
  });
  return opened ? expandRoot(opened.entries, opened) : [];
}

/** Variables and resources of an extended template join those of the pipeline. */
function mergeEntries(entries: readonly YamlEntry[]): readonly YamlEntry[] {
  const merged: YamlEntry[] = [];
  for (const each of entries) {
    const name = each.key.text.toLowerCase();
    const index = merged.findIndex(
      known =>
        known.key.text.toLowerCase() === name &&
        known.key.place.file !== each.key.place.file,
    );
    const merge = findMerger(name);
    if (index >= 0 && merge) {
      const { key, value } = merged[index];
      merged[index] = { key, value: merge(value, each.value) };
    } else if (index < 0 || name !== 'trigger') {
      merged.push(each);
    }
  }
  return merged;
}

function findMerger(
  name: string,
): ((first: YamlTree, second: YamlTree) => YamlTree) | undefined {
  switch (name) {
    case 'variables':
      return (first, second) =>
        sequence([...listOf(first), ...listOf(second)], first.place);
    case 'resources':
      return mergeResources;
    default:
      return undefined;
  }
}

function mergeResources(first: YamlTree, second: YamlTree): YamlTree {
  if (first.kind !== 'mapping' || second.kind !== 'mapping') {
    return first;
  }
  const kept = first.entries.map(each => {
    const other = entryOf(second, each.key.text)?.value;
    return other?.kind === 'sequence' && each.value.kind === 'sequence'
      ? entry(
          each.key.text,
          sequence([...each.value.items, ...other.items], each.value.place),
        )
      : each;
  });
  const added = second.entries.filter(({ key }) => !entryOf(first, key.text));
  return mapping([...kept, ...added], first.place);
}
