export { applyPlan } from './applyPlan';
export type { ApplyPlanOptions } from './applyPlan';
export { ensureDefaultBranch } from './ensureDefaultBranch';
export { ensureRepository } from './ensureRepository';
export type {
  EnsureRepositoryOptions,
  RepositoryOutcome,
} from './ensureRepository';
export { planProvisioning } from './planProvisioning';
export type { PlanProvisioningOptions } from './planProvisioning';
export {
  MissingSecretError,
  PartialProvisioningError,
  ResourceConflictError,
  UnknownIdentityError,
  UnknownReferenceError,
} from './provisioningErrors';
export type { FailedResource } from './provisioningErrors';
export { queuePipelineRun } from './queuePipelineRun';
export type {
  PipelineRunOutcome,
  QueuePipelineRunOptions,
} from './queuePipelineRun';
export { readDesiredState } from './readDesiredState';
export { observeProject } from './resources/project';
