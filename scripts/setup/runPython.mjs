// @ts-check
import { CommandError } from '../commandLine/commandError.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath } from '../repository.mjs';

/**
 * Runs a Python as a part of a set-up.
 *
 * @param {import('./setUp.mjs').SetUpContext} context
 * @param {object} options
 * @param {string} options.python the executable
 * @param {string[]} options.args
 * @param {string} options.logFile what it prints is added to this file
 * @param {string} options.failure what did not work when it fails
 * @param {string} options.remedy what to do then
 * @throws CommandError with failure, exit code, log and remedy
 */
export async function runPython(
  context,
  { python, args, logFile, failure, remedy },
) {
  const { exitCode } = await runToEnd({
    command: python,
    args,
    cwd: context.repositoryRoot,
    environment: process.env,
    logFile,
    appendToLog: true,
    print: context.print,
  });
  if (exitCode !== 0) {
    throw new CommandError(
      `${failure} (exit code ${exitCode}; log: ${displayPath(
        logFile,
      )}): ${remedy}, and run the command again.`,
    );
  }
}
