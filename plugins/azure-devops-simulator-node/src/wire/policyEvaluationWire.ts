import { PolicyEvaluationRecord } from '../store/PolicyEvaluationRecord';
import { PolicyRecord } from '../store/PolicyRecord';
import { PullRequestRecord } from '../store/PullRequestRecord';
import { urlOf, WireContext } from './Links';
import { policyWire } from './policyWire';

/** What a policy says of a pull request. */
export function policyEvaluationWire(
  context: WireContext,
  options: {
    readonly record: PolicyEvaluationRecord;
    readonly policy: PolicyRecord;
    readonly pullRequest: PullRequestRecord;
    /** What a build validation tells about its build. */
    readonly details: object | undefined;
  },
) {
  const { record, policy, pullRequest, details } = options;
  const { projectId } = pullRequest;
  return {
    configuration: policyWire(context, policy),
    artifactId: `vstfs:///CodeReview/CodeReviewId/${projectId}%2f${pullRequest.id}`,
    evaluationId: record.id,
    startedDate: record.startedDate,
    ...(record.completedDate && { completedDate: record.completedDate }),
    status: record.status,
    ...(details && { context: details }),
    _links: {
      self: {
        href: urlOf(context, projectId, '_apis/policy/evaluations', record.id),
      },
    },
  };
}
