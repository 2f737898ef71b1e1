import type { ObservedIdentity } from './identity';
import type { Observed, ResourceKind } from '../resources/ResourceTypes';

/** The part of Azure DevOps that concerns one desired state. @public */
export interface ObservedState {
  readonly project: { readonly id?: string; readonly name: string };
  /** Whom the names in the configuration stand for. */
  readonly identities: readonly ObservedIdentity[];
  /** What is there of each kind; a kind without an entry has nothing. */
  readonly resources: {
    readonly [Kind in ResourceKind]?: readonly Observed<Kind>[];
  };
}
