// @ts-check
import { cpSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath, logDirectory, toolsDirectory } from '../repository.mjs';
import { createStamp, fingerprintOf } from '../setup/stamps.mjs';
import { contractDirectory } from './contractDirectory.mjs';

/**
 * Installs one of the contract's tools in a copy of its own, since what lies beside the checkout is
 * not ours to change.
 *
 * @param {{
 *   tool: 'checker' | 'yamlcheck',
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 * }} options
 * @returns {Promise<string>} the folder of the copy
 */
export async function installFromContract({ tool, nodeEnvironment }) {
  const source = join(contractDirectory, tool);
  const place = join(toolsDirectory, `contract-${tool}`);
  const stamp = createStamp(join(toolsDirectory, 'stamps'), `contract-${tool}`);
  const own = (/** @type {string} */ path) =>
    !path.includes(`${sep}node_modules`);
  const fingerprint = fingerprintOf({
    root: source,
    paths: ['lib', 'proxy.mjs', 'check.mjs', 'package-lock.json'].map(name =>
      join(source, name),
    ),
  });
  if (!stamp.isCurrent(fingerprint)) {
    stamp.remove();
    rmSync(place, { recursive: true, force: true });
    cpSync(source, place, { recursive: true, filter: own });
    await installPackages({ place, tool, nodeEnvironment });
    stamp.write(fingerprint);
  }
  return place;
}

/**
 * @param {{
 *   place: string,
 *   tool: string,
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 * }} options
 */
async function installPackages({ place, tool, nodeEnvironment }) {
  const logFile = join(logDirectory, `contract-${tool}.log`);
  const { exitCode, lastLines } = await runToEnd({
    command: 'npm',
    args: ['ci', '--no-audit', '--no-fund'],
    cwd: place,
    environment: nodeEnvironment.environment,
    logFile,
    print: () => {},
  });
  if (exitCode !== 0) {
    throw new CommandError(
      `The contract's ${tool} could not be installed; the log is ${displayPath(
        logFile,
      )}:\n${lastLines.join('\n')}`,
    );
  }
}
