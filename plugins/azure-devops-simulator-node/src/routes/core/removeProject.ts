import { removeArtifactFiles } from '../../runs/removeRun';
import { SimulatorEnvironment } from '../../server/Environment';
import { ProjectRecord, RecordKind } from '../../store/records';
import { Store } from '../../store/Store';
import { removeDefinitions } from '../build/removeDefinitions';
import { removeRepositoryRecords } from '../git/removeRepositoryRecords';

const ownKinds: readonly RecordKind[] = [
  'folder',
  'environment',
  'check',
  'permission',
  'queue',
  'resourceLock',
  'secureFile',
];

/** What several projects may share goes with the last of them. */
function leaveShared(store: Store, project: ProjectRecord): void {
  const scope = project.organization;
  for (const kind of ['variableGroup', 'serviceEndpoint'] as const) {
    for (const record of store.list(kind, scope)) {
      const left = record.projects.filter(
        ({ projectId }) => projectId !== project.id,
      );
      if (left.length === 0) {
        store.remove(kind, record.id);
      } else if (left.length < record.projects.length) {
        store.put(kind, { ...record, projects: left }, { scope });
      }
    }
  }
}

/** The groups of the project, and who was in them. */
function removeGroups(store: Store, project: ProjectRecord): void {
  const scope = project.organization;
  const groups = new Set(
    store
      .list('group', scope)
      .filter(group => group.projectId === project.id)
      .map(({ id }) => id),
  );
  store
    .list('membership', scope)
    .filter(
      ({ memberId, containerId }) =>
        groups.has(memberId) || groups.has(containerId),
    )
    .forEach(({ id }) => store.remove('membership', id));
  groups.forEach(id => store.remove('group', id));
}

/** Removes a project with everything in it, its repositories and artifacts on disk included. */
export async function removeProject(
  environment: SimulatorEnvironment,
  project: ProjectRecord,
): Promise<void> {
  const { store, repositories } = environment;
  const projectRepositories = store.list('repository', project.id);
  const builds = store.transaction(() => {
    const runs = removeDefinitions(
      environment,
      project,
      store.list('definition', project.id),
    );
    for (const repository of projectRepositories) {
      removeRepositoryRecords(store, repository);
    }
    for (const { id } of store.list('policy', project.id)) {
      store.removeAll('policyRevision', id);
      store.remove('policy', id);
    }
    ownKinds.forEach(kind => store.removeAll(kind, project.id));
    leaveShared(store, project);
    removeGroups(store, project);
    store.remove('project', project.id);
    return runs;
  });
  await removeArtifactFiles(environment, builds);
  for (const { id } of projectRepositories) {
    await repositories.open(id).remove();
  }
}
