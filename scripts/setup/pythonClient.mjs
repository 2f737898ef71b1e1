// @ts-check
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath } from '../repository.mjs';
import { findPython } from './python.mjs';
import { createStamp, fingerprintOf } from './stamps.mjs';

const LOG_NAME = 'setup-python-client.log';

/**
 * Microsoft's Python client in an environment of its own: only the tests of foreign clients need it,
 * so it is no part of every set-up. The result is the path of its Python.
 *
 * @type {import('./setUp.mjs').SetUpStep<string>}
 */
export const pythonClientStep = {
  name: 'Python client',
  async prepare(context) {
    const { repositoryRoot: root } = context;
    const directory = join(context.toolsDirectory, 'python-client');
    const python = join(
      directory,
      ...(process.platform === 'win32'
        ? ['Scripts', 'python.exe']
        : ['bin', 'python']),
    );
    const requirements = join(
      root,
      'e2e-tests',
      'clients',
      'python',
      'requirements.lock',
    );
    const stamp = createStamp(context.stampDirectory, 'python-client');
    const { executable } = findPython(process.env);
    const fingerprint = fingerprintOf({
      root,
      paths: [requirements],
      facts: [directory, executable],
    });
    if (stamp.isCurrent(fingerprint) && existsSync(python)) {
      return { isCurrent: true, result: python };
    }
    return {
      isCurrent: false,
      reason: `installing azure-devops into ${displayPath(directory)}`,
      work: async () => {
        stamp.remove();
        rmSync(join(context.logDirectory, LOG_NAME), { force: true });
        rmSync(directory, { recursive: true, force: true });
        await run(context, executable, ['-m', 'venv', directory]);
        await run(context, python, [
          '-m',
          'pip',
          'install',
          '--no-input',
          '--disable-pip-version-check',
          '--require-hashes',
          '--requirement',
          requirements,
        ]);
        stamp.write(fingerprint);
        return python;
      },
    };
  },
};

/**
 * @param {import('./setUp.mjs').SetUpContext} context
 * @param {string} command
 * @param {string[]} args
 */
async function run(context, command, args) {
  const logFile = join(context.logDirectory, LOG_NAME);
  const { exitCode } = await runToEnd({
    command,
    args,
    cwd: context.repositoryRoot,
    environment: process.env,
    logFile,
    appendToLog: true,
    print: context.print,
  });
  if (exitCode !== 0) {
    throw new CommandError(
      `"python ${args
        .slice(0, 3)
        .join(
          ' ',
        )}" for the Python client failed (exit code ${exitCode}; log: ${displayPath(
        logFile,
      )}): check the connection to the Python package index and run the command again.`,
    );
  }
}
