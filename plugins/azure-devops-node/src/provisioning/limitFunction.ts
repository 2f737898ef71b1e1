import createLimit from 'p-limit';

/** Runs work, but only so much of it at the same time. */
export type LimitFunction = <Result>(
  work: () => Promise<Result>,
) => Promise<Result>;

/** Calls that run at the same time unless the caller says otherwise. */
export const DEFAULT_CONCURRENCY = 12;

/** Makes a limit for one run. */
export function createLimitFunction(
  concurrency: number = DEFAULT_CONCURRENCY,
): LimitFunction {
  const limit = createLimit(concurrency);
  return work => limit(work);
}
