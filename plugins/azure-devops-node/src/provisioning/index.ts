export { applyPlan } from './applyPlan';
export type { ApplyPlanOptions } from './applyPlan';
export { ensureDefaultBranch } from './ensureDefaultBranch';
export { ProjectCreationError } from './createProject';
export { ensureProject } from './ensureProject';
export type { EnsureProjectOptions, ProjectOutcome } from './ensureProject';
export { ensurePullRequest } from './ensurePullRequest';
export type {
  EnsurePullRequestOptions,
  PullRequestOutcome,
} from './ensurePullRequest';
export { ensureRepository } from './ensureRepository';
export type {
  EnsureRepositoryOptions,
  RepositoryOutcome,
} from './ensureRepository';
export { planTeardown } from './planTeardown';
export type { PlanTeardownOptions } from './planTeardown';
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
export { provisionProject } from './provisionProject';
export type {
  ProvisionedProject,
  ProvisionProjectOptions,
} from './provisionProject';
export { queuePipelineRun } from './queuePipelineRun';
export type {
  PipelineRunOutcome,
  QueuePipelineRunOptions,
} from './queuePipelineRun';
export { requireSecrets } from './requireSecrets';
export { readDesiredState } from './readDesiredState';
export { observeProject } from './resources/project';
