import { VariableLayers } from './VariableLayers';
import { BuildRecord } from '../store/records';
import {
  CheckSuiteRecord,
  RunPlanRecord,
  TimelineRecord,
} from '../store/RunRecords';
import { CompiledJob, CompiledStage } from '../pipelineYaml/CompiledPipeline';

/** Everything that decides how a run goes on. */
export interface RunState {
  readonly build: BuildRecord;
  readonly plan: RunPlanRecord;
  /** The latest attempt of every stage, and what is below it. */
  readonly records: readonly TimelineRecord[];
  readonly suites: readonly CheckSuiteRecord[];
  readonly layers: VariableLayers;
}

/** A stage of the plan with its record. */
export interface StageState {
  readonly plan: CompiledStage;
  readonly record: TimelineRecord;
  readonly phases: readonly PhaseState[];
}

/** A job of the plan with its record; in the timeline it is a phase, and its legs are jobs. */
export interface PhaseState {
  readonly plan: CompiledJob;
  readonly record: TimelineRecord;
  readonly jobs: readonly TimelineRecord[];
}

export function childrenOf(
  state: Pick<RunState, 'records'>,
  parentId: string,
  type: TimelineRecord['type'],
): readonly TimelineRecord[] {
  return state.records
    .filter(record => record.parentId === parentId && record.type === type)
    .sort((left, right) => left.order - right.order);
}

/** The stages of a run in the order of the file. */
export function stagesOf(state: RunState): readonly StageState[] {
  const records = state.records.filter(record => record.type === 'Stage');
  return state.plan.pipeline.stages.flatMap(plan => {
    const record = records.find(candidate => candidate.refName === plan.name);
    return record
      ? [{ plan, record, phases: phasesOf(state, plan, record) }]
      : [];
  });
}

function phasesOf(
  state: RunState,
  stage: CompiledStage,
  record: TimelineRecord,
): readonly PhaseState[] {
  const phases = childrenOf(state, record.id, 'Phase');
  return stage.jobs.flatMap(plan => {
    const phase = phases.find(candidate => candidate.refName === plan.name);
    return phase
      ? [{ plan, record: phase, jobs: childrenOf(state, phase.id, 'Job') }]
      : [];
  });
}

/** The checks of a stage's latest attempt. */
export function suiteOf(
  state: RunState,
  stage: TimelineRecord,
): CheckSuiteRecord | undefined {
  return state.suites.find(
    suite => suite.stage === stage.refName && suite.attempt === stage.attempt,
  );
}

export function isOver(record: TimelineRecord): boolean {
  return record.state === 'completed';
}

/** Whoever asked for it: the whole run, or one stage. */
export function isCancelling(state: RunState, stage: TimelineRecord): boolean {
  return state.build.status === 'cancelling' || stage.isCancelling === true;
}
