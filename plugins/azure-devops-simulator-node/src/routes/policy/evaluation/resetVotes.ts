import { truth } from '../../../server/JsonBody';
import { PolicyRecord } from '../../../store/PolicyRecord';
import { PullRequestReviewer } from '../../../store/PullRequestRecord';
import { policyTypes } from '../policyTypes';

/** The reviewers after a push to the source branch: policies may take their votes away. */
export function resetVotes(
  reviewers: readonly PullRequestReviewer[],
  policies: readonly PolicyRecord[],
): readonly PullRequestReviewer[] {
  const asks = (setting: string) =>
    policies.some(
      ({ typeId, settings }) =>
        typeId === policyTypes.minimumReviewers.id &&
        truth(settings, setting) === true,
    );
  const all = asks('resetOnSourcePush');
  const rejections = asks('resetRejectionsOnSourcePush');
  return reviewers.map(reviewer => {
    const isReset = all || (rejections && reviewer.vote < 0);
    const {
      votedFor: _votedFor,
      votedIteration: _iteration,
      ...rest
    } = reviewer;
    return isReset ? { ...rest, vote: 0 } : reviewer;
  });
}
