import { rm } from 'node:fs/promises';
import { SimulatorEnvironment } from '../server/Environment';
import { BuildRecord } from '../store/records';
import { TimelineRecord } from '../store/RunRecords';
import { Store } from '../store/Store';
import { artifactsDirectoryOf } from './artifacts';
import { suitesOf } from './checks/checkSuites';
import { releaseLocks } from './checks/exclusiveLocks';
import { revokeJobTokens } from './jobToken';

const ownKinds = [
  'artifact',
  'coverage',
  'log',
  'runPlan',
  'runSummary',
  'testResults',
  'testRun',
  'timelineRecord',
] as const;

/** The records of every attempt. */
function allRecords(
  store: Store,
  build: BuildRecord,
): readonly TimelineRecord[] {
  const latest = store.list('timelineRecord', build.id);
  const earlier = new Set(
    latest.flatMap(({ previousAttempts }) =>
      (previousAttempts ?? []).map(({ timelineId }) => timelineId),
    ),
  );
  return [
    ...latest,
    ...[...earlier].flatMap(timelineId =>
      store.list('timelineRecord', `${build.id}:${timelineId}`),
    ),
  ];
}

function removeChecks(
  store: Store,
  build: BuildRecord,
  records: readonly TimelineRecord[],
): void {
  for (const suite of suitesOf(store, build, records)) {
    for (const { approvalId } of suite.checkRuns) {
      if (approvalId !== undefined) {
        store.remove('approval', approvalId);
      }
    }
    store.remove('checkSuite', suite.id);
  }
}

function removeDeployments(
  store: Store,
  records: readonly TimelineRecord[],
): void {
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

function removeRun(store: Store, build: BuildRecord): void {
  const records = allRecords(store, build);
  records
    .filter(({ type }) => type === 'Stage')
    .forEach(({ refName }) => releaseLocks({ store }, build, refName));
  removeChecks(store, build, records);
  removeDeployments(store, records);
  store.list('log', build.id).forEach(({ id }) => store.removeLines(id));
  ownKinds.forEach(kind => store.removeAll(kind, build.id));
  revokeJobTokens({ store }, build.id);
  store.remove('build', build.id);
}

/** Stops runs and removes all that they have left, except for the files of their artifacts. */
export function removeRuns(
  { store, runs }: Pick<SimulatorEnvironment, 'store' | 'runs'>,
  builds: readonly BuildRecord[],
): void {
  store.transaction(() => {
    for (const build of builds) {
      runs.cancel(build.id);
      removeRun(store, build);
    }
  });
}

/** Removes the files of the artifacts of runs that are gone. */
export async function removeArtifactFiles(
  environment: Pick<SimulatorEnvironment, 'artifactsDirectory'>,
  builds: readonly BuildRecord[],
): Promise<void> {
  for (const { id } of builds) {
    await rm(artifactsDirectoryOf(environment, id), {
      recursive: true,
      force: true,
    });
  }
}
