/**
 * Domain of Azure MLOps for Backstage: what a machine-learning project should
 * have in Azure DevOps, and the plan that leads there.
 *
 * @packageDocumentation
 */

export { buildDesiredPart } from './desiredState/buildDesiredPart';
export type { DesiredPartKind } from './desiredState/buildDesiredPart';
export { buildDesiredState } from './desiredState/buildDesiredState';
export type { DesiredStateResult } from './desiredState/buildDesiredState';
export type { ConfigurationFile } from './desiredState/checkFile';
export {
  describeConfigurationProblem,
  DesiredStateError,
  formatKeyPath,
} from './desiredState/configurationProblem';
export type { ConfigurationProblem } from './desiredState/configurationProblem';
export * from './desiredState/environmentConfigurationSchema';
export * from './desiredState/projectConfigurationSchema';
export { renderConfigurationSchemas } from './desiredState/renderConfigurationSchemas';
export type { ConfigurationSchemaFile } from './desiredState/renderConfigurationSchemas';
export { findUnreadPipelineFiles } from './desiredState/findUnreadPipelineFiles';
export type { ConfigurationSource } from './desiredState/configurationSource';
export * from './desiredState/DesiredState';
export * from './desiredState/resolveEntityReferences';
export * from './names/environmentAnswers';
export { escapeInvisible } from './names/escapeInvisible';
export * from './names/projectName';
export * from './names/resourceNames';
export * from './observed/identity';
export * from './observed/ObservedState';
export * from './outcome/resourceOutcome';
export * from './ownership/ownershipMark';
export { findPipelineReferences } from './pipelineReferences/findPipelineReferences';
export type { PipelineToRead } from './pipelineReferences/findPipelineReferences';
export type {
  KnownNames,
  PipelineFile,
  PipelineFiles,
  PipelineReference,
  PipelineReferences,
} from './pipelineReferences/PipelineReferences';
export * from './plan/change';
export type { Fields } from './plan/fieldChanges';
export * from './plan/plan';
export * from './plan/planChanges';
export {
  renderPlanAsJson,
  renderPlanAsMarkdown,
  renderPlanAsText,
} from './plan/renderPlan';
export * from './resources/approvalCheck';
export * from './resources/approverGroup';
export * from './resources/branchControlCheck';
export * from './resources/branchPolicy';
export * from './resources/businessHoursCheck';
export * from './resources/environment';
export * from './resources/exclusiveLockCheck';
export * from './resources/gitRepository';
export * from './resources/pipeline';
export * from './resources/pipelineFolder';
export * from './resources/pipelinePermission';
export * from './resources/project';
export { nameProtectedResource } from './resources/protectedResource';
export type {
  CheckedResource,
  ProtectedResource,
} from './resources/protectedResource';
export * from './resources/repositoryPolicy';
export * from './resources/requiredTemplateCheck';
export * from './resources/ResourceDefinition';
export * from './resources/resourceDefinitions';
export * from './resources/ResourceTypes';
export * from './resources/roleAssignment';
export * from './resources/serviceConnection';
export { wireNamesOfTarget } from './resources/serviceConnectionTarget';
export type {
  AzureAuthentication,
  ServiceConnectionSettings,
  ServiceConnectionTarget,
} from './resources/serviceConnectionTarget';
export * from './resources/variableGroup';
export {
  isSameResource,
  MAXIMUM_CHECK_TIMEOUT_MINUTES,
} from './resources/check';
export type { CheckKind, DesiredCheck, ObservedCheck } from './resources/check';
