import { AzureDevOpsError } from './AzureDevOpsError';

const webApi = 'Microsoft.VisualStudio.Services.WebApi';

export const versionMissing = (method: string) =>
  new AzureDevOpsError({
    status: 400,
    typeNamespace: webApi,
    typeKey: 'VssVersionNotSpecifiedException',
    message: `No api-version was given for the "${method}" request. Send it in the Accept header ("application/json; api-version=7.1") or as a query parameter ("?api-version=7.1").`,
  });

export const versionInvalid = (text: string) =>
  new AzureDevOpsError({
    status: 400,
    typeNamespace: webApi,
    typeKey: 'VssInvalidApiResourceVersionException',
    message: `The api-version "${text}" is not of the form {major}.{minor}[-preview[.{resource version}]], for example 7.1 or 7.1-preview.1.`,
  });

export const versionOutOfRange = (text: string) =>
  new AzureDevOpsError({
    status: 400,
    typeNamespace: webApi,
    typeKey: 'VssVersionOutOfRangeException',
    message: `The requested REST API version ${text} is out of range for this server, which serves 5.0 to 7.2-preview.`,
  });

export const versionIsPreview = (text: string) =>
  new AzureDevOpsError({
    status: 400,
    typeNamespace: webApi,
    typeKey: 'VssInvalidPreviewVersionException',
    message: `The requested version "${text}" of the resource is in preview. Add the -preview flag to the api-version, for example "${text}-preview".`,
  });

/** The simulator's own answer to a route it does not know: loud, so that no client mistakes it for "not found". */
export const notSimulated = (method: string, path: string) =>
  new AzureDevOpsError({
    status: 501,
    typeNamespace: 'AzureDevOpsSimulator',
    typeKey: 'NotSimulatedException',
    message: `The Azure DevOps simulator does not implement ${method} ${path}. Azure DevOps itself may do so; see the support table in the simulator's README.`,
    eventId: 0,
  });

export const hostNotAllowed = (host: string) =>
  new AzureDevOpsError({
    status: 400,
    typeNamespace: 'AzureDevOpsSimulator',
    typeKey: 'HostNotAllowedException',
    message: `The simulator listens on the loopback interface and does not answer for the host '${host}'. Use localhost or 127.0.0.1.`,
    eventId: 0,
  });

export const contentTypeNotSupported = (options: {
  readonly method: string;
  readonly found: string;
  readonly expected: string;
}) =>
  new AzureDevOpsError({
    status: 415,
    typeNamespace: webApi,
    typeKey: 'VssRequestContentTypeNotSupportedException',
    message: `The Content-Type "${options.found}" of the ${options.method} request is not supported here. The valid one is: ${options.expected}.`,
  });
