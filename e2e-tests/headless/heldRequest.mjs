// @ts-check
import { setTimeout as delay } from 'node:timers/promises';
import { TOKEN } from './AzureDevOpsState.mjs';

const POLL_MILLISECONDS = 20;
const PATIENCE_MILLISECONDS = 120_000;

/**
 * Lets the embedded Azure DevOps keep back its answer to one request, so that what waits for it can
 * be ended at exactly that moment, however quick the machine is.
 *
 * @param {{ azureDevOpsUrl: string, method: string, path: string, moment: 'before' | 'after' }} request
 *   the first one of this method whose path and query match the pattern is held before or after its
 *   effect
 */
export async function holdRequest({ azureDevOpsUrl, method, path, moment }) {
  /** @param {RequestInit} [init] */
  const control = async init => {
    const response = await fetch(`${azureDevOpsUrl}/_simulator/faults`, {
      ...init,
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`The control API: ${response.status} ${text}`);
    }
    return text === '' ? undefined : JSON.parse(text);
  };
  await control({
    method: 'POST',
    body: JSON.stringify({ method, path, hold: moment }),
  });
  return {
    /** Resolves when the request has come and is held. */
    async untilHeld() {
      const deadline = Date.now() + PATIENCE_MILLISECONDS;
      while ((await control()).value[0].holding === 0) {
        if (Date.now() > deadline) {
          throw new Error(
            `No ${method} whose path fits ${path} came in ${PATIENCE_MILLISECONDS} ms.`,
          );
        }
        await delay(POLL_MILLISECONDS);
      }
    },
    /** Lets go of it. */
    release: () => control({ method: 'DELETE' }),
  };
}
