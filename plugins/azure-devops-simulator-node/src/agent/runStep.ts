import { setTimeout as wait } from 'node:timers/promises';
import { JobContext } from './JobContext';
import { TaskResult } from './JobListener';
import { mergeResults } from './mergeResults';
import { PlannedStep } from './PlannedStep';
import { evaluateStepCondition, JobStatus } from './stepConditions';
import { StepContext } from './StepContext';
import { StepTimer } from './StepTimer';
import { TaskFailure } from './TaskFailure';

/** Azure DevOps retries a task no more often. */
const mostRetries = 10;

function isTrue(job: JobContext, value: boolean | string): boolean {
  return typeof value === 'boolean'
    ? value
    : job.variables.expand(value).trim().toLowerCase() === 'true';
}

function asNumber(
  job: JobContext,
  name: string,
  value: number | string,
): number {
  const text =
    typeof value === 'number' ? String(value) : job.variables.expand(value);
  const number = text.trim() === '' ? 0 : Number(text);
  if (!Number.isFinite(number) || number < 0) {
    throw new TaskFailure(
      `${name} of the step is '${text}'; a number of 0 or more is expected.`,
    );
  }
  return number;
}

function holds(job: JobContext, step: PlannedStep, status: JobStatus): boolean {
  return evaluateStepCondition(step.condition, {
    status,
    variables: job.variables,
    dependencies: job.request.dependencies,
    stageDependencies: job.request.stageDependencies,
  });
}

/** One attempt: what it throws becomes an issue of the step. */
async function attempt(context: StepContext): Promise<TaskResult> {
  context.resetResult();
  try {
    await context.step.run(context);
  } catch (error) {
    // A step that was told to stop need not explain why it did not end well.
    if (!context.signal.aborted) {
      context.fail(error);
    }
  }
  await context.workDone();
  return context.ownResult;
}

async function runAttempts(context: StepContext): Promise<TaskResult> {
  const { job, step, signal } = context;
  const retries = Math.min(
    mostRetries,
    asNumber(job, 'retryCountOnTaskFailure', step.retryCountOnTaskFailure),
  );
  for (let retry = 1; ; retry += 1) {
    const result = await attempt(context);
    if (result !== 'failed' || retry > retries || signal.aborted) {
      return result;
    }
    const milliseconds = retry ** 2 * job.settings.retryMilliseconds;
    context.warn(
      `The task has failed; retry ${retry} of ${retries} starts in ${
        milliseconds / 1000
      } seconds.`,
    );
    // Woken by the signal, which the next round looks at.
    await wait(milliseconds, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) {
      return result;
    }
  }
}

async function runToResult(
  context: StepContext,
  timer: StepTimer,
): Promise<TaskResult> {
  const { job, step } = context;
  let result: TaskResult;
  try {
    timer.limit(asNumber(job, 'timeoutInMinutes', step.timeoutInMinutes));
    result = await runAttempts(context);
  } catch (error) {
    context.fail(error);
    result = 'failed';
  }
  if (timer.reason === 'canceled') {
    context.addIssue({ type: 'error', message: job.cancellation.message });
    return 'canceled';
  }
  if (timer.reason === 'timedOut') {
    context.addIssue({ type: 'error', message: 'The task has timed out.' });
    result = mergeResults(result, 'failed');
  }
  return result === 'failed' && isTrue(job, step.continueOnError)
    ? 'succeededWithIssues'
    : result;
}

/** Whether a step runs; one whose condition cannot be evaluated fails. */
function decide(
  job: JobContext,
  step: PlannedStep,
):
  | { readonly kind: 'run' | 'skip' }
  | { readonly kind: 'fail'; readonly error: unknown } {
  if (!step.enabled || job.cancellation.forced.aborted) {
    return { kind: 'skip' };
  }
  try {
    return { kind: holds(job, step, job.status) ? 'run' : 'skip' };
  } catch (error) {
    return { kind: 'fail', error };
  }
}

/**
 * Runs a step to its end, or skips it, and takes its result into the job's.
 *
 * @throws what the listener throws.
 */
export async function runStep(
  job: JobContext,
  step: PlannedStep,
): Promise<void> {
  const { listener, variables } = job;
  variables.set('Agent.JobStatus', { value: job.status });
  const decision = decide(job, step);
  if (decision.kind === 'skip') {
    listener.stepCompleted(step.recordId, {
      result: 'skipped',
      issues: [],
      outputVariables: {},
    });
    return;
  }
  const name = variables.expand(step.displayName);
  const displayName = job.masker.mask(name);
  const timer = new StepTimer(job.cancellation, () =>
    holds(job, step, 'Canceled'),
  );
  const context = new StepContext({ job, step, signal: timer.signal });
  listener.stepStarted(step.recordId, displayName);
  context.log(`##[section]Starting: ${displayName}`);
  let result: TaskResult = 'failed';
  try {
    if (decision.kind === 'fail') {
      context.fail(decision.error);
    } else {
      result = await runToResult(context, timer);
    }
  } finally {
    timer.close();
  }
  context.log(`##[section]Finishing: ${displayName}`);
  context.flush();
  job.addResult(result);
  listener.stepCompleted(step.recordId, {
    result,
    issues: context.issues,
    outputVariables: context.outputs,
    ...(step.referenceName && { referenceName: step.referenceName }),
  });
}
