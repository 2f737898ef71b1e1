import { JobListener } from '../agent/JobListener';
import { SimulatorEnvironment } from '../server/Environment';
import { TimelineRecord } from '../store/RunRecords';
import { artifactsOf, publishArtifact } from './artifacts';
import { findRunWithArtifacts } from './findRunWithArtifacts';
import { RunLog } from './RunLog';
import { RunNotes } from './RunNotes';
import { Timeline } from './Timeline';

type Basis = Pick<
  SimulatorEnvironment,
  'store' | 'now' | 'random' | 'artifactsDirectory'
>;

/** Steps before those of the file come first, those after them last. */
function orderOf(
  place: 'before' | 'after',
  siblings: readonly TimelineRecord[],
): number {
  const orders = siblings.map(({ order }) => order);
  if (place === 'after' || orders.length === 0) {
    return Math.max(0, ...orders) + 1;
  }
  const first = siblings.filter(({ task }) => task !== undefined);
  return Math.min(
    ...(first.length > 0 ? first : siblings).map(({ order }) => order),
  );
}

/** Makes room and adds a step that the file does not spell out. */
function addStep(
  timeline: Timeline,
  job: TimelineRecord,
  step: Parameters<JobListener['stepAdded']>[0],
): void {
  const siblings = timeline
    .records()
    .filter(({ parentId }) => parentId === job.id);
  const order = orderOf(step.place, siblings);
  for (const sibling of siblings.filter(other => other.order >= order)) {
    timeline.change(sibling.id, { order: sibling.order + 1 });
  }
  timeline.add({
    id: step.recordId,
    type: 'Task',
    parentId: job.id,
    name: step.displayName,
    identifier: `${job.identifier}.${step.recordId}`,
    refName: `__system_${order}`,
    order,
    attempt: job.attempt,
  });
}

type Outcome = Parameters<JobListener['stepCompleted']>[1];

function completeStep(
  timeline: Timeline,
  jobId: string,
  recordId: string,
  outcome: Outcome,
): void {
  const { referenceName } = outcome;
  const record = timeline.get(recordId);
  timeline.change(recordId, {
    issues: [...record.issues, ...outcome.issues],
    ...(outcome.resultCode !== undefined && { resultCode: outcome.resultCode }),
  });
  timeline.end(recordId, outcome.result);
  const outputs = Object.entries(outcome.outputVariables).map(
    ([name, value]) =>
      [`${referenceName ?? record.refName}.${name}`, value] as const,
  );
  const job = timeline.get(jobId);
  timeline.change(jobId, {
    issues: [...job.issues, ...outcome.issues],
    ...(outputs.length > 0 && {
      outputs: { ...job.outputs, ...Object.fromEntries(outputs) },
    }),
  });
}

/** Writes down what an agent tells of one job. Nothing is written once the job has ended or its run is gone. */
export function createJobListener(options: {
  readonly environment: Basis;
  readonly timeline: Timeline;
  readonly job: TimelineRecord;
  /** False once the simulator has been closed. */
  readonly isOpen: () => boolean;
}): JobListener {
  const { environment, timeline, job, isOpen } = options;
  const { store } = environment;
  const log = new RunLog(environment, timeline);
  const notes = new RunNotes(environment, timeline.buildId);
  const keep = (work: () => void) => {
    if (!isOpen()) {
      return;
    }
    store.transaction(() => {
      const state = store.get('timelineRecord', job.id)?.state;
      if (state !== undefined && state !== 'completed') {
        work();
      }
    });
  };
  return {
    stepAdded: step => keep(() => addStep(timeline, job, step)),
    stepStarted: (recordId, name) =>
      keep(() => void timeline.start(recordId, { name })),
    stepLogged: (recordId, lines) => keep(() => log.append(recordId, lines)),
    stepProgressed: (recordId, { percent, operation }) =>
      keep(
        () =>
          void timeline.change(recordId, {
            ...(percent !== undefined && { percentComplete: percent }),
            ...(operation !== undefined && { currentOperation: operation }),
          }),
      ),
    stepCompleted: (recordId, outcome) =>
      keep(() => completeStep(timeline, job.id, recordId, outcome)),
    publishArtifact: async artifact => {
      if (isOpen() && store.get('timelineRecord', job.id)) {
        await publishArtifact(environment, {
          ...artifact,
          buildId: timeline.buildId,
          jobId: job.id,
        });
      }
    },
    findArtifact: wanted =>
      artifactsOf(environment, wanted.buildId).find(
        ({ name }) => name.toLowerCase() === wanted.name.toLowerCase(),
      )?.directory,
    artifactNames: buildId =>
      artifactsOf(environment, buildId).map(({ name }) => name),
    findRun: wanted => findRunWithArtifacts(store, wanted),
    publishTestResults: run => keep(() => notes.addTestRun(run)),
    publishCoverage: summary => keep(() => notes.setCoverage(summary)),
    attachSummary: summary => keep(() => notes.addSummary(summary)),
    updateBuildNumber: number => keep(() => notes.renumber(number)),
    addBuildTag: tag => keep(() => notes.addTag(tag)),
  };
}
