import {
  DesiredStateError,
  describeValue,
} from '../desiredState/configurationProblem';
import type { ConfigurationSource } from '../desiredState/configurationSource';
import { isSameName } from '../names/resourceNames';
import { distinctIdentities } from '../observed/distinctIdentities';
import type { ObservedIdentity } from '../observed/identity';
import { decideChange } from './decideChange';
import { findConflictOf } from './protectedResource';
import type {
  DifferenceContext,
  ResourceDefinition,
} from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/**
 * Roles of Azure DevOps on an environment or a variable group. The role
 * Creator exists for all environments and for the library as a whole only:
 * "About pipeline security roles".
 *
 * @public
 */
export const ROLES = ['Reader', 'User', 'Administrator'] as const;

/** A role. @public */
export type Role = (typeof ROLES)[number];

/** What a role is given on. @public */
export interface RoleTarget {
  readonly kind: 'environment' | 'variable-group';
  readonly name: string;
}

/** The role of a person or group on a resource. @public */
export interface DesiredRoleAssignment {
  /** `<kind of the resource>/<its name> <identity>` */
  readonly name: string;
  readonly resource: RoleTarget;
  /** E-mail address, unique name or group. */
  readonly identity: string;
  readonly role: Role;
  /** The identity in the configuration. */
  readonly source: ConfigurationSource;
}

/** A role assignment whose identity has been found. @public */
export interface PlannedRoleAssignment {
  readonly name: string;
  readonly resource: RoleTarget;
  readonly identity: ObservedIdentity;
  readonly role: Role;
}

/** The role of a person or group on a resource as it is. @public */
export interface ObservedRoleAssignment extends ObservedResource {
  readonly resource: RoleTarget;
  readonly identityId: string;
  /** As the service calls it; `custom` when the permissions are those of no role. */
  readonly role: string;
}

/**
 * Roles are given and changed; those that others have been given stay.
 * An assignment goes with its resource.
 *
 * @public
 */
export const roleAssignmentDefinition: ResourceDefinition<'role-assignment'> = {
  kind: 'role-assignment',
  label: 'role assignment',
  diff(desired, _observed, context) {
    const identity = context.identity(desired.identity);
    const first = findFirstOf(desired, identity, context);
    if (first !== undefined && first.name !== desired.name) {
      requireSameRole(desired, first);
      return undefined;
    }
    const { name, resource, role } = desired;
    const observed = findObserved(resource, identity, context);
    const planned = { name, resource, role, identity };
    const dependsOn = [
      resource,
      ...(identity.status === 'planned'
        ? [{ kind: 'approver-group' as const, name: identity.group }]
        : []),
    ];
    const conflict = findConflictOf(resource, context);
    if (observed !== undefined && conflict !== undefined) {
      return {
        kind: 'role-assignment',
        name,
        dependsOn,
        desired: planned,
        action: 'conflict',
        reason: `its ${resource.kind.replace('-', ' ')} is not ours`,
        remedy: conflict.remedy,
        observed,
      };
    }
    return decideChange({
      kind: 'role-assignment',
      name,
      dependsOn,
      desired: planned,
      observed,
      fieldsOfDesired: { role },
      fieldsOfObserved: assignment => ({ role: assignment.role }),
    });
  },
  isOurs: () => false,
  identities: ({ identity, source }) => [{ reference: identity, source }],
};

function findObserved(
  resource: RoleTarget,
  identity: ObservedIdentity,
  context: DifferenceContext,
): ObservedRoleAssignment | undefined {
  return identity.status === 'known'
    ? context
        .allObserved('role-assignment')
        .find(
          candidate =>
            candidate.resource.kind === resource.kind &&
            isSameName(candidate.resource.name, resource.name) &&
            isSameName(candidate.identityId, identity.id),
        )
    : undefined;
}

/** The first assignment that means this identity on this resource: two references can stand for the same one. */
function findFirstOf(
  { resource }: DesiredRoleAssignment,
  identity: ObservedIdentity,
  context: DifferenceContext,
): DesiredRoleAssignment | undefined {
  return context
    .desired('role-assignment')
    .find(
      other =>
        other.resource.kind === resource.kind &&
        isSameName(other.resource.name, resource.name) &&
        distinctIdentities([identity, context.identity(other.identity)])
          .length === 1,
    );
}

/** Of two roles on one resource only one can stay, and each run would write the other. */
function requireSameRole(
  { identity, role, source }: DesiredRoleAssignment,
  first: DesiredRoleAssignment,
): void {
  if (first.role !== role) {
    throw new DesiredStateError([
      {
        ...source,
        found: `the role ${role} for ${describeValue(
          identity,
        )}, whom Azure DevOps knows as the same as ${describeValue(
          first.identity,
        )}, who has the role ${first.role}`,
        expected: 'one role of each person or group on a resource',
        remedy: 'Keep the role that is meant.',
      },
    ]);
  }
}
