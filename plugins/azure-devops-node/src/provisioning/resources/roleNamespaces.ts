import type {
  Role,
  RoleTarget,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AccessControlEntry } from '../../client/areas/AccessControlListsApi';
import type { SecurityRoleScope } from '../../client/areas/SecurityRolesApi';

/** Bits that tell the roles of a security namespace apart. */
interface RoleBits {
  readonly view: number;
  readonly administer: number;
  readonly use: number;
}

/** How Azure DevOps keeps the roles on a kind of resource. */
export interface RoleNamespace {
  /** Scope of the security roles, for writing. */
  readonly scope: SecurityRoleScope;
  /** Between the ids of project and resource. */
  readonly separator: string;
  /** Security namespace, for reading. */
  readonly namespaceId: string;
  /** What all resources of a project are below. */
  readonly tokenOfProject: (projectId: string) => string;
  readonly tokenOf: (projectId: string, id: string) => string;
  readonly bits: RoleBits;
}

/**
 * A role is a set of permissions in an access control list, so one call reads
 * the roles on all resources of a project, where the routes of the roles take
 * a call for each resource.
 *
 * Ids and permissions of the namespaces: "Security namespace and permission
 * reference for Azure DevOps". Their bits: the `actions` of
 * `_apis/securitynamespaces`. The form of the tokens is published nowhere; it
 * is what the service lists.
 */
export const ROLE_NAMESPACES: Readonly<
  Record<RoleTarget['kind'], RoleNamespace>
> = {
  environment: {
    scope: 'distributedtask.environmentreferencerole',
    separator: '_',
    namespaceId: '83d4c2e6-e57d-4d6e-892b-b87222b7ad20',
    tokenOfProject: projectId => `Environments/${projectId}`,
    tokenOf: (projectId, id) => `Environments/${projectId}/${id}`,
    bits: { view: 1, administer: 8, use: 16 },
  },
  'variable-group': {
    scope: 'distributedtask.variablegroup',
    separator: '$',
    namespaceId: 'b7e84409-6553-448a-bbb2-af228e07cbeb',
    tokenOfProject: projectId => `Library/${projectId}`,
    tokenOf: (projectId, id) => `Library/${projectId}/VariableGroup/${id}`,
    bits: { view: 1, administer: 2, use: 16 },
  },
};

/**
 * The role that permissions amount to. Whoever created a resource has more of
 * them than the role says, so the strongest decides. `custom` is what no role
 * is: denied permissions, or none.
 */
export function roleOfEntry(
  { allow = 0, deny = 0 }: AccessControlEntry,
  bits: RoleBits,
): Role | 'custom' | undefined {
  if (allow === 0 && deny === 0) {
    return undefined;
  }
  const has = (bit: number) => Math.floor(allow / bit) % 2 === 1;
  if (deny !== 0 || !has(bits.view)) {
    return 'custom';
  }
  if (has(bits.administer)) {
    return 'Administrator';
  }
  return has(bits.use) ? 'User' : 'Reader';
}
