import { pullRequestInvalid } from '../../errors/pullRequestErrors';
import { ApiAnswer, json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, text, wholeNumber } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import {
  PullRequestRecord,
  PullRequestReviewer,
} from '../../store/PullRequestRecord';
import { pullRequestUrl, reviewerWire } from '../../wire/pullRequestWire';
import { changePullRequest, requestedPullRequest } from './pullRequests';
import { readReviewer, withReviewer } from './reviewers';
import { reviewPullRequest } from './reviewPullRequest';

const done: ApiAnswer = { status: 200, headers: {} };

function writer(request: ApiRequest) {
  const { repository, record } = requestedPullRequest(request);
  const url = pullRequestUrl(request, repository, record);
  return (reviewer: PullRequestReviewer) =>
    reviewerWire(request, url, reviewer);
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

async function addMany(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  const values = request.arrayBody();
  const added: PullRequestReviewer[] = [];
  changePullRequest(request, record.id, current =>
    values.reduce<PullRequestRecord>((next, value) => {
      const id = isJsonObject(value) ? text(value, 'id')?.toLowerCase() : '';
      const former = next.reviewers.find(reviewer => reviewer.id === id);
      const reviewer = readReviewer(request, value, former);
      added.push(reviewer);
      return withReviewer(request, next, reviewer);
    }, current),
  );
  await reviewPullRequest(request, record.id);
  return list(added.map(writer(request)));
}

/** Adds a reviewer, or gives a vote. */
async function setOne(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  const id = request.parameter('reviewerId').toLowerCase();
  changePullRequest(request, record.id, current => {
    const former = current.reviewers.find(reviewer => reviewer.id === id) ?? {
      id,
      vote: 0,
      isRequired: false,
    };
    const reviewer = readReviewer(request, request.objectBody(), former);
    return withReviewer(request, current, reviewer);
  });
  const reviewer = required(request);
  await reviewPullRequest(request, record.id);
  return json(writer(request)(reviewer));
}

/** Takes the votes of several reviewers back, as the service does it for somebody else than the voter. */
async function resetMany(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  const patches = request.arrayBody().filter(isJsonObject);
  if (patches.some(patch => (wholeNumber(patch, 'vote') ?? 0) !== 0)) {
    throw pullRequestInvalid(
      'Votes of several reviewers can only be reset, to 0.',
    );
  }
  const ids = patches.map(patch => (text(patch, 'id') ?? '').toLowerCase());
  changePullRequest(request, record.id, current => ({
    ...current,
    reviewers: current.reviewers.map(reviewer =>
      ids.includes(reviewer.id) ? { ...reviewer, vote: 0 } : reviewer,
    ),
  }));
  await reviewPullRequest(request, record.id);
  return done;
}

async function removeOne(request: ApiRequest) {
  const { id } = required(request);
  const { record } = requestedPullRequest(request);
  changePullRequest(request, record.id, current => ({
    ...current,
    reviewers: current.reviewers.filter(reviewer => reviewer.id !== id),
  }));
  await reviewPullRequest(request, record.id);
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
  { method: 'PATCH', path: all, handle: resetMany },
  {
    method: 'GET',
    path: one,
    handle: request => json(writer(request)(required(request))),
  },
  { method: 'PUT', path: one, handle: setOne },
  { method: 'PATCH', path: one, handle: setOne },
  { method: 'DELETE', path: one, handle: removeOne },
];
