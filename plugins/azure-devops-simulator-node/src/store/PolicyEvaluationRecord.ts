export type PolicyEvaluationStatus =
  | 'queued'
  | 'running'
  | 'approved'
  | 'rejected'
  | 'notApplicable';

/** The build that a build validation has last asked for. */
export interface ValidationBuild {
  readonly buildId: string;
  readonly sourceCommit: string;
  readonly targetCommit: string;
  readonly mergeCommit: string;
}

/** What a policy says of a pull request; scope: the pull request's id. */
export interface PolicyEvaluationRecord {
  /** The evaluation's own id. */
  readonly id: string;
  readonly pullRequestId: string;
  readonly policyId: string;
  readonly status: PolicyEvaluationStatus;
  readonly startedDate: string;
  /** Of an evaluation that is approved, rejected or not applicable. */
  readonly completedDate?: string;
  readonly build?: ValidationBuild;
}
