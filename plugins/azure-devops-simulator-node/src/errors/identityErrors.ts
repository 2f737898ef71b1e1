import { errorOf } from './AzureDevOpsError';

const graph = 'Microsoft.VisualStudio.Services.Graph';
const identity = 'Microsoft.VisualStudio.Services.Identity';

/** Status, code and type key are an assumption: no published source names them. */
export const groupExists = (name: string, scope: string) =>
  errorOf(
    409,
    identity,
    'GroupCreationException',
    `TF50612: The group '${name}' cannot be created: ${scope} has a group of this name already.`,
  );

export const groupNameInvalid = (name: string, reason: string) =>
  errorOf(
    400,
    graph,
    'GraphBadRequestException',
    `The group cannot be named '${name}': ${reason}.`,
  );

export const graphRequestInvalid = (message: string) =>
  errorOf(400, graph, 'GraphBadRequestException', message);

export const membershipUnknown = (member: string, container: string) =>
  errorOf(
    404,
    graph,
    'GraphMembershipNotFoundException',
    `The subject '${member}' is not a direct member of '${container}'.`,
  );

/** Status and type key are assumed. */
export const entitlementUnknown = (id: string) =>
  errorOf(
    404,
    'Microsoft.VisualStudio.Services.MemberEntitlementManagement',
    'MemberEntitlementNotFoundException',
    `VS860023: The organization has no member '${id}'.`,
  );

export const entitlementInvalid = (message: string) =>
  errorOf(
    400,
    'Microsoft.VisualStudio.Services.MemberEntitlementManagement',
    'InvalidMemberEntitlementException',
    message,
  );

export const membershipCyclic = (member: string, container: string) =>
  errorOf(
    400,
    identity,
    'AddMemberCyclicMembershipException',
    `${member} cannot become a member of ${container}, because ${container} is the same group or a member of it.`,
  );
