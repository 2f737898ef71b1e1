/**
 * Client of Azure DevOps' REST API, and the engine that provisions a
 * machine-learning project with it.
 *
 * @packageDocumentation
 */

export { AzureDevOpsClient } from './client/AzureDevOpsClient';
export type {
  AzureDevOpsClientOptions,
  AzureDevOpsClientSettings,
  GitHttpSettings,
} from './client/AzureDevOpsClient';
export { AzureDevOpsError } from './client/AzureDevOpsError';
export type { FailedRequest } from './client/AzureDevOpsError';
export type {
  RequestEvent,
  RequestStatistics,
} from './client/AzureDevOpsTransport';
export type { Clock } from './client/clock';
export type { FailureKind } from './client/dialect';
export type { OrganizationAddress } from './client/hosts';
export { azureDevOpsWebUrls } from './client/webUrls';
export type { WebUrls } from './client/webUrls';
export * from './provisioning';
export { organizationUrl } from './client/hosts';
export { createGitHttpTransport } from './git/gitHttpTransport';
export { pushProject } from './git/pushProject';
export type { PushProjectOptions, PushProjectResult } from './git/pushProject';
