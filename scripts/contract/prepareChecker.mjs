// @ts-check
import { cpSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { CommandError } from '../commandLine/commandError.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath, logDirectory, toolsDirectory } from '../repository.mjs';
import { createStamp, fingerprintOf } from '../setup/stamps.mjs';
import { contractDirectory } from './contractDirectory.mjs';

/**
 * An exchange as the checker records it.
 *
 * @typedef {object} RecordedExchange
 * @property {'api' | 'git' | 'other' | 'undocumented'} kind
 * @property {string} method
 * @property {string} url
 * @property {number} status
 * @property {string} [failure]
 * @property {{ id: string, area: string }} [operation]
 * @property {{ severity: 'error' | 'warning', side: string, code: string, message: string }[]} issues
 *
 * An operation of the published contract.
 *
 * @typedef {object} PublishedOperation
 * @property {string} id
 * @property {string} area
 * @property {string} spec file it is in
 * @property {string} method
 * @property {string} template
 * @property {{ key: string, preview: boolean | number }} version
 *
 * @typedef {object} Checker
 * @property {{ operations: PublishedOperation[] }} index
 * @property {{ of: (operation: PublishedOperation) => { name: string, doc?: unknown }[] } | null} examples
 * @property {(exchange: object) => RecordedExchange} validateExchange
 *
 * @typedef {object} CheckerTools
 * @property {(options: object) => Promise<{ port: number, close: () => Promise<void> }>} startProxy
 * @property {new (options: object) => Checker} Checker
 */

const PLACE = join(toolsDirectory, 'contract-checker');

/**
 * Installs the checker in a copy of its own, since what lies beside the checkout is not ours to
 * change, and loads it.
 *
 * @param {import('../setup/setUp.mjs').NodeEnvironment} nodeEnvironment
 * @returns {Promise<CheckerTools>}
 */
export async function prepareChecker(nodeEnvironment) {
  const source = join(contractDirectory, 'checker');
  const stamp = createStamp(join(toolsDirectory, 'stamps'), 'contract-checker');
  const fingerprint = fingerprintOf({
    root: source,
    paths: ['lib', 'proxy.mjs', 'package-lock.json'].map(name =>
      join(source, name),
    ),
  });
  if (!stamp.isCurrent(fingerprint)) {
    stamp.remove();
    rmSync(PLACE, { recursive: true, force: true });
    cpSync(source, PLACE, {
      recursive: true,
      filter: path => !path.includes(`${sep}node_modules`),
    });
    await install(nodeEnvironment);
    stamp.write(fingerprint);
  }
  const load = (/** @type {string[]} */ ...names) =>
    import(pathToFileURL(join(PLACE, ...names)).href);
  const { startProxy } = await load('proxy.mjs');
  const { Checker } = await load('lib', 'validate.mjs');
  return { startProxy, Checker };
}

/** @param {import('../setup/setUp.mjs').NodeEnvironment} nodeEnvironment */
async function install(nodeEnvironment) {
  const logFile = join(logDirectory, 'contract-checker.log');
  const { exitCode, lastLines } = await runToEnd({
    command: 'npm',
    args: ['ci', '--no-audit', '--no-fund'],
    cwd: PLACE,
    environment: nodeEnvironment.environment,
    logFile,
    print: () => {},
  });
  if (exitCode !== 0) {
    throw new CommandError(
      `The contract checker could not be installed; the log is ${displayPath(
        logFile,
      )}:\n${lastLines.join('\n')}`,
    );
  }
}
