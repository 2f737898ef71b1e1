// @ts-check
import { join } from 'node:path';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath, logDirectory, repositoryRoot } from '../repository.mjs';
import { yarnPath } from '../setup/dependencies.mjs';

/**
 * @typedef {object} PartContext
 * @property {import('../setup/setUp.mjs').NodeEnvironment} nodeEnvironment
 * @property {string} repositoryRoot
 * @property {(line: string) => void} print
 * @property {boolean} maySkip false where nothing may be skipped (CI)
 *
 * @typedef {object} Part
 * @property {string} id as given to --only
 * @property {string} name
 * @property {boolean} [onDemand] runs only when --only names it, for what takes long
 * @property {import('../setup/setUp.mjs').SetUpPart[]} needs
 * @property {(context: PartContext) => Promise<import('./outcome.mjs').Counts>} run
 */

/**
 * Runs a Yarn command for a part, with its output in a log of its own.
 *
 * @param {PartContext} context
 * @param {{ id: string, args: string[], environment?: NodeJS.ProcessEnv }} command
 */
export function runYarn(context, { id, args, environment }) {
  return runLogged(context, {
    id,
    command: context.nodeEnvironment.executable,
    args: [yarnPath(repositoryRoot), ...args],
    environment,
  });
}

/**
 * @param {PartContext} context
 * @param {{ id: string, command: string, args: string[], environment?: NodeJS.ProcessEnv }} command
 */
export async function runLogged(context, { id, command, args, environment }) {
  const logFile = join(logDirectory, `test-${id}.log`);
  const finished = await runToEnd({
    command,
    args,
    cwd: repositoryRoot,
    environment: { ...context.nodeEnvironment.environment, ...environment },
    logFile,
    print: context.print,
  });
  return { ...finished, logRemark: `the log is ${displayPath(logFile)}` };
}
