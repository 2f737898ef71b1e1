import { Difference } from '../git/compareCommits';
import { RepositoryRecord } from '../store/records';
import { repositoryUrl } from './gitWire';
import { WireContext } from './Links';

/** A rename that changes the content, too, is both. */
export function changeTypeOf(change: Difference): string {
  return change.kind === 'rename' && change.objectId !== change.originalObjectId
    ? 'edit, rename'
    : change.kind;
}

/** A changed file or folder, as it is at one of the commits. */
export function differenceWire(
  context: WireContext,
  repository: RepositoryRecord,
  change: Difference,
  commits: { readonly from: string; readonly to: string },
) {
  const commitId = change.kind === 'delete' ? commits.from : commits.to;
  const path = `/${change.path}`;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  return {
    item: {
      ...(change.objectId && { objectId: change.objectId }),
      ...(change.originalObjectId && {
        originalObjectId: change.originalObjectId,
      }),
      gitObjectType: change.isFolder ? 'tree' : 'blob',
      commitId,
      path,
      ...(change.isFolder && { isFolder: true }),
      url: `${repositoryUrl(
        context,
        repository,
      )}/items${encoded}?versionType=Commit&version=${commitId}`,
    },
    changeType: changeTypeOf(change),
    ...(change.originalPath && {
      sourceServerItem: `/${change.originalPath}`,
    }),
  };
}

/** How many files have been changed in which way, under Azure DevOps' names. */
export function changeCounts(
  changes: readonly Difference[],
): Readonly<Record<string, number>> {
  const names = {
    add: 'Add',
    edit: 'Edit',
    delete: 'Delete',
    rename: 'Rename',
  };
  const counts: Record<string, number> = {};
  for (const { kind } of changes) {
    counts[names[kind]] = (counts[names[kind]] ?? 0) + 1;
  }
  return counts;
}
