// @ts-check

const POLL_MILLISECONDS = 200;
const REQUEST_MILLISECONDS = 5_000;

/**
 * Asks the URL until it answers with a success.
 *
 * @param {string} url
 * @param {{ timeoutMilliseconds: number, isAbandoned?: () => boolean }} options
 *   `isAbandoned` ends the wait early, for a server that has died
 * @returns {Promise<boolean>} whether it answered in time
 */
export async function waitUntilAnswering(
  url,
  { timeoutMilliseconds, isAbandoned = () => false },
) {
  const deadline = Date.now() + timeoutMilliseconds;
  while (Date.now() < deadline && !isAbandoned()) {
    if (await answers(url)) {
      return true;
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MILLISECONDS));
  }
  return false;
}

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, {
      signal: AbortSignal.timeout(REQUEST_MILLISECONDS),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}
