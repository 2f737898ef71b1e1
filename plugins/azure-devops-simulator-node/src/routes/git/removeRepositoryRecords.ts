import { RepositoryRecord } from '../../store/records';
import { Store } from '../../store/Store';

const ownKinds = [
  'branch',
  'commitStatus',
  'mergeOperation',
  'pullRequest',
  'push',
] as const;

/** Removes a repository with what is known of it; its pipelines stay, without a repository. */
export function removeRepositoryRecords(
  store: Store,
  repository: RepositoryRecord,
): void {
  for (const { id } of store.list('pullRequest', repository.id)) {
    store.removeAll('policyEvaluation', id);
  }
  ownKinds.forEach(kind => store.removeAll(kind, repository.id));
  store
    .list('batchedPush', repository.projectId)
    .filter(
      ({ definitionId }) =>
        store.get('definition', definitionId)?.repositoryId === repository.id,
    )
    .forEach(({ id }) => store.remove('batchedPush', id));
  store.remove('recordedReferences', repository.id);
  store.remove('repository', repository.id);
}
