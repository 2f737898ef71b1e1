import {
  isSameName,
  type DesiredRoleAssignment,
  type ObservedRoleAssignment,
  type RoleTarget,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import type { ResourceProvider } from '../ResourceProvider';
import { collect } from './collect';
import { findProjectId } from './projectScope';
import { pageOfResource } from './protectedResources';
import { ROLE_NAMESPACES, roleOfEntry } from './roleNamespaces';

/** Roles of people and groups on environments and variable groups. */
export const roleAssignmentProvider: ResourceProvider<'role-assignment'> = {
  async observe(context, desired) {
    const kinds = ['environment', 'variable-group'] as const;
    const entries = (
      await Promise.all(kinds.map(kind => findEntries(kind, context, desired)))
    ).flat();
    if (entries.length === 0) {
      return [];
    }
    const { client, limit } = context;
    const identities = await limit(() =>
      client.identities.findByDescriptors(
        entries.map(({ descriptor }) => descriptor),
      ),
    );
    return entries.flatMap(({ descriptor, ...entry }) => {
      const identity = identities.find(candidate =>
        isSameName(candidate.descriptor ?? '', descriptor),
      );
      // A role of somebody who is gone gives nobody anything.
      return identity === undefined
        ? []
        : [describeAssignment(context, entry, identity.id)];
    });
  },

  async apply({ desired }, context) {
    const { resource, role } = desired;
    const { scope, separator } = ROLE_NAMESPACES[resource.kind];
    const resourceId = context.idOf(resource);
    const identityId = context.idOfIdentity(desired.identity);
    const given = await context.client.securityRoles.assign({
      scope,
      resourceId: `${context.projectId()}${separator}${resourceId}`,
      identityId,
      role,
    });
    if (given.length === 0) {
      // The service answers with what it has assigned.
      throw new Error(
        `Azure DevOps accepted the role ${role} on the ${resource.kind.replace(
          '-',
          ' ',
        )} "${
          resource.name
        }" for the identity ${identityId}, but assigned nothing. Give the role by hand on ${pageOfResource(
          context,
          resource.kind,
          resourceId,
        )}, or run again.`,
      );
    }
    return locate(context, { resource, resourceId, identityId });
  },

  // A role goes with its resource; those that others have been given stay.
  remove: async () => undefined,
};

interface FoundEntry {
  readonly resource: RoleTarget;
  readonly resourceId: string;
  readonly descriptor: string;
  readonly role: string;
}

/** One call for all resources of a kind. */
async function findEntries(
  kind: RoleTarget['kind'],
  context: ObserveContext,
  desired: readonly DesiredRoleAssignment[],
): Promise<readonly FoundEntry[]> {
  const { client, limit } = context;
  const targets = desired.flatMap(({ resource }) =>
    resource.kind === kind ? [resource] : [],
  );
  if (targets.length === 0) {
    return [];
  }
  const found = (await context.observed(kind)).filter(({ name }) =>
    targets.some(target => isSameName(target.name, name)),
  );
  if (found.length === 0) {
    return [];
  }
  const { namespaceId, tokenOfProject, tokenOf, bits } = ROLE_NAMESPACES[kind];
  const projectId = await findProjectId(context);
  const lists = await limit(() =>
    collect(
      client.accessControlLists.listBelow({
        namespaceId,
        token: tokenOfProject(projectId),
      }),
    ),
  );
  return found.flatMap(({ id, name }) =>
    lists
      .filter(({ token }) => isSameName(token, tokenOf(projectId, id)))
      .flatMap(({ acesDictionary }) => Object.values(acesDictionary ?? {}))
      .flatMap(entry => {
        const role = roleOfEntry(entry, bits);
        const { descriptor } = entry;
        return role === undefined
          ? []
          : [{ resource: { kind, name }, resourceId: id, descriptor, role }];
      }),
  );
}

function describeAssignment(
  context: ObserveContext,
  {
    resource,
    resourceId,
    role,
  }: Pick<FoundEntry, 'resource' | 'resourceId' | 'role'>,
  identityId: string,
): ObservedRoleAssignment {
  return {
    ...locate(context, { resource, resourceId, identityId }),
    name: `${resource.kind}/${resource.name} ${identityId}`,
    resource,
    identityId,
    role,
  };
}

function locate(
  context: Pick<ApplyContext, 'client' | 'project'>,
  {
    resource,
    resourceId,
    identityId,
  }: {
    readonly resource: RoleTarget;
    readonly resourceId: string;
    readonly identityId: string;
  },
): { readonly id: string; readonly url: string } {
  return {
    id: `${resourceId}/${identityId}`,
    url: pageOfResource(context, resource.kind, resourceId),
  };
}
