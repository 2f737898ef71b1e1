// @ts-check
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { displayPath } from '../repository.mjs';
import { findPython } from './python.mjs';
import { createStamp, fingerprintOf } from './stamps.mjs';
import { runPython } from './runPython.mjs';

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
function run(context, command, args) {
  return runPython(context, {
    python: command,
    args,
    logFile: join(context.logDirectory, LOG_NAME),
    failure: `"python ${args
      .slice(0, 3)
      .join(' ')}" for the Python client failed`,
    remedy: 'check the connection to the Python package index',
  });
}
