import {
  pullRequestInvalid,
  pullRequestPartUnknown,
  pullRequestStatusRejected,
} from '../../errors/pullRequestErrors';
import { ApiAnswer, json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  isJsonObject,
  JsonObject,
  text,
  truth,
  wholeNumber,
} from '../../server/JsonBody';
import { Route } from '../../server/Route';
import {
  PullRequestRecord,
  PullRequestStatus,
} from '../../store/PullRequestRecord';
import { repositoryUrl } from '../../wire/gitWire';
import { pullRequestUrl, statusWire } from '../../wire/pullRequestWire';
import { branchPolicies } from '../policy/evaluation/evaluatePullRequest';
import { policyTypes } from '../policy/policyTypes';
import { readStatus } from '../git/readStatus';
import { requestedIteration } from './iterations';
import { changePullRequest, requestedPullRequest } from './pullRequests';
import { reviewPullRequest } from './reviewPullRequest';

const done: ApiAnswer = { status: 200, headers: {} };

/** A policy that forgets statuses with every push takes only those of an iteration. */
function requireIteration(
  request: ApiRequest,
  record: PullRequestRecord,
  status: Pick<PullRequestStatus, 'name' | 'genre' | 'iterationId'>,
): void {
  const { projectId, repositoryId, targetRefName: refName } = record;
  const isWanted = branchPolicies(request, {
    projectId,
    repositoryId,
    refName,
  }).some(
    ({ typeId, settings }) =>
      typeId === policyTypes.status.id &&
      truth(settings, 'invalidateOnSourceUpdate') === true &&
      text(settings, 'statusName') === status.name &&
      (text(settings, 'statusGenre') ?? '') === (status.genre ?? ''),
  );
  if (isWanted && status.iterationId === undefined) {
    throw pullRequestStatusRejected();
  }
}

/** The iteration of the path, else the one that the body names. */
function iterationOf(
  request: ApiRequest,
  body: JsonObject,
): number | undefined {
  if (request.parameter('iterationId')) {
    return requestedIteration(request).id;
  }
  const id = wholeNumber(body, 'iterationId');
  const { record } = requestedPullRequest(request);
  if (id !== undefined && !record.iterations.some(entry => entry.id === id)) {
    throw pullRequestPartUnknown(`iteration ${id}`);
  }
  return id;
}

async function create(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  const body = request.objectBody();
  const iterationId = iterationOf(request, body);
  const given = readStatus(request, body);
  requireIteration(request, record, {
    ...given,
    ...(iterationId !== undefined && { iterationId }),
  });
  const status: PullRequestStatus = {
    ...given,
    id: request.store.nextNumber(`pull-request-status:${record.id}`),
    ...(iterationId !== undefined && { iterationId }),
  };
  changePullRequest(request, record.id, current => ({
    ...current,
    statuses: [...current.statuses, status],
  }));
  await reviewPullRequest(request, record.id);
  return json(statusWire(request, status));
}

/** All of them, or those of the iteration in the path. */
function statusesOf(request: ApiRequest): readonly PullRequestStatus[] {
  const { statuses } = requestedPullRequest(request).record;
  if (!request.parameter('iterationId')) {
    return statuses;
  }
  const { id } = requestedIteration(request);
  return statuses.filter(({ iterationId }) => iterationId === id);
}

function requested(request: ApiRequest): PullRequestStatus {
  const id = Number(request.parameter('statusId'));
  const status = statusesOf(request).find(candidate => candidate.id === id);
  if (!status) {
    throw pullRequestPartUnknown(`status ${id}`);
  }
  return status;
}

async function removeMany(
  request: ApiRequest,
  ids: readonly number[],
): Promise<void> {
  const { record } = requestedPullRequest(request);
  changePullRequest(request, record.id, current => ({
    ...current,
    statuses: current.statuses.filter(({ id }) => !ids.includes(id)),
  }));
  await reviewPullRequest(request, record.id);
}

async function removeOne(request: ApiRequest) {
  await removeMany(request, [requested(request).id]);
  return noContent();
}

/** The only change of a list of statuses is to remove some, each by its path `/{id}`. */
async function patch(request: ApiRequest) {
  const ids = request.arrayBody().map(value => {
    const path = isJsonObject(value) ? text(value, 'path') : undefined;
    const match = /^\/?(\d+)$/.exec(path ?? '');
    if (!isJsonObject(value) || text(value, 'op') !== 'remove' || !match) {
      throw pullRequestInvalid(
        'Statuses can only be removed: op "remove" with the path "/{status id}" is expected.',
      );
    }
    return Number(match[1]);
  });
  await removeMany(request, ids);
  return done;
}

const pullRequest =
  '[{project}/]_apis/git/repositories/{repositoryId}/pullrequests/{#pullRequestId}';

function getOne(request: ApiRequest) {
  const status = requested(request);
  const { repository, record } = requestedPullRequest(request);
  const url = pullRequestUrl(request, repository, record);
  return json({
    ...statusWire(request, status),
    _links: {
      self: { href: `${url}/statuses/${status.id}` },
      repository: { href: repositoryUrl(request, repository) },
    },
  });
}

const routesBelow = (base: string): readonly Route[] => [
  {
    method: 'GET',
    path: `${base}/statuses`,
    handle: request =>
      list(statusesOf(request).map(status => statusWire(request, status))),
  },
  { method: 'POST', path: `${base}/statuses`, handle: create },
  { method: 'PATCH', path: `${base}/statuses`, handle: patch },
  {
    method: 'GET',
    path: `${base}/statuses/{#statusId}`,
    handle: getOne,
  },
  {
    method: 'DELETE',
    path: `${base}/statuses/{#statusId}`,
    handle: removeOne,
  },
];

/** What checks outside say about a pull request, or about one of its iterations. */
export const statusRoutes: readonly Route[] = [
  ...routesBelow(pullRequest),
  ...routesBelow(`${pullRequest}/iterations/{#iterationId}`),
];
