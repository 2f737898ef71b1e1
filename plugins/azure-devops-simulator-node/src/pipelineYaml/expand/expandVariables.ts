import {
  entry,
  mapping,
  scalar,
  sequence,
  textOf,
  valueOf,
  YamlPlace,
  YamlTree,
} from '../YamlTree';
import { FileEnvironment } from './Expansion';
import { expandEntries, expandItems, expandTree, resolve } from './expandTree';
import { isInclusion, openTemplate } from './includeTemplate';
import { Scope } from './Scope';
import { placeOf, ScopedNode } from './ScopedNode';

/**
 * Expands `variables`, and adds each to the scope as soon as it is known, so
 * that those behind it can use it.
 * Rule: process/variables; process/templates, variable templates.
 */
export async function expandVariables(
  node: ScopedNode,
  options: {
    /** Gets the variables; must be their own: see `withOwnVariables`. */
    readonly scope: Scope;
    readonly environment: FileEnvironment;
  },
): Promise<YamlTree> {
  const { scope, environment } = options;
  const { expansion } = environment;
  const resolved = resolve(withScope(node, scope), expansion);
  if (resolved.kind === 'tree' && resolved.tree.kind === 'scalar') {
    return resolved.tree;
  }
  if (resolved.kind === 'tree' && resolved.tree.kind === 'sequence') {
    const items: YamlTree[] = [];
    for (const item of expandItems(resolved, expansion)) {
      items.push(...(await expandItem(item, { scope, environment })));
    }
    return sequence(items, resolved.tree.place);
  }
  const entries = expandEntries(resolved, expansion).map(({ key, value }) => {
    const tree = expandTree(value, expansion);
    scope.addVariable(key.text, textOf(tree) ?? '');
    return { key, value: tree };
  });
  return mapping(entries, placeOf(resolved));
}

async function expandItem(
  item: ScopedNode,
  options: { readonly scope: Scope; readonly environment: FileEnvironment },
): Promise<readonly YamlTree[]> {
  const { scope, environment } = options;
  const { expansion } = environment;
  const entries = expandEntries(item, expansion);
  if (!isInclusion(entries)) {
    const tree = expandTree(item, expansion);
    addTo(scope, tree);
    return [tree];
  }
  const template = await openTemplate(entries, {
    usage: 'variables',
    scope,
    environment,
  });
  const found: YamlTree[] = [];
  for (const { value } of template?.entries ?? []) {
    if (template) {
      const tree = await expandVariables(value, template);
      found.push(...listOf(tree));
    }
  }
  found.forEach(each => addTo(scope, each));
  return found;
}

function addTo(scope: Scope, tree: YamlTree): void {
  const name = textOf(valueOf(tree, 'name'));
  if (name) {
    scope.addVariable(name, textOf(valueOf(tree, 'value')) ?? '');
  }
}

/** Variables in the form of a list, whichever they were written in. */
export function listOf(tree: YamlTree): readonly YamlTree[] {
  switch (tree.kind) {
    case 'scalar':
      return tree.text === '' ? [] : [tree];
    case 'sequence':
      return tree.items;
    default:
      return tree.entries.map(({ key, value }) =>
        variableOf(key.text, value, key.place),
      );
  }
}

function variableOf(name: string, value: YamlTree, place: YamlPlace): YamlTree {
  return mapping(
    [
      { key: scalar('name', place), value: scalar(name, place) },
      entry('value', value),
    ],
    place,
  );
}

function withScope(node: ScopedNode, scope: Scope): ScopedNode {
  return node.kind === 'tree'
    ? { ...node, scope: node.scope.withVariablesOf(scope) }
    : {
        ...node,
        entries: node.entries.map(({ key, value }) => ({
          key,
          value: withScope(value, scope),
        })),
      };
}
