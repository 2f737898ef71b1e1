import { items, truth, wholeNumber } from '../../../server/JsonBody';
import { PolicyEvaluationStatus } from '../../../store/PolicyEvaluationRecord';
import { PullRequestReviewer } from '../../../store/PullRequestRecord';
import { membershipsFrom } from '../../identity/memberships';
import { coversChanges } from './filenamePatterns';
import { PolicySubject } from './PolicySubject';

const leastApproval = 5;

/** People who review; a group has no vote of its own. */
function voters(subject: PolicySubject): readonly PullRequestReviewer[] {
  const { context, pullRequest } = subject;
  return pullRequest.reviewers.filter(({ id }) =>
    context.store.get('user', id),
  );
}

function lastIteration({ pullRequest }: PolicySubject) {
  return pullRequest.iterations[pullRequest.iterations.length - 1];
}

/** Whether the policy takes this approval into account. */
function counts(subject: PolicySubject, voter: PullRequestReviewer): boolean {
  const { policy, pullRequest } = subject;
  const { settings } = policy;
  const last = lastIteration(subject);
  const isCreator = voter.id === pullRequest.createdBy;
  const isLastPusher = voter.id === last?.author;
  const wantsLast =
    truth(settings, 'requireVoteOnLastIteration') ||
    truth(settings, 'requireVoteOnEachIteration');
  return (
    (!isCreator || truth(settings, 'creatorVoteCounts') === true) &&
    (!isLastPusher || !truth(settings, 'blockLastPusherVote')) &&
    (!wantsLast || voter.votedIteration === last?.id)
  );
}

/** Enough people approve, and, unless that is allowed, nobody waits or rejects. */
export function evaluateMinimumReviewers(
  subject: PolicySubject,
): PolicyEvaluationStatus {
  const { settings } = subject.policy;
  const people = voters(subject);
  if (
    !truth(settings, 'allowDownvotes') &&
    people.some(({ vote }) => vote < 0)
  ) {
    return 'rejected';
  }
  const approvals = people.filter(
    voter => voter.vote >= leastApproval && counts(subject, voter),
  );
  return approvals.length >=
    (wholeNumber(settings, 'minimumApproverCount') ?? 1)
    ? 'approved'
    : 'queued';
}

function isMember(
  { context }: PolicySubject,
  userId: string,
  groupId: string,
): boolean {
  const user = context.store.get('user', userId);
  return (
    user !== undefined &&
    membershipsFrom(context, user, {
      direction: 'up',
      depth: Number.MAX_SAFE_INTEGER,
    }).some(({ container }) => container.id === groupId)
  );
}

/** What the people say whom one entry of the policy means: a person, or the members of a group. */
function evaluateEntry(
  subject: PolicySubject,
  id: string,
): PolicyEvaluationStatus {
  const { settings } = subject.policy;
  const isGroup = subject.context.store.get('group', id) !== undefined;
  const people = voters(subject).filter(voter =>
    isGroup ? isMember(subject, voter.id, id) : voter.id === id,
  );
  if (people.some(({ vote }) => vote < 0)) {
    return 'rejected';
  }
  const approvals = people.filter(
    voter =>
      voter.vote >= leastApproval && (!isGroup || counts(subject, voter)),
  );
  const wanted = isGroup
    ? wholeNumber(settings, 'minimumApproverCount') ?? 1
    : 1;
  return approvals.length >= wanted ? 'approved' : 'queued';
}

/** Those whom a policy asks to review. */
export function requiredReviewersOf(subject: PolicySubject): readonly string[] {
  return (items(subject.policy.settings, 'requiredReviewerIds') ?? []).map(
    String,
  );
}

/** Everybody approves whom the policy names; a group does so through its members. */
export function evaluateRequiredReviewers(
  subject: PolicySubject,
): PolicyEvaluationStatus {
  if (!coversChanges(subject.policy.settings, subject.changes)) {
    return 'notApplicable';
  }
  const results = requiredReviewersOf(subject).map(id =>
    evaluateEntry(subject, id),
  );
  return (
    (['rejected', 'queued'] as const).find(status =>
      results.includes(status),
    ) ?? 'approved'
  );
}
