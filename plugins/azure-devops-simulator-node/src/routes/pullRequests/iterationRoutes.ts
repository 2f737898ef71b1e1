import { pullRequestPartUnknown } from '../../errors/pullRequestErrors';
import { differences } from '../../git/compareCommits';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { PullRequestIteration } from '../../store/PullRequestRecord';
import { commitWire, repositoryUrl } from '../../wire/gitWire';
import { changeTypeOf } from '../../wire/differenceWire';
import { identityRef } from '../../wire/identityRef';
import { pullRequestUrl } from '../../wire/pullRequestWire';
import { requestedIteration } from './iterations';
import { requestedPullRequest } from './pullRequests';

const mostCommits = 1000;
const mostChanges = 2000;

function bareOf(request: ApiRequest) {
  const { repository } = requestedPullRequest(request);
  return request.environment.repositories.open(repository.id);
}

/** The commits of an iteration that its target lacks. */
async function commitsOf(
  request: ApiRequest,
  iteration: PullRequestIteration,
  part: { readonly top?: number; readonly skip?: number } = {},
) {
  const { repository } = requestedPullRequest(request);
  const commits = await bareOf(request).commits({
    from: `${iteration.targetCommit}..${iteration.sourceCommit}`,
    top: part.top ?? mostCommits,
    skip: part.skip ?? 0,
  });
  return commits.map(commit => commitWire(request, repository, commit));
}

async function iterationWire(
  request: ApiRequest,
  iteration: PullRequestIteration,
) {
  const { repository, record } = requestedPullRequest(request);
  const { sourceCommit, targetCommit, commonCommit, author, ...rest } =
    iteration;
  const commit = (commitId: string) => ({
    commitId,
    url: `${repositoryUrl(request, repository)}/commits/${commitId}`,
  });
  const url = pullRequestUrl(request, repository, record);
  return {
    ...rest,
    description: '',
    author: identityRef(request, author),
    sourceRefCommit: commit(sourceCommit),
    targetRefCommit: commit(targetCommit),
    commonRefCommit: commit(commonCommit),
    hasMoreCommits: false,
    ...(request.flag('includeCommits') && {
      commits: await commitsOf(request, iteration),
    }),
    _links: { self: { href: `${url}/iterations/${iteration.id}` } },
  };
}

async function listIterations(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  return list(
    await Promise.all(
      record.iterations.map(iteration => iterationWire(request, iteration)),
    ),
  );
}

/** What an iteration changes: since the common commit, or since another iteration. */
async function listChanges(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  const { sourceCommit, commonCommit } = requestedIteration(request);
  const other = request.queryNumber('$compareTo') ?? 0;
  const base =
    other === 0
      ? commonCommit
      : record.iterations.find(({ id }) => id === other)?.sourceCommit;
  if (base === undefined) {
    throw pullRequestPartUnknown(`iteration ${other}`);
  }
  const all = await differences(bareOf(request), {
    from: base,
    to: sourceCommit,
  });
  const skip = request.queryNumber('$skip') ?? 0;
  const top = Math.min(request.queryNumber('$top') ?? mostChanges, mostChanges);
  const end = skip + top;
  return json({
    changeEntries: all.slice(skip, end).map((change, index) => ({
      changeTrackingId: skip + index + 1,
      changeId: skip + index + 1,
      item: {
        ...(change.objectId && { objectId: change.objectId }),
        ...(change.originalObjectId && {
          originalObjectId: change.originalObjectId,
        }),
        path: `/${change.path}`,
      },
      changeType: changeTypeOf(change),
      ...(change.originalPath && { originalPath: `/${change.originalPath}` }),
    })),
    ...(end < all.length && { nextSkip: end, nextTop: all.length - end }),
  });
}

async function listCommits(request: ApiRequest) {
  const top = request.queryNumber('top');
  const skip = request.queryNumber('skip');
  return list(
    await commitsOf(request, requestedIteration(request), {
      ...(top !== undefined && { top }),
      ...(skip !== undefined && { skip }),
    }),
  );
}

const all =
  '[{project}/]_apis/git/repositories/{repositoryId}/pullrequests/{#pullRequestId}/iterations';
const one = `${all}/{#iterationId}`;

/** The states of its source branch that a pull request has gone through. */
export const iterationRoutes: readonly Route[] = [
  { method: 'GET', path: all, handle: listIterations },
  {
    method: 'GET',
    path: one,
    handle: async request =>
      json(await iterationWire(request, requestedIteration(request))),
  },
  { method: 'GET', path: `${one}/changes`, handle: listChanges },
  { method: 'GET', path: `${one}/commits`, handle: listCommits },
];
