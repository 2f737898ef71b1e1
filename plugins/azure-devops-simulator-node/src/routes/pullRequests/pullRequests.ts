import { pullRequestUnknown } from '../../errors/pullRequestErrors';
import { ActingContext } from '../../server/ActingContext';
import { ApiRequest } from '../../server/ApiRequest';
import { raisePullRequest } from '../../serviceHooks/hookEvents';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { RepositoryRecord } from '../../store/records';
import { findRepository, requestedRepository } from '../git/findRepository';

/** No branch name has a colon. */
export const branchesKey = (source: string, target: string) =>
  `${source}:${target}`;

/** Keeps a pull request; its unique key says which branches an active one connects. */
export function putPullRequest(
  context: ActingContext,
  record: PullRequestRecord,
): void {
  const before = context.store.get('pullRequest', record.id);
  context.store.put('pullRequest', record, {
    scope: record.repositoryId,
    ...(record.status === 'active' && {
      key: branchesKey(record.sourceRefName, record.targetRefName),
    }),
  });
  raisePullRequest(context, before, record);
}

/** The pull request as it is now; it was there a moment ago. */
export function currentPullRequest(
  context: Pick<ActingContext, 'store'>,
  id: string,
): PullRequestRecord {
  const record = context.store.get('pullRequest', id);
  if (!record) {
    throw pullRequestUnknown(id);
  }
  return record;
}

/** Changes a pull request as it is now, so that what others have done meanwhile stays. */
export function changePullRequest(
  context: ActingContext,
  id: string,
  change: (current: PullRequestRecord) => PullRequestRecord,
): PullRequestRecord {
  return context.store.transaction(() => {
    const changed = change(currentPullRequest(context, id));
    putPullRequest(context, changed);
    return changed;
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
