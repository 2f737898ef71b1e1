import { errorOf } from './AzureDevOpsError';

const endpoints = 'Microsoft.VisualStudio.Services.ServiceEndpoints.WebApi';

/**
 * A name is taken in a project.
 *
 * The type key is Azure DevOps' own. The status is 500 and not 409: published
 * clients tell this case from others by 500 together with the type key.
 */
export const serviceEndpointExists = (name: string) =>
  errorOf(
    500,
    endpoints,
    'DuplicateServiceConnectionException',
    `Service connection with name ${name} already exists in this project; it may be one that you cannot see.`,
  );

/** Status and type key are assumed. */
export const serviceEndpointUnknown = (id: string) =>
  errorOf(
    404,
    endpoints,
    'ServiceEndpointNotFoundException',
    `The service connection ${id} does not exist, or you do not have permission to see it.`,
  );

/** The type key is assumed. */
export const serviceEndpointInvalid = (message: string) =>
  errorOf(400, endpoints, 'InvalidServiceEndpointException', message);

/** The type key is assumed. */
export const serviceEndpointTypeUnknown = (type: string, scheme: string) =>
  errorOf(
    400,
    endpoints,
    'ServiceEndpointTypeNotFoundException',
    `There is no service connection type '${type}' with the authentication scheme '${scheme}'.`,
  );
