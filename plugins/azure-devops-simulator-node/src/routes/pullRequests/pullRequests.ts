import { pullRequestUnknown } from '../../errors/pullRequestErrors';
import { mergedTree } from '../../git/mergeBranches';
import { ApiRequest } from '../../server/ApiRequest';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { RepositoryRecord } from '../../store/records';
import { findRepository, requestedRepository } from '../git/findRepository';

/** No branch name has a colon. */
export const branchesKey = (source: string, target: string) =>
  `${source}:${target}`;

/** Keeps a pull request; its unique key says which branches an active one connects. */
export function putPullRequest(
  request: ApiRequest,
  record: PullRequestRecord,
): void {
  request.store.put('pullRequest', record, {
    scope: record.repositoryId,
    ...(record.status === 'active' && {
      key: branchesKey(record.sourceRefName, record.targetRefName),
    }),
  });
}

/** The pull request of the path and its repository, which the path may leave out. */
export function requestedPullRequest(request: ApiRequest): {
  readonly repository: RepositoryRecord;
  readonly record: PullRequestRecord;
} {
  const id = request.parameter('pullRequestId');
  const record = request.store.get('pullRequest', id);
  if (
    record?.organization !== request.organization.name ||
    (request.optionalProject && record.projectId !== request.project.id)
  ) {
    throw pullRequestUnknown(id);
  }
  const repository = request.parameter('repositoryId')
    ? requestedRepository(request)
    : findRepository({
        store: request.store,
        organization: request.organization,
        nameOrId: record.repositoryId,
      });
  if (record.repositoryId !== repository.id) {
    throw pullRequestUnknown(id);
  }
  return { repository, record };
}

/** An active pull request with the commits that its branches have now, and whether they merge. */
export async function refreshed(
  request: ApiRequest,
  record: PullRequestRecord,
): Promise<PullRequestRecord> {
  if (record.status !== 'active') {
    return record;
  }
  const bare = request.environment.repositories.open(record.repositoryId);
  const sourceCommit = await bare.resolveCommit(record.sourceRefName);
  const targetCommit = await bare.resolveCommit(record.targetRefName);
  if (!sourceCommit || !targetCommit) {
    return record;
  }
  const tree = await mergedTree(bare, targetCommit, sourceCommit);
  return {
    ...record,
    sourceCommit,
    targetCommit,
    mergeStatus: tree ? 'succeeded' : 'conflicts',
  };
}
