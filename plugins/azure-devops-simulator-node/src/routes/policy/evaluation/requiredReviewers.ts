import { PullRequestReviewer } from '../../../store/PullRequestRecord';
import { policyTypes } from '../policyTypes';
import { requiredReviewersOf } from './evaluateReviewers';
import { coversChanges } from './filenamePatterns';
import { PolicySubject } from './PolicySubject';

/**
 * The reviewers of a pull request with those whom policies ask for: required
 * where the policy blocks. A draft gets none until it is published.
 */
export function withPolicyReviewers(
  reviewers: readonly PullRequestReviewer[],
  subjects: readonly PolicySubject[],
): readonly PullRequestReviewer[] {
  const wanted = subjects
    .filter(
      ({ policy, changes, pullRequest }) =>
        policy.typeId === policyTypes.requiredReviewers.id &&
        !pullRequest.isDraft &&
        coversChanges(policy.settings, changes),
    )
    .flatMap(subject =>
      requiredReviewersOf(subject).map(id => ({
        id,
        isRequired: subject.policy.isBlocking,
      })),
    );
  return wanted.reduce<readonly PullRequestReviewer[]>(
    (all, { id, isRequired }) => {
      const former = all.find(reviewer => reviewer.id === id);
      return former
        ? all.map(reviewer =>
            reviewer === former
              ? { ...reviewer, isRequired: reviewer.isRequired || isRequired }
              : reviewer,
          )
        : [...all, { id, vote: 0, isRequired }];
    },
    reviewers,
  );
}
