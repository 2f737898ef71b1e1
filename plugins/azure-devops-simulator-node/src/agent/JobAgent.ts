import { JobListener, TaskResult } from './JobListener';
import { JobRequest } from './JobRequest';

/** Runs jobs. */
export interface JobAgent {
  /** As it appears in `workerName` and Agent.Name. */
  readonly name: string;
  /**
   * Runs one job to its end.
   *
   * It reports each step to the listener and resolves with the job's result; it rejects only for a
   * mistake of its own. When the signal is aborted, the running step is cancelled, steps whose
   * condition is `always()` still run, and the result is `canceled`.
   */
  run(
    request: JobRequest,
    options: { readonly listener: JobListener; readonly signal: AbortSignal },
  ): Promise<TaskResult>;
  /** Ends every child process. */
  close(): Promise<void>;
}
