/**
 * Domain of Azure MLOps for Backstage: what a machine-learning project should
 * have in Azure DevOps, and the plan that leads there.
 *
 * @packageDocumentation
 */

export { buildDesiredState } from './desiredState/buildDesiredState';
export type {
  ConfigurationFile,
  DesiredStateResult,
} from './desiredState/buildDesiredState';
export {
  describeConfigurationProblem,
  DesiredStateError,
  formatKeyPath,
} from './desiredState/configurationProblem';
export type { ConfigurationProblem } from './desiredState/configurationProblem';
export * from './desiredState/configurationSchemas';
export * from './desiredState/desiredState';
export * from './names/environmentAnswers';
export * from './names/resourceNames';
export * from './observed/observedState';
export * from './outcome/resourceOutcome';
export * from './ownership/ownershipMark';
export { labelOfResourceKind } from './plan/differences/markedResource';
export { diffRepository, TEMPLATE_BRANCH } from './plan/differences/repository';
export * from './plan/plan';
export * from './plan/planChanges';
export { renderPlanAsMarkdown, renderPlanAsText } from './plan/renderPlan';
