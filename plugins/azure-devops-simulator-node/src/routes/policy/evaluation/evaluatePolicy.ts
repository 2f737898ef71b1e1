import { PolicyEvaluationStatus } from '../../../store/PolicyEvaluationRecord';
import { policyTypes } from '../policyTypes';
import {
  evaluateMinimumReviewers,
  evaluateRequiredReviewers,
} from './evaluateReviewers';
import { evaluateStatus } from './evaluateStatus';
import { PolicyEvaluator, PolicySubject } from './PolicySubject';
import { evaluateBuildValidation } from './validationBuild';

const unresolved = ['active', 'pending', '1', '6'];

/** A thread without a status, such as one of the service itself, needs no resolution. */
const evaluateComments: PolicyEvaluator = ({ pullRequest }) =>
  pullRequest.threads.some(
    ({ status, comments }) =>
      unresolved.includes(status ?? '') &&
      comments.some(({ isDeleted }) => !isDeleted),
  )
    ? 'rejected'
    : 'approved';

const evaluators: ReadonlyMap<string, PolicyEvaluator> = new Map<
  string,
  PolicyEvaluator
>([
  [policyTypes.minimumReviewers.id, evaluateMinimumReviewers],
  [policyTypes.requiredReviewers.id, evaluateRequiredReviewers],
  [policyTypes.buildValidation.id, evaluateBuildValidation],
  [policyTypes.commentRequirements.id, evaluateComments],
  // The simulator has no work items, so none can be linked.
  [policyTypes.workItemLinking.id, () => 'rejected'],
  [policyTypes.status.id, evaluateStatus],
  // How a pull request is merged is known, and refused, when it is completed.
  [policyTypes.mergeStrategy.id, () => 'approved'],
]);

/** What a branch policy says of a pull request at this moment. */
export function evaluatePolicy(subject: PolicySubject): PolicyEvaluationStatus {
  const evaluator = evaluators.get(subject.policy.typeId);
  if (!evaluator) {
    throw new Error(
      `Policies of the type ${subject.policy.typeId} are not about pull requests`,
    );
  }
  return evaluator(subject);
}
