import { SimulatorEnvironment } from '../server/Environment';
import { BuildRecord } from '../store/records';
import { addJobs } from './addJobs';
import { evaluateChecks } from './checks/evaluateChecks';
import { releaseLocks } from './checks/exclusiveLocks';
import { openChecks } from './checks/openChecks';
import { buildResult } from './combineResults';
import { queueDeployments } from './queueDeployments';
import { revokeJobTokens } from './jobToken';
import { RunState, stagesOf, StageState } from './RunState';
import { RunStep } from './RunStep';
import { Timeline } from './Timeline';

type Basis = Omit<SimulatorEnvironment, 'runs'>;

export function putBuild(
  { store }: Pick<Basis, 'store'>,
  build: BuildRecord,
): void {
  store.put('build', build, { scope: build.projectId });
}

function stageOf(state: RunState, id: string): StageState {
  const stage = stagesOf(state).find(({ record }) => record.id === id);
  if (!stage) {
    throw new Error(`The run ${state.build.id} has no stage ${id}`);
  }
  return stage;
}

/** The run is under way once something of it is. */
function markStarted(environment: Basis, buildId: string): void {
  const build = environment.store.get('build', buildId);
  if (build?.status === 'notStarted') {
    putBuild(environment, {
      ...build,
      status: 'inProgress',
      startTime: environment.now().toISOString(),
    });
  }
}

function endStage(
  environment: Basis,
  state: RunState,
  step: Extract<RunStep, { readonly kind: 'endStage' }>,
): void {
  const timeline = new Timeline(environment, state.build.id);
  if (step.message !== undefined) {
    timeline.endAll(step.stage, step.result, step.message);
  } else {
    timeline.endAll(step.stage, step.result);
  }
  releaseLocks(environment, state.build, timeline.get(step.stage).refName);
}

function startPhase(
  environment: Basis,
  state: RunState,
  step: Extract<RunStep, { readonly kind: 'startPhase' }>,
): void {
  const timeline = new Timeline(environment, state.build.id);
  const stage = stageOf(state, step.stage);
  const phase = stage.phases.find(({ record }) => record.id === step.phase);
  if (!phase) {
    throw new Error(`The stage ${stage.plan.name} has no job ${step.phase}`);
  }
  timeline.start(step.phase);
  try {
    addJobs({ timeline, state, stage, phase });
  } catch (error) {
    timeline.end(
      step.phase,
      'failed',
      error instanceof Error ? error.message : String(error),
    );
    return;
  }
  queueDeployments(environment, { state, stage, phase });
}

function endRun(environment: Basis, state: RunState): void {
  const results = stagesOf(state).flatMap(({ record }) =>
    record.result ? [record.result] : [],
  );
  const { build } = state;
  const finishTime = environment.now().toISOString();
  putBuild(environment, {
    ...build,
    status: 'completed',
    result: build.status === 'cancelling' ? 'canceled' : buildResult(results),
    startTime: build.startTime ?? finishTime,
    finishTime,
  });
  revokeJobTokens(environment, build.id);
}

/**
 * Carries out one step, inside the caller's transaction.
 *
 * @returns false if nothing has changed by it.
 */
export function applyStep(
  environment: Basis,
  state: RunState,
  step: RunStep,
): boolean {
  const timeline = new Timeline(environment, state.build.id);
  switch (step.kind) {
    case 'openStage':
      if (openChecks(environment, state, stageOf(state, step.stage))) {
        markStarted(environment, state.build.id);
      }
      return true;
    case 'evaluateChecks':
      return evaluateChecks(environment, state, stageOf(state, step.stage));
    case 'startStage':
      timeline.start(step.stage);
      return true;
    case 'endStage':
      endStage(environment, state, step);
      return true;
    case 'startPhase':
      startPhase(environment, state, step);
      return true;
    case 'endPhase':
      timeline.endAll(step.phase, step.result, step.message);
      return true;
    case 'endJob':
      timeline.endAll(step.job, step.result, step.message);
      return true;
    default:
      endRun(environment, state);
      return true;
  }
}
