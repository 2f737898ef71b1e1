import { RunState } from './RunState';

/** Whether nothing but time may let a run go on: a check with a timeout, or a delay on the server. */
export function waitsForTime({ suites, records }: RunState): boolean {
  return (
    suites.some(({ status }) => status === 'queued' || status === 'running') ||
    records.some(
      record =>
        record.type === 'Job' &&
        record.state === 'inProgress' &&
        record.workerName === undefined,
    )
  );
}
