import { isOver, PhaseState } from './RunState';
import { RunStep } from './RunStep';

/**
 * Hooks of a deployment that are not going to run: after a failure all but
 * `on: failure`, and without one `on: failure` itself. A cancelled deployment
 * ends with what has run.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/deployment-jobs#descriptions-of-lifecycle-hooks
 */
export function nextHookSteps(phase: PhaseState): readonly RunStep[] {
  if (phase.plan.kind !== 'deployment') {
    return [];
  }
  const { jobs } = phase;
  const main = jobs.filter(job => !isOutcome(job.hook));
  const hasFailed = main.some(
    job => job.result === 'failed' || job.result === 'abandoned',
  );
  const isCanceled = jobs.some(job => job.result === 'canceled');
  const areMainOver = main.every(isOver);
  return jobs
    .filter(job => job.state === 'pending')
    .filter(
      job =>
        isCanceled ||
        (hasFailed && job.hook !== 'onFailure') ||
        (areMainOver && !hasFailed && job.hook === 'onFailure'),
    )
    .map(job => ({ kind: 'endJob', job: job.id, result: 'skipped' }));
}

function isOutcome(hook: string | undefined): boolean {
  return hook === 'onSuccess' || hook === 'onFailure';
}
