/**
 * Clients that others wrote, held against the embedded Azure DevOps. There are only tests here.
 *
 * @packageDocumentation
 */
export { withAzureDevOps } from './testing/withAzureDevOps';
export type { AzureDevOpsUnderTest } from './testing/withAzureDevOps';
