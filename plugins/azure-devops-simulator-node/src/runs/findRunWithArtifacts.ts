import { JobListener } from '../agent/JobListener';
import { Store } from '../store/Store';

/** The latest run of a pipeline that has ended well enough and has artifacts. */
export function findRunWithArtifacts(
  store: Store,
  wanted: Parameters<JobListener['findRun']>[0],
): string | undefined {
  const branch =
    wanted.branch === undefined || wanted.branch.startsWith('refs/')
      ? wanted.branch
      : `refs/heads/${wanted.branch}`;
  return store
    .list('build', wanted.projectId)
    .filter(
      build =>
        build.definitionId === wanted.definitionId &&
        build.status === 'completed' &&
        (build.result === 'succeeded' ||
          (wanted.allowPartiallySucceeded &&
            build.result === 'partiallySucceeded')) &&
        (branch === undefined || build.sourceBranch === branch) &&
        store.list('artifact', build.id).length > 0,
    )
    .pop()?.id;
}
