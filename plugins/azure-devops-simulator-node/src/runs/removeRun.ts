import { BuildRecord } from '../store/records';
import { Store } from '../store/Store';
import { releaseLocks } from './checks/exclusiveLocks';
import { revokeJobTokens } from './jobToken';

const ownKinds = [
  'artifact',
  'coverage',
  'runPlan',
  'runSummary',
  'timelineRecord',
] as const;
const projectKinds = ['approval', 'checkSuite', 'testRun'] as const;

function removeTimelines(store: Store, build: BuildRecord): void {
  const records = store.list('timelineRecord', build.id);
  const earlier = new Set(
    records.flatMap(({ previousAttempts }) =>
      (previousAttempts ?? []).map(({ timelineId }) => timelineId),
    ),
  );
  for (const timelineId of earlier) {
    for (const { id } of store.list(
      'timelineRecord',
      `${build.id}:${timelineId}`,
    )) {
      store.remove('timelineRecord', id);
    }
  }
  for (const { environmentId, id } of records) {
    const deployment =
      environmentId === undefined
        ? undefined
        : store.findByKey('deployment', environmentId, id);
    if (deployment) {
      store.remove('deployment', deployment.id);
    }
  }
}

/** Removes a run and all that it has left, except for the files of its artifacts. */
export function removeRun(store: Store, build: BuildRecord): void {
  store.transaction(() => {
    store
      .list('timelineRecord', build.id)
      .filter(({ type }) => type === 'Stage')
      .forEach(({ refName }) => releaseLocks({ store }, build, refName));
    removeTimelines(store, build);
    for (const log of store.list('log', build.id)) {
      store.removeLines(log.id);
      store.remove('log', log.id);
    }
    for (const kind of ownKinds) {
      store.list(kind, build.id).forEach(({ id }) => store.remove(kind, id));
    }
    for (const kind of projectKinds) {
      store
        .list(kind, build.projectId)
        .filter(({ buildId }) => buildId === build.id)
        .forEach(({ id }) => store.remove(kind, id));
    }
    revokeJobTokens({ store }, build.id);
    store.remove('build', build.id);
  });
}
