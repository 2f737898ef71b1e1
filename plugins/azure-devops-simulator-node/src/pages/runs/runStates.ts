import { BuildRecord } from '../../store/records';
import { CheckRunStatus, TimelineRecord } from '../../store/RunRecords';
import { State, Tone } from '../stateBadge';

const results: Readonly<
  Record<NonNullable<TimelineRecord['result']>, readonly [Tone, string]>
> = {
  succeeded: ['good', 'succeeded'],
  succeededWithIssues: ['warn', 'succeeded with issues'],
  failed: ['bad', 'failed'],
  canceled: ['calm', 'canceled'],
  skipped: ['calm', 'skipped'],
  abandoned: ['bad', 'abandoned'],
};

const stateOf = ([tone, label]: readonly [Tone, string]): State => ({
  tone,
  label,
});

/** How a stage, job or step stands. */
export function recordState(record: TimelineRecord): State {
  if (record.state === 'completed') {
    return stateOf(results[record.result ?? 'succeeded']);
  }
  return record.state === 'inProgress'
    ? { tone: 'busy', label: 'running' }
    : { tone: 'calm', label: 'not started' };
}

const buildResults: Readonly<
  Record<NonNullable<BuildRecord['result']>, readonly [Tone, string]>
> = {
  succeeded: ['good', 'succeeded'],
  partiallySucceeded: ['warn', 'partially succeeded'],
  failed: ['bad', 'failed'],
  canceled: ['calm', 'canceled'],
};

const buildStates: Readonly<
  Record<BuildRecord['status'], readonly [Tone, string]>
> = {
  notStarted: ['calm', 'queued'],
  inProgress: ['busy', 'running'],
  cancelling: ['busy', 'being canceled'],
  completed: ['calm', 'completed'],
};

/** How a run stands. */
export function buildState(build: BuildRecord): State {
  return stateOf(
    build.result ? buildResults[build.result] : buildStates[build.status],
  );
}

const checkStates: Readonly<Record<CheckRunStatus, readonly [Tone, string]>> = {
  queued: ['calm', 'queued'],
  running: ['busy', 'waiting'],
  approved: ['good', 'passed'],
  rejected: ['bad', 'rejected'],
  canceled: ['calm', 'canceled'],
  timedOut: ['bad', 'timed out'],
};

export function checkState(status: CheckRunStatus): State {
  return stateOf(checkStates[status]);
}
