import { CheckRunStatus } from '../../store/RunRecords';

/** What a check says at the moment. */
export interface Verdict {
  readonly status: CheckRunStatus;
  readonly message: string;
}

export const approved = (message = ''): Verdict => ({
  status: 'approved',
  message,
});

export const rejected = (message: string): Verdict => ({
  status: 'rejected',
  message,
});

export const waiting = (message: string): Verdict => ({
  status: 'running',
  message,
});
