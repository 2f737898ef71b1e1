import { ApiRequest } from '../../server/ApiRequest';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { RepositoryRecord } from '../../store/records';
import { commitWire } from '../../wire/gitWire';
import { pullRequestLinks, pullRequestWire } from '../../wire/pullRequestWire';

/** Its merge as a whole commit, as single pull requests have it and lists have not. */
async function mergeOf(
  request: ApiRequest,
  repository: RepositoryRecord,
  { mergeCommit }: PullRequestRecord,
) {
  const bare = request.environment.repositories.open(repository.id);
  const commit = mergeCommit ? await bare.commit(mergeCommit) : undefined;
  if (!commit) {
    return undefined;
  }
  const { commitId, author, committer, comment, url } = commitWire(
    request,
    repository,
    commit,
  );
  return { commitId, author, committer, comment, url };
}

/** One pull request; the service leaves the links out where the path names no repository. */
export async function pullRequestAnswer(
  request: ApiRequest,
  repository: RepositoryRecord,
  record: PullRequestRecord,
) {
  const merge = await mergeOf(request, repository, record);
  return {
    ...pullRequestWire(request, repository, record),
    ...(merge && { lastMergeCommit: merge }),
    ...(request.parameter('repositoryId') && {
      _links: pullRequestLinks(request, repository, record),
    }),
  };
}
