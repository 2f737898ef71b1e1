// @ts-check
import { constants } from 'node:os';
import {
  endProcessGroups,
  stopAllProcessGroups,
} from '../processes/processGroup.mjs';
import { CommandError } from './commandError.mjs';

/** @type {NodeJS.Signals[]} */
const INTERRUPTING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const PARENT_POLL_MILLISECONDS = 500;

/**
 * @typedef {object} Interruption
 * @property {AbortSignal} signal aborted by Ctrl-C, SIGTERM or a closed terminal
 * @property {() => Promise<void>} wait for a command that serves until it is told to stop:
 *   resolves at the interruption, which then counts as the normal end
 */

/**
 * Runs the main function of a command: explains a failure in words, keeps the exit code honest,
 * and leaves no process behind, however the command ends.
 *
 * @param {(interruption: Interruption) => Promise<number | void>} main
 */
export async function runCommand(main) {
  const controller = new AbortController();
  let waiting = false;
  /** @type {() => void} */
  let endWait = () => {};

  /** @param {NodeJS.Signals} signal */
  const interrupt = signal => {
    if (controller.signal.aborted) {
      return;
    }
    controller.abort();
    if (waiting) {
      endWait();
      return;
    }
    endProcessGroups().then(() =>
      process.exit(128 + constants.signals[signal]),
    );
  };
  for (const signal of INTERRUPTING_SIGNALS) {
    process.on(signal, () => interrupt(signal));
  }
  whenAbandonedByNpm(() => interrupt('SIGTERM'));

  /** @type {Interruption} */
  const interruption = {
    signal: controller.signal,
    wait: () =>
      new Promise(resolve => {
        waiting = true;
        endWait = resolve;
      }),
  };

  try {
    const exitCode = await main(interruption);
    await stopAllProcessGroups();
    if (!controller.signal.aborted || waiting) {
      process.exit(exitCode ?? 0);
    }
    // the handler above ends the process with the code of the signal
  } catch (error) {
    await stopAllProcessGroups();
    if (controller.signal.aborted && !waiting) {
      return;
    }
    process.stderr.write(`\n${explain(error)}\n`);
    process.exit(error instanceof CommandError ? error.exitCode : 1);
  }
}

/**
 * npm runs a script through a shell. A signal sent to npm ends that shell and does not reach the
 * script, which would go on with nobody to stop it.
 *
 * @param {() => void} onAbandoned
 */
function whenAbandonedByNpm(onAbandoned) {
  if (!process.env.npm_lifecycle_event) {
    return;
  }
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      onAbandoned();
    }
  }, PARENT_POLL_MILLISECONDS).unref();
}

/** @param {unknown} error */
function explain(error) {
  if (error instanceof CommandError) {
    return error.message;
  }
  return error instanceof Error ? error.stack ?? error.message : String(error);
}
