import { mapping, YamlEntry, YamlPlace, YamlTree } from '../YamlTree';
import { FileEnvironment } from './Expansion';
import { expandTree } from './expandTree';
import { expandVariables } from './expandVariables';
import { Scope } from './Scope';
import { ScopedEntry, ScopedNode } from './ScopedNode';

/** Expands the value of one key. */
export type ExpandValue = (
  node: ScopedNode,
  environment: FileEnvironment,
) => Promise<YamlTree>;

/**
 * A mapping with variables of its own: a stage or a job. The variables come
 * first, wherever they stand, because everything else can see them.
 */
export async function expandOwner(
  entries: readonly ScopedEntry[],
  options: {
    readonly scope: Scope;
    readonly place: YamlPlace;
    readonly environment: FileEnvironment;
    /** How to expand the values of keys, by name in lower case; the others as they are. */
    readonly values: Readonly<Record<string, ExpandValue>>;
  },
): Promise<YamlTree> {
  const { place, environment, values } = options;
  const scope = options.scope.withOwnVariables();
  const isVariables = ({ key }: ScopedEntry) =>
    key.text.toLowerCase() === 'variables';
  const expanded = new Map<ScopedEntry, YamlTree>();
  for (const each of entries.filter(isVariables)) {
    expanded.set(
      each,
      await expandVariables(each.value, { scope, environment }),
    );
  }
  const result: YamlEntry[] = [];
  for (const each of entries) {
    const node = seeing(each.value, scope);
    const expand = values[each.key.text.toLowerCase()];
    const value =
      expanded.get(each) ??
      (expand
        ? await expand(node, environment)
        : expandTree(node, environment.expansion));
    result.push({ key: each.key, value });
  }
  return mapping(result, place);
}

function seeing(node: ScopedNode, scope: Scope): ScopedNode {
  return node.kind === 'tree'
    ? { ...node, scope: node.scope.withVariablesOf(scope) }
    : node;
}
