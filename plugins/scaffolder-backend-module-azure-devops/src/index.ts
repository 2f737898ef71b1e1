/**
 * Scaffolder actions that set up a project in Azure DevOps.
 *
 * @packageDocumentation
 */

// Backstage loads a backend feature through its package's default export.
export { azureDevOpsScaffolderModule as default } from './azureDevOpsScaffolderModule';
export { createNamesCheckAction } from './actions/azureDevopsNamesCheck';
export { createAzureDevOpsActions } from './createAzureDevOpsActions';
export type { AzureDevOpsActionsOptions } from './createAzureDevOpsActions';
export { renderActionsReference } from './reference/renderActionsReference';
export { renderResourcesReference } from './reference/renderResourcesReference';
