import { errorOf } from './AzureDevOpsError';

const security = 'Microsoft.VisualStudio.Services.Security';
const roles = 'Microsoft.VisualStudio.Services.SecurityRoles';

/** The type keys of the errors of security roles are assumptions. */
export const roleScopeUnknown = (scope: string) =>
  errorOf(
    404,
    roles,
    'SecurityRoleScopeNotFoundException',
    `The security role scope '${scope}' does not exist.`,
  );

export const roleUnknown = (options: {
  readonly role: string;
  readonly scope: string;
  readonly known: readonly string[];
}) =>
  errorOf(
    400,
    roles,
    'InvalidSecurityRoleException',
    `The scope '${options.scope}' has no role '${
      options.role
    }'; it has ${options.known.join(', ')}.`,
  );

export const roleIdentityUnknown = (id: string) =>
  errorOf(
    404,
    'Microsoft.VisualStudio.Services.Identity',
    'IdentityNotFoundException',
    `VS403283: The identity '${id}' could not be found.`,
  );

export const roleResourceUnknown = (scope: string, resource: string) =>
  errorOf(
    404,
    roles,
    'SecurityRoleResourceNotFoundException',
    `The resource '${resource}' of the scope '${scope}' does not exist, or you do not have permission to see it.`,
  );

export const namespaceUnknown = (id: string) =>
  errorOf(
    404,
    security,
    'InvalidSecurityNamespaceException',
    `TF10158: The security namespace '${id}' does not exist.`,
  );
