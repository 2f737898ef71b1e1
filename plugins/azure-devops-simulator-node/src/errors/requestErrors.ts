import { errorOf } from './AzureDevOpsError';

const common = 'Microsoft.VisualStudio.Services.Common';

/** A value that the service cannot accept. */
export const invalidArgument = (message: string) =>
  errorOf(400, common, 'VssPropertyValidationException', message);

export const missingArgument = (name: string) =>
  errorOf(
    400,
    common,
    'ArgumentNullException',
    `Value cannot be null.\nParameter name: ${name}`,
  );

export const malformedBody = (reason: string) =>
  errorOf(
    400,
    common,
    'VssServiceException',
    `TF400898: The request body could not be read as JSON: ${reason}`,
  );

export const bodyTooLarge = () =>
  errorOf(
    413,
    common,
    'VssServiceException',
    'The request body is larger than the service accepts.',
  );

export const accessDenied = (user: string) =>
  errorOf(
    403,
    common,
    'AccessDeniedException',
    `TF50309: Access denied. ${user} does not have sufficient permissions for this operation.`,
  );

/** The token is good, but its scopes do not cover the operation. */
export const notAuthorized = (userId: string) =>
  errorOf(
    401,
    'Microsoft.TeamFoundation.Framework.Server',
    'UnauthorizedRequestException',
    `TF400813: The user '${userId}' is not authorized to access this resource.`,
  );

/** More requests than the service lets one user make. */
export const tooManyRequests = () =>
  errorOf(
    429,
    'Microsoft.TeamFoundation.Framework.Server',
    'RequestBlockedException',
    'TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource. Wait as long as Retry-After says.',
  );

export const serviceUnavailable = () =>
  errorOf(
    503,
    common,
    'VssServiceException',
    'TF400733: The request was cancelled because the service is not available.',
  );
