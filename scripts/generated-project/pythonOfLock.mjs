// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import {
  displayPath,
  logDirectory,
  repositoryRoot,
  toolsDirectory,
} from '../repository.mjs';
import { findPython } from '../setup/python.mjs';
import { perform } from '../setup/setUp.mjs';
import { createStamp } from '../setup/stamps.mjs';

/** One environment for each lock, kept between runs. */
const FOLDER = join(toolsDirectory, 'generated-project');

/** @param {string} lockFile */
export function fingerprintOfLock(lockFile) {
  const content = readFileSync(lockFile);
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/**
 * A Python with exactly what a lock names; installed when it is not there yet.
 *
 * @param {string} lockFile
 * @param {(line: string) => void} print
 * @returns {Promise<string>} path of the interpreter
 */
export function pythonOfLock(lockFile, print) {
  const place = join(FOLDER, fingerprintOfLock(lockFile));
  return perform(lockStep(lockFile, place), {
    repositoryRoot,
    toolsDirectory,
    stampDirectory: FOLDER,
    logDirectory,
    print,
    requireNode() {
      throw new Error('A Python environment needs no Node');
    },
  });
}

/**
 * Removes the environments of locks that the template no longer has.
 *
 * @param {string[]} lockFiles
 */
export function forgetOtherLocks(lockFiles) {
  const wanted = lockFiles.map(fingerprintOfLock);
  for (const name of existsSync(FOLDER) ? readdirSync(FOLDER) : []) {
    if (!wanted.some(fingerprint => name.startsWith(fingerprint))) {
      rmSync(join(FOLDER, name), { recursive: true, force: true });
    }
  }
}

/**
 * @param {string} lockFile
 * @param {string} place
 * @returns {import('../setup/setUp.mjs').SetUpStep<string>}
 */
function lockStep(lockFile, place) {
  const fingerprint = fingerprintOfLock(lockFile);
  const stamp = createStamp(FOLDER, fingerprint);
  const python = join(
    place,
    ...(process.platform === 'win32'
      ? ['Scripts', 'python.exe']
      : ['bin', 'python']),
  );
  return {
    name: 'Packages of the generated project',
    async prepare() {
      if (stamp.isCurrent(place) && existsSync(python)) {
        return { isCurrent: true, result: python };
      }
      return {
        isCurrent: false,
        reason: `installing a lock of the template into ${displayPath(place)}`,
        work: async () => {
          stamp.remove();
          rmSync(place, { recursive: true, force: true });
          await installLock({ lockFile, place, python });
          stamp.write(place);
          return python;
        },
      };
    },
  };
}

/**
 * Makes an environment and installs a lock into it, as the generated project's pipelines do.
 *
 * @param {{ lockFile: string, place: string, python: string }} options
 */
export async function installLock({ lockFile, place, python }) {
  const logFile = join(logDirectory, 'generated-project-install.log');
  rmSync(logFile, { force: true });
  const install = ['-m', 'pip', 'install', '--no-input', '--require-hashes'];
  const commands = [
    {
      command: findPython(process.env).executable,
      args: ['-m', 'venv', place],
    },
    { command: python, args: [...install, '--requirement', lockFile] },
    { command: python, args: ['-m', 'pip', 'check'] },
  ];
  for (const { command, args } of commands) {
    const { exitCode, lastLines } = await runToEnd({
      command,
      args,
      cwd: repositoryRoot,
      environment: process.env,
      logFile,
      appendToLog: true,
    });
    if (exitCode !== 0) {
      throw new CommandError(
        `"${args.join(
          ' ',
        )}" failed for a lock of the template; the log is ${displayPath(
          logFile,
        )}:\n${lastLines.join('\n')}`,
      );
    }
  }
}
