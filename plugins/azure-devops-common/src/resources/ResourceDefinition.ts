import type { DesiredPart } from '../desiredState/DesiredState';
import type { Owner } from '../ownership/ownershipMark';
import type {
  ChangeOf,
  ResourceChange,
  ResourceReference,
} from '../plan/change';
import type { ObservedIdentity } from '../observed/identity';
import type { ConfigurationSource } from '../desiredState/configurationSource';
import type { Desired, Observed, ResourceKind } from './ResourceTypes';

/** What a difference may look at beside the resource itself. @public */
export interface DifferenceContext {
  readonly owner: Owner;
  /** Take over what is not ours instead of reporting a conflict. */
  readonly adopt: boolean;
  /** Write secret values again, although they cannot be compared. */
  readonly updateSecrets: boolean;
  /** Set when single resources are desired and not the whole of a project. */
  readonly part?: DesiredPart;
  observed<Kind extends ResourceKind>(
    kind: Kind,
    name: string,
  ): Observed<Kind> | undefined;
  allObserved<Kind extends ResourceKind>(kind: Kind): readonly Observed<Kind>[];
  /** The desired resources of a kind. */
  desired<Kind extends ResourceKind>(kind: Kind): readonly Desired<Kind>[];
  /** What happens to a resource whose kind comes earlier; `undefined` when the plan has none such. */
  changeOf(resource: ResourceReference): ResourceChange | undefined;
  /** Whom a name in the configuration stands for. */
  identity(reference: string): ObservedIdentity;
}

/** A person or group that the configuration names, and where. @public */
export interface IdentityUse {
  /** E-mail address, unique name, or `[project]\group`. */
  readonly reference: string;
  readonly source: ConfigurationSource;
}

/** A secret that the configuration names, and where. @public */
export interface SecretUse {
  readonly secret: string;
  readonly source: ConfigurationSource;
}

/**
 * One kind of resource: how what is wanted and what is found become a change.
 * Pure; reading and writing is the provider's.
 *
 * @public
 */
export interface ResourceDefinition<Kind extends ResourceKind> {
  readonly kind: Kind;
  /** In words, for people. */
  readonly label: string;
  /**
   * What has to happen; `undefined` when the resource does not even have to
   * be mentioned.
   */
  diff(
    desired: Desired<Kind>,
    observed: Observed<Kind> | undefined,
    context: DifferenceContext,
  ): ChangeOf<Kind> | undefined;
  /** Whether an observed resource is the desired one; by name, without case, when absent. */
  matches?(desired: Desired<Kind>, observed: Observed<Kind>): boolean;
  /** Whether a resource that nothing asks for is ours to remove. */
  isOurs(observed: Observed<Kind>, context: DifferenceContext): boolean;
  /** The people and groups that have to be looked up first. */
  identities?(desired: Desired<Kind>): readonly IdentityUse[];
  /** The secrets whose values writing the change takes. */
  secrets?(change: ChangeOf<Kind>): readonly SecretUse[];
}
