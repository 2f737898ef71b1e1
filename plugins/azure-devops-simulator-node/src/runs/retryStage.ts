import { SimulatorEnvironment } from '../server/Environment';
import { BuildRecord } from '../store/records';
import { TimelineRecord } from '../store/RunRecords';
import { addStage } from './createTimeline';
import { RunState, stagesOf, StageState } from './RunState';
import { ancestorsOf } from './statusFunctions';
import { Timeline } from './Timeline';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now' | 'random'>;

/** Moves a record of an earlier attempt out of the latest timeline. */
function putAside(
  { store }: Basis,
  record: TimelineRecord,
  timelineId: string,
): void {
  store.put('timelineRecord', record, {
    scope: `${record.buildId}:${timelineId}`,
  });
}

function below(
  records: readonly TimelineRecord[],
  parentId: string,
): readonly TimelineRecord[] {
  return records
    .filter(record => record.parentId === parentId)
    .flatMap(record => [record, ...below(records, record.id)]);
}

/** Jobs that ended well stay as they are unless all are to run again. */
function keptPhases(stage: StageState, isForced: boolean) {
  return isForced
    ? []
    : stage.phases.filter(
        ({ record }) =>
          record.result === 'succeeded' ||
          record.result === 'succeededWithIssues',
      );
}

function startOver(
  environment: Basis,
  state: RunState,
  stage: StageState,
  options: { readonly timelineId: string; readonly isForced: boolean },
): void {
  const { timelineId, isForced } = options;
  const { record } = stage;
  const timeline = new Timeline(environment, state.build.id);
  const kept = keptPhases(stage, isForced);
  const keptIds = new Set(
    kept.flatMap(phase => [
      phase.record.id,
      ...below(state.records, phase.record.id).map(({ id }) => id),
    ]),
  );
  for (const old of [record, ...below(state.records, record.id)]) {
    if (!keptIds.has(old.id)) {
      putAside(environment, old, timelineId);
    }
  }
  const next = addStage(timeline, stage.plan, {
    order: record.order,
    attempt: record.attempt + 1,
    previousAttempts: [
      ...(record.previousAttempts ?? []),
      { attempt: record.attempt, timelineId, recordId: record.id },
    ],
  });
  for (const phase of kept) {
    const fresh = timeline
      .records()
      .find(
        ({ parentId, refName }) =>
          parentId === next.id && refName === phase.record.refName,
      );
    if (fresh) {
      environment.store.remove('timelineRecord', fresh.id);
    }
    timeline.change(phase.record.id, { parentId: next.id });
  }
}

/** The stage and those after it, which did not run because of it. */
function affected(state: RunState, stage: StageState): readonly StageState[] {
  const stages = stagesOf(state);
  const graph = stages.map(({ plan }) => plan);
  return stages.filter(
    other =>
      other === stage ||
      other.plan.name === stage.plan.name ||
      (other.record.result !== 'succeeded' &&
        ancestorsOf(other.plan, graph).some(
          ({ name }) => name === stage.plan.name,
        )),
  );
}

/** Lets a stage that did not end well run again, and the stages after it. */
export function retryStage(
  environment: Basis,
  options: {
    readonly state: RunState;
    readonly stage: StageState;
    readonly isForced: boolean;
  },
): void {
  const { state, stage, isForced } = options;
  const { store, random } = environment;
  store.transaction(() => {
    const timelineId = random.uuid();
    for (const item of affected(state, stage)) {
      startOver(environment, state, item, { timelineId, isForced });
    }
    const { result, finishTime, ...build } = state.build;
    const next: BuildRecord = { ...build, status: 'inProgress' };
    store.put('build', next, { scope: next.projectId });
  });
}
