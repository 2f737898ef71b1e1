import createLimit from 'p-limit';

/** Runs work, but only so much of it at the same time. */
export type LimitFunction = <Result>(
  work: () => Promise<Result>,
) => Promise<Result>;

/**
 * Calls that run at the same time unless the caller says otherwise: enough for
 * a set-up to be as quick as its longest chain of dependent calls, measured in
 * docs/benchmarks.md. Azure DevOps limits what a user asks of it in five
 * minutes, not how much of that at once, and says when to wait.
 */
export const DEFAULT_CONCURRENCY = 24;

/** Makes a limit for one run. */
export function createLimitFunction(
  concurrency: number = DEFAULT_CONCURRENCY,
): LimitFunction {
  const limit = createLimit(concurrency);
  return work => limit(work);
}
