import { pullRequestInvalid } from '../../errors/pullRequestErrors';
import { ApiAnswer, json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import {
  PullRequestRecord,
  PullRequestReviewer,
} from '../../store/PullRequestRecord';
import { pullRequestUrl, reviewerWire } from '../../wire/pullRequestWire';
import { putPullRequest, requestedPullRequest } from './pullRequests';
import { readReviewer } from './reviewers';

const done: ApiAnswer = { status: 200, headers: {} };

function writer(request: ApiRequest) {
  const { repository, record } = requestedPullRequest(request);
  const url = pullRequestUrl(request, repository, record);
  return (reviewer: PullRequestReviewer) =>
    reviewerWire(request, url, reviewer);
}

function withReviewer(
  record: PullRequestRecord,
  reviewer: PullRequestReviewer,
): PullRequestRecord {
  const others = record.reviewers.filter(({ id }) => id !== reviewer.id);
  return { ...record, reviewers: [...others, reviewer] };
}

function existing(request: ApiRequest): PullRequestReviewer | undefined {
  const id = request.parameter('reviewerId').toLowerCase();
  return requestedPullRequest(request).record.reviewers.find(
    reviewer => reviewer.id === id,
  );
}

function required(request: ApiRequest): PullRequestReviewer {
  const reviewer = existing(request);
  if (!reviewer) {
    throw pullRequestInvalid(
      `The identity ${request.parameter(
        'reviewerId',
      )} does not review the pull request.`,
    );
  }
  return reviewer;
}

function addMany(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  const added = request.arrayBody().map(value => readReviewer(request, value));
  putPullRequest(request, added.reduce(withReviewer, record));
  return list(added.map(writer(request)));
}

/** Adds a reviewer, or gives a vote. */
function setOne(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  const former = existing(request) ?? {
    id: request.parameter('reviewerId'),
    vote: 0,
    isRequired: false,
  };
  const reviewer = readReviewer(request, request.objectBody(), former);
  putPullRequest(request, withReviewer(record, reviewer));
  return json(writer(request)(reviewer));
}

function removeOne(request: ApiRequest) {
  const { id } = required(request);
  const { record } = requestedPullRequest(request);
  const reviewers = record.reviewers.filter(reviewer => reviewer.id !== id);
  putPullRequest(request, { ...record, reviewers });
  return done;
}

const all =
  '[{project}/]_apis/git/repositories/{repositoryId}/pullrequests/{#pullRequestId}/reviewers';
const one = `${all}/{reviewerId}`;

/** Who looks at a pull request, and with what result. */
export const reviewerRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: all,
    handle: request => {
      const { record } = requestedPullRequest(request);
      return list(record.reviewers.map(writer(request)));
    },
  },
  { method: 'POST', path: all, handle: addMany },
  {
    method: 'GET',
    path: one,
    handle: request => json(writer(request)(required(request))),
  },
  { method: 'PUT', path: one, handle: setOne },
  { method: 'PATCH', path: one, handle: setOne },
  { method: 'DELETE', path: one, handle: removeOne },
];
