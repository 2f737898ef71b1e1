// @ts-check
import { existsSync, readFileSync } from 'node:fs';

const DEADLINE_MILLISECONDS = 10_000;

/**
 * Whether a process runs; one that has ended and only waits to be collected does not.
 *
 * @param {number} pid
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
}

/**
 * @param {() => boolean} condition
 */
export async function eventually(condition) {
  const deadline = Date.now() + DEADLINE_MILLISECONDS;
  while (!condition()) {
    if (Date.now() > deadline) {
      throw new Error(
        `Not true within ${DEADLINE_MILLISECONDS} ms: ${condition}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}
