// @ts-check
import { existsSync, readFileSync } from 'node:fs';

/**
 * A process that is still the same one later: numbers are used again, after a reboot above all.
 *
 * @typedef {object} ProcessIdentity
 * @property {number} pid
 * @property {string} [started] where the system tells it
 */

/**
 * @param {number} pid
 * @returns {ProcessIdentity}
 */
export function identifyProcess(pid) {
  const started = startOf(pid);
  return started === undefined ? { pid } : { pid, started };
}

/**
 * Whether that process still runs.
 *
 * @param {ProcessIdentity} identity
 */
export function isSameProcess({ pid, started }) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    const { code } = /** @type {NodeJS.ErrnoException} */ (error);
    if (code === 'ESRCH') {
      return false;
    }
    if (code !== 'EPERM') {
      throw error;
    }
  }
  return started === undefined || started === startOf(pid);
}

/**
 * Linux: the boot, and the clock tick after it in which the process started.
 *
 * @param {number} pid
 * @returns {string | undefined}
 */
function startOf(pid) {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) {
    return undefined;
  }
  // The second field is the name in brackets, which may hold spaces; the start is field 22.
  const afterName = readFileSync(file, 'utf8').split(') ').pop() ?? '';
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${afterName.split(' ')[19]}`;
}
