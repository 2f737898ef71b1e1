import { TaskResult } from './JobListener';
import { JobStatus } from './stepConditions';

const ranks: readonly TaskResult[] = [
  'skipped',
  'succeeded',
  'succeededWithIssues',
  'failed',
  'canceled',
];

/** The worse of two results; a step that was skipped changes nothing. */
export function mergeResults(left: TaskResult, right: TaskResult): TaskResult {
  return ranks.indexOf(left) >= ranks.indexOf(right) ? left : right;
}

const statuses: Readonly<Record<TaskResult, JobStatus>> = {
  skipped: 'Succeeded',
  succeeded: 'Succeeded',
  succeededWithIssues: 'SucceededWithIssues',
  failed: 'Failed',
  canceled: 'Canceled',
};

export function statusOf(result: TaskResult): JobStatus {
  return statuses[result];
}
