import {
  pullRequestInvalid,
  pullRequestIsDraft,
  voteOfAnother,
} from '../../errors/pullRequestErrors';
import { roleIdentityUnknown } from '../../errors/securityErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, text, truth, wholeNumber } from '../../server/JsonBody';
import {
  PullRequestRecord,
  PullRequestReviewer,
} from '../../store/PullRequestRecord';
import { membershipsFrom } from '../identity/memberships';
import { subjectById } from '../identity/subjects';

const votes = [10, 5, 0, -5, -10];

/** Reads a reviewer; what it does not say stays as it was. */
export function readReviewer(
  request: ApiRequest,
  value: unknown,
  former?: PullRequestReviewer,
): PullRequestReviewer {
  if (!isJsonObject(value)) {
    throw pullRequestInvalid('A reviewer is an object.');
  }
  const wanted = former?.id ?? text(value, 'id') ?? '';
  const subject = subjectById(request, wanted);
  if (!subject) {
    throw roleIdentityUnknown(wanted);
  }
  const vote = wholeNumber(value, 'vote') ?? former?.vote ?? 0;
  if (!votes.includes(vote)) {
    throw pullRequestInvalid(
      `The vote ${vote} is none of ${votes.join(', ')}.`,
    );
  }
  if (vote !== (former?.vote ?? 0) && subject.id !== request.user.id) {
    throw voteOfAnother(subject.id);
  }
  const hasDeclined = truth(value, 'hasDeclined') ?? former?.hasDeclined;
  const isFlagged = truth(value, 'isFlagged') ?? former?.isFlagged;
  return {
    ...former,
    id: subject.id,
    vote,
    isRequired: truth(value, 'isRequired') ?? former?.isRequired ?? false,
    ...(hasDeclined !== undefined && { hasDeclined }),
    ...(isFlagged !== undefined && { isFlagged }),
  };
}

/** The groups among the reviewers that somebody is in. */
function groupsOf(
  request: ApiRequest,
  record: PullRequestRecord,
  id: string,
): readonly string[] {
  const user = request.store.get('user', id);
  const containers = user
    ? membershipsFrom(request, user, {
        direction: 'up',
        depth: Number.MAX_SAFE_INTEGER,
      }).map(({ container }) => container.id)
    : [];
  return record.reviewers
    .map(reviewer => reviewer.id)
    .filter(reviewerId => containers.includes(reviewerId));
}

/**
 * A pull request with a reviewer in it. A vote belongs to the iteration that
 * is the latest now, and is one of the groups, too, that the reviewer is in.
 */
export function withReviewer(
  request: ApiRequest,
  record: PullRequestRecord,
  given: PullRequestReviewer,
): PullRequestRecord {
  const former = record.reviewers.find(({ id }) => id === given.id);
  const hasVoted = given.vote !== (former?.vote ?? 0) || given.vote !== 0;
  if (hasVoted && record.isDraft) {
    throw pullRequestIsDraft(record.id);
  }
  const groups = hasVoted ? groupsOf(request, record, given.id) : [];
  const reviewer: PullRequestReviewer = {
    ...given,
    ...(hasVoted && { votedIteration: record.iterations.length }),
    ...(groups.length > 0 && { votedFor: groups }),
  };
  const others = record.reviewers
    .filter(({ id }) => id !== given.id)
    .map(other =>
      groups.includes(other.id) ? { ...other, vote: given.vote } : other,
    );
  return { ...record, reviewers: [...others, reviewer] };
}
