import { TimelineRecord } from '../store/RunRecords';
import { combineResults } from './combineResults';
import { nextHookSteps } from './deploymentHooks';
import { jobVerdict, stageVerdict, Verdict } from './evaluateCondition';
import { evaluateRuntimeText } from './evaluateRuntimeText';
import {
  isCancelling,
  isOver,
  PhaseState,
  RunState,
  stagesOf,
  StageState,
  suiteOf,
} from './RunState';
import { RunStep } from './RunStep';

const sameName = (left: string, right: string) =>
  left.toLowerCase() === right.toLowerCase();

function areOver(
  names: readonly string[],
  all: readonly {
    readonly plan: { readonly name: string };
    readonly record: TimelineRecord;
  }[],
): boolean {
  return names.every(name =>
    all.some(({ plan, record }) => sameName(plan.name, name) && isOver(record)),
  );
}

/** A skipped or invalid condition ends a stage or job before it starts. */
function ending(verdict: Exclude<Verdict, { readonly kind: 'run' }>) {
  return verdict.kind === 'skip'
    ? ({ result: 'skipped' } as const)
    : ({ result: 'failed', message: verdict.message } as const);
}

function stepsBeforeStage(
  state: RunState,
  stage: StageState,
): readonly RunStep[] {
  const { record, plan } = stage;
  const suite = suiteOf(state, record);
  if (!suite) {
    if (!areOver(plan.dependsOn, stagesOf(state))) {
      return [];
    }
    if (state.plan.skippedStages.some(name => sameName(name, plan.name))) {
      return [{ kind: 'endStage', stage: record.id, result: 'skipped' }];
    }
    const verdict = stageVerdict(state, stage);
    return verdict.kind === 'run'
      ? [{ kind: 'openStage', stage: record.id }]
      : [{ kind: 'endStage', stage: record.id, ...ending(verdict) }];
  }
  switch (suite.status) {
    case 'approved':
      return [{ kind: 'startStage', stage: record.id }];
    case 'rejected':
      return [
        {
          kind: 'endStage',
          stage: record.id,
          result: 'failed',
          message: suite.message,
        },
      ];
    case 'timedOut':
      return [{ kind: 'endStage', stage: record.id, result: 'skipped' }];
    case 'canceled':
      return [{ kind: 'endStage', stage: record.id, result: 'canceled' }];
    default:
      return [{ kind: 'evaluateChecks', stage: record.id }];
  }
}

/** `continueOnError` of a job, once it has failed. */
function goesOnAfterError(phase: PhaseState): boolean {
  const { continueOnError } = phase.plan;
  return typeof continueOnError === 'boolean'
    ? continueOnError
    : evaluateRuntimeText(continueOnError, {
        variables: {},
        startTime: phase.record.lastModified,
      }).toLowerCase() === 'true';
}

function endOfPhase(phase: PhaseState): RunStep {
  const result = combineResults(
    // A hook that was not needed takes no part.
    phase.jobs.flatMap(({ result: part }) => (part ? [part] : [])),
  );
  const isForgiven = result === 'failed' && goesOnAfterError(phase);
  return {
    kind: 'endPhase',
    phase: phase.record.id,
    result: isForgiven ? 'succeededWithIssues' : result,
  };
}

function stepsInPhase(
  state: RunState,
  stage: StageState,
  phase: PhaseState,
): readonly RunStep[] {
  if (phase.record.state === 'pending') {
    if (!areOver(phase.plan.dependsOn, stage.phases)) {
      return [];
    }
    const verdict = jobVerdict(state, stage, phase);
    return verdict.kind === 'run'
      ? [{ kind: 'startPhase', stage: stage.record.id, phase: phase.record.id }]
      : [{ kind: 'endPhase', phase: phase.record.id, ...ending(verdict) }];
  }
  if (phase.jobs.every(isOver)) {
    return [endOfPhase(phase)];
  }
  return nextHookSteps(phase);
}

function stepsInStage(state: RunState, stage: StageState): readonly RunStep[] {
  const open = stage.phases.filter(phase => !isOver(phase.record));
  if (open.length === 0) {
    return [
      {
        kind: 'endStage',
        stage: stage.record.id,
        result: combineResults(
          stage.phases.flatMap(({ record }) =>
            record.result ? [record.result] : [],
          ),
        ),
      },
    ];
  }
  return open.flatMap(phase => stepsInPhase(state, stage, phase));
}

/** Jobs of a cancelled stage that no agent has taken yet. */
function canceledJobs(state: RunState, stage: StageState): readonly RunStep[] {
  if (!isCancelling(state, stage.record)) {
    return [];
  }
  return stage.phases
    .filter(phase => jobVerdict(state, stage, phase).kind !== 'run')
    .flatMap(phase => phase.jobs)
    .filter(
      job =>
        job.state === 'pending' ||
        // The agent is asked to stop its own; the server just stops.
        (job.state === 'inProgress' && job.workerName === undefined),
    )
    .map(job => ({ kind: 'endJob', job: job.id, result: 'canceled' }));
}

/**
 * What a run does next, from nothing but what is stored about it. Without
 * steps it waits: for a job, for a check, or for nothing any more.
 */
export function nextSteps(state: RunState): readonly RunStep[] {
  if (state.build.status === 'completed') {
    return [];
  }
  const stages = stagesOf(state);
  if (stages.every(({ record }) => isOver(record))) {
    return [{ kind: 'endRun' }];
  }
  return stages
    .filter(({ record }) => !isOver(record))
    .flatMap(stage =>
      stage.record.state === 'pending'
        ? stepsBeforeStage(state, stage)
        : [...canceledJobs(state, stage), ...stepsInStage(state, stage)],
    );
}

/** Jobs that wait for an agent, or for the server to act them out. */
export function readyJobs(state: RunState): readonly {
  readonly stage: StageState;
  readonly phase: PhaseState;
  readonly job: TimelineRecord;
}[] {
  return stagesOf(state)
    .filter(({ record }) => record.state === 'inProgress')
    .flatMap(stage =>
      stage.phases
        .filter(({ record }) => record.state === 'inProgress')
        .flatMap(phase => {
          const running = phase.jobs.filter(job => job.state === 'inProgress');
          const waiting = phase.jobs.filter(job => job.state === 'pending');
          const free = maximumAtOnce(phase) - running.length;
          return waiting
            .slice(0, Math.max(0, free))
            .map(job => ({ stage, phase, job }));
        }),
    );
}

/** Hooks of a deployment follow each other; legs run side by side up to `maxParallel`. */
function maximumAtOnce({ plan }: PhaseState): number {
  if (plan.kind === 'deployment') {
    return 1;
  }
  return plan.strategy.kind === 'matrix' && plan.strategy.maxParallel
    ? plan.strategy.maxParallel
    : Number.POSITIVE_INFINITY;
}
