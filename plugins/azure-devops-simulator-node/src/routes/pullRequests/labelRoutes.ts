import { pullRequestPartUnknown } from '../../errors/pullRequestErrors';
import { missingArgument } from '../../errors/requestErrors';
import { ApiAnswer, json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { PullRequestLabel } from '../../store/PullRequestRecord';
import { pullRequestUrl } from '../../wire/pullRequestWire';
import { findLabel, withLabel } from './labels';
import { changePullRequest, requestedPullRequest } from './pullRequests';

const done: ApiAnswer = { status: 200, headers: {} };

function wireOf(request: ApiRequest, label: PullRequestLabel) {
  const { repository, record } = requestedPullRequest(request);
  const url = pullRequestUrl(request, repository, record);
  return { ...label, active: true, url: `${url}/labels/${label.id}` };
}

function requested(request: ApiRequest): PullRequestLabel {
  const wanted = request.parameter('label');
  const label = findLabel(requestedPullRequest(request).record.labels, wanted);
  if (!label) {
    throw pullRequestPartUnknown(`label '${wanted}'`);
  }
  return label;
}

function add(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  const name = text(request.objectBody(), 'name')?.trim();
  if (!name) {
    throw missingArgument('name');
  }
  const { labels } = changePullRequest(request, record.id, current => ({
    ...current,
    labels: withLabel(request, current.labels, name),
  }));
  const label = findLabel(labels, name) ?? labels[labels.length - 1];
  return json(wireOf(request, label));
}

function remove(request: ApiRequest) {
  const { id: labelId } = requested(request);
  const { record } = requestedPullRequest(request);
  changePullRequest(request, record.id, current => ({
    ...current,
    labels: current.labels.filter(({ id }) => id !== labelId),
  }));
  return done;
}

const all =
  '[{project}/]_apis/git/repositories/{repositoryId}/pullrequests/{#pullRequestId}/labels';
const one = `${all}/{label}`;

/** Labels of pull requests. */
export const labelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: all,
    handle: request =>
      list(
        requestedPullRequest(request).record.labels.map(label =>
          wireOf(request, label),
        ),
      ),
  },
  { method: 'POST', path: all, handle: add },
  {
    method: 'GET',
    path: one,
    handle: request => json(wireOf(request, requested(request))),
  },
  { method: 'DELETE', path: one, handle: remove },
];
