import { YamlPlace, YamlScalar, YamlTree } from '../YamlTree';
import { Scope } from './Scope';

/** YAML whose expressions have not been evaluated yet, with what they can see. */
export type ScopedNode =
  | { readonly kind: 'tree'; readonly tree: YamlTree; readonly scope: Scope }
  /** A mapping whose keys are expanded, and whose values are not. */
  | {
      readonly kind: 'entries';
      readonly entries: readonly ScopedEntry[];
      readonly place: YamlPlace;
    };

export interface ScopedEntry {
  readonly key: YamlScalar;
  readonly value: ScopedNode;
}

export function scoped(tree: YamlTree, scope: Scope): ScopedNode {
  return { kind: 'tree', tree, scope };
}

export function placeOf(node: ScopedNode): YamlPlace {
  return node.kind === 'tree' ? node.tree.place : node.place;
}
