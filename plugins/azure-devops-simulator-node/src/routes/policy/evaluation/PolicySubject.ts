import { Difference } from '../../../git/compareCommits';
import { ActingContext } from '../../../server/ActingContext';
import {
  PolicyEvaluationStatus,
  ValidationBuild,
} from '../../../store/PolicyEvaluationRecord';
import { PolicyRecord } from '../../../store/PolicyRecord';
import { PullRequestRecord } from '../../../store/PullRequestRecord';

/** A policy, and the pull request that it is asked about. */
export interface PolicySubject {
  readonly context: ActingContext;
  readonly pullRequest: PullRequestRecord;
  readonly policy: PolicyRecord;
  /** What the pull request changes; known if the policy looks at files. */
  readonly changes: readonly Difference[];
  /** The build that a build validation has last asked for. */
  readonly build?: ValidationBuild;
}

export type PolicyEvaluator = (
  subject: PolicySubject,
) => PolicyEvaluationStatus;
