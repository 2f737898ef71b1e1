import { CompiledStep } from '../pipelineYaml/CompiledPipeline';
import { SimulatorEnvironment } from '../server/Environment';
import { TimelineRecord } from '../store/RunRecords';
import { namedSteps } from './addJobs';
import { stepsOf } from './createJobRequest';
import { JobPlace, variablesOfJob } from './jobVariables';
import { childrenOf, RunState, stagesOf } from './RunState';
import { Timeline } from './Timeline';
import { expandMacros } from './VariableTable';

type Basis = Pick<SimulatorEnvironment, 'store' | 'now' | 'random'>;

type Outcome =
  | { readonly kind: 'waits' }
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly message: string };

/** Jobs that the server has begun to act out. */
export function runningServerJobs(state: RunState): readonly JobPlace[] {
  return stagesOf(state).flatMap(stage =>
    stage.phases.flatMap(phase =>
      phase.jobs
        .filter(
          job => job.state === 'inProgress' && job.workerName === undefined,
        )
        .map(job => ({ state, stage, phase, job })),
    ),
  );
}

/** A delay is all that the server acts out; any other task says what it is and fails. */
function outcomeOf(
  environment: Basis,
  place: JobPlace,
  step: CompiledStep,
  task: TimelineRecord,
): Outcome {
  if (
    step.action.kind !== 'task' ||
    step.action.name.toLowerCase() !== 'delay'
  ) {
    const name =
      step.action.kind === 'task'
        ? `${step.action.name}@${step.action.version}`
        : 'checkout';
    return {
      kind: 'failed',
      message: `The simulator does not act out ${name} in a job of the server: only Delay@1 is there.`,
    };
  }
  const table = variablesOfJob(environment.store, place);
  const text = expandMacros(
    step.action.inputs.delayForMinutes ?? '0',
    name => table.get(name)?.value,
  );
  const minutes = Number(text);
  if (!Number.isFinite(minutes) || minutes < 0) {
    return {
      kind: 'failed',
      message: `The input delayForMinutes is '${text}'; a number of minutes is expected.`,
    };
  }
  const started = Date.parse(task.startTime ?? task.lastModified);
  return environment.now().getTime() - started >= minutes * 60_000
    ? { kind: 'succeeded' }
    : { kind: 'waits' };
}

function advance(
  environment: Basis,
  timeline: Timeline,
  place: JobPlace,
): boolean {
  let hasChanged = false;
  const tasks = childrenOf(place.state, place.job.id, 'Task');
  for (const { refName, step } of namedSteps(stepsOf(place))) {
    const found = tasks.find(task => task.refName === refName);
    const current = found && timeline.get(found.id);
    if (!current || current.state === 'completed') {
      continue;
    }
    const isNew = current.state === 'pending';
    const task = isNew ? timeline.start(current.id) : current;
    hasChanged ||= isNew;
    const outcome = outcomeOf(environment, place, step, task);
    if (outcome.kind === 'waits') {
      return hasChanged;
    }
    if (outcome.kind === 'failed') {
      timeline.end(task.id, 'failed', outcome.message);
      timeline.endAll(place.job.id, 'failed', outcome.message);
      return true;
    }
    timeline.end(task.id, 'succeeded');
  }
  timeline.endAll(place.job.id, 'succeeded');
  return true;
}

/**
 * Goes on with a job that needs no agent.
 *
 * @returns false if nothing has changed.
 */
export function runServerJob(environment: Basis, place: JobPlace): boolean {
  const timeline = new Timeline(environment, place.state.build.id);
  return environment.store.transaction(() => {
    const isNew = place.job.state === 'pending';
    if (isNew) {
      timeline.start(place.job.id);
    }
    return advance(environment, timeline, place) || isNew;
  });
}
