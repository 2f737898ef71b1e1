import { AzureDevOpsError } from './AzureDevOpsError';

/** Attempts of one call, the first included. */
export const MAXIMUM_ATTEMPTS = 4;

/** Longer waits than this fail at once: a person would rather know. */
export const LONGEST_WAIT_MILLISECONDS = 120_000;

const FIRST_BACKOFF_MILLISECONDS = 500;

/**
 * The failures after which a call is made again. Each is named, and each is
 * safe for the calls that it allows:
 *
 * - 429: the service says that it has not carried out the call, whatever it is
 *   ("Rate and usage limits" in Azure DevOps' documentation).
 * - 502, 503, 504 and a dropped connection: the call may have had its effect,
 *   so only calls that read are made again. What happened to a write is found out by
 *   observing on the next run.
 */
export function isWorthRetrying(
  error: AzureDevOpsError,
  reads: boolean,
): boolean {
  if (error.kind === 'throttled') {
    return true;
  }
  return reads && (isPassing(error) || error.kind === 'connection');
}

/** Whether a gateway or the service says that it cannot serve at this moment. */
export function isPassing({ status }: AzureDevOpsError): boolean {
  return status === 502 || status === 503 || status === 504;
}

/** How long to wait when the service does not say: doubling, and spread so that callers do not meet again. */
export function backoffMilliseconds(
  attempt: number,
  random: () => number,
): number {
  const ceiling = FIRST_BACKOFF_MILLISECONDS * 2 ** (attempt - 1);
  return ceiling / 2 + (random() * ceiling) / 2;
}
