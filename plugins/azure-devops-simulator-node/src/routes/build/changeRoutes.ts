import { Commit } from '../../git/BareRepository';
import { repositoryUnknown } from '../../errors/gitErrors';
import { ApiAnswer, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { BuildRecord } from '../../store/records';
import { repositoryUrl, repositoryWebUrl } from '../../wire/gitWire';
import { requestedBuild } from './findBuild';

/** More than these are not looked at. */
const furthest = 500;

/** The commit of the pipeline's run before this one on the same branch. */
function commitBefore(
  request: ApiRequest,
  build: BuildRecord,
): string | undefined {
  return request.store
    .list('build', build.projectId)
    .filter(
      other =>
        other.definitionId === build.definitionId &&
        other.sourceBranch === build.sourceBranch &&
        Number(other.id) < Number(build.id),
    )
    .pop()?.sourceVersion;
}

function changeWire(request: ApiRequest, build: BuildRecord, commit: Commit) {
  const repository = request.store.get('repository', build.repositoryId);
  return {
    id: commit.id,
    message: commit.message,
    type: 'TfsGit',
    author: {
      displayName: commit.author.name,
      uniqueName: commit.author.email,
    },
    timestamp: commit.author.date,
    pusher: commit.committer.name,
    ...(repository && {
      location: `${repositoryUrl(request, repository)}/commits/${commit.id}`,
      displayUri: `${repositoryWebUrl(request, repository)}/commit/${
        commit.id
      }`,
    }),
  };
}

/** Commits since the run before; all that there are for the first. */
async function listChanges(request: ApiRequest) {
  const build = requestedBuild(request);
  const before = commitBefore(request, build);
  const bare = request.environment.repositories.open(build.repositoryId);
  const commits = await bare.commits({
    from: build.sourceVersion,
    top: furthest,
  });
  const known = commits.findIndex(({ id }) => id === before);
  const changes = known < 0 ? commits : commits.slice(0, known);
  const top = request.queryNumber('$top') ?? 50;
  return list(
    changes.slice(0, top).map(commit => changeWire(request, build, commit)),
  );
}

/** Leads to the page of the commit that a run has built. */
function showSource(request: ApiRequest): ApiAnswer {
  const build = requestedBuild(request);
  const repository = request.store.get('repository', build.repositoryId);
  if (!repository) {
    throw repositoryUnknown(build.repositoryId);
  }
  const location = `${repositoryWebUrl(request, repository)}/commit/${
    build.sourceVersion
  }`;
  return { status: 302, headers: { location } };
}

/** What has changed since the run before. */
export const changeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '{project}/_apis/build/builds/{#buildId}/changes',
    handle: listChanges,
  },
  {
    method: 'GET',
    path: '{project}/_apis/build/builds/{#buildId}/sources',
    handle: showSource,
  },
];
