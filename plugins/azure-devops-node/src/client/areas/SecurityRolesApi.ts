import { SECURITY_ROLES_API_VERSION } from '../apiVersions';
import { AzureDevOpsTransport } from '../AzureDevOpsTransport';

/** Kinds of resources that roles are given on, as the service writes them. @public */
export type SecurityRoleScope =
  | 'distributedtask.environmentreferencerole'
  | 'distributedtask.variablegroup';

/** A role that somebody has, as the service describes it. @public */
export interface SecurityRoleAssignment {
  readonly identity: { readonly id: string };
  readonly role: { readonly name: string };
}

/** Roles on single resources. @public */
export class SecurityRolesApi {
  constructor(private readonly transport: AzureDevOpsTransport) {}

  /**
   * Gives an identity a role on a resource, in place of the role that it has.
   * The roles of all others stay.
   */
  async assign(options: {
    readonly scope: SecurityRoleScope;
    /** Id of the project and of the resource, joined as the scope wants it. */
    readonly resourceId: string;
    readonly identityId: string;
    readonly role: string;
  }): Promise<readonly SecurityRoleAssignment[]> {
    const { value } = await this.transport.send<{
      readonly value: readonly SecurityRoleAssignment[];
    }>({
      method: 'PUT',
      area: 'role assignments',
      path: [
        '_apis',
        'securityroles',
        'scopes',
        options.scope,
        'roleassignments',
        'resources',
        options.resourceId,
      ],
      apiVersion: SECURITY_ROLES_API_VERSION,
      body: [{ userId: options.identityId, roleName: options.role }],
    });
    return value;
  }
}
