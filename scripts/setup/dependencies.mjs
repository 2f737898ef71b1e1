// @ts-check
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath } from '../repository.mjs';
import { createStamp, fingerprintOf } from './stamps.mjs';
import { listWorkspaces } from './workspaces.mjs';

/** The native addon without which nothing here runs; it stands for all of them. */
const NATIVE_ADDON = 'better-sqlite3';

/**
 * The Yarn that the repository carries.
 *
 * @param {string} root
 */
export function yarnPath(root) {
  const configuration = join(root, '.yarnrc.yml');
  const path = /^yarnPath:\s*["']?([^"'\s]+)/m.exec(
    readFileSync(configuration, 'utf8'),
  )?.[1];
  if (!path) {
    throw new CommandError(
      '.yarnrc.yml names no yarnPath, so there is no Yarn to install with: restore the file from Git.',
    );
  }
  return join(root, path);
}

/** @type {import('./setUp.mjs').SetUpStep<void>} */
export const dependenciesStep = {
  name: 'Dependencies',
  async prepare(context) {
    const { repositoryRoot: root } = context;
    const node = context.requireNode();
    const stamp = createStamp(context.stampDirectory, 'dependencies');
    const fingerprint = fingerprintOf({
      root,
      paths: [
        join(root, 'yarn.lock'),
        join(root, '.yarnrc.yml'),
        join(root, 'package.json'),
        ...listWorkspaces(root).map(({ manifest }) => manifest),
      ],
      facts: [`node ABI ${node.abi}`, process.platform, process.arch],
    });
    if (
      stamp.isCurrent(fingerprint) &&
      existsSync(join(root, 'node_modules', NATIVE_ADDON))
    ) {
      return { isCurrent: true, result: undefined };
    }
    return {
      isCurrent: false,
      reason:
        'installing from yarn.lock; the first time takes a few minutes and 2 GB',
      work: async () => {
        stamp.remove();
        await yarn(context, ['install', '--immutable'], 'setup-yarn.log');
        await requireNativeAddon(context);
        stamp.write(fingerprint);
      },
    };
  },
};

/**
 * @param {import('./setUp.mjs').SetUpContext} context
 * @param {string[]} args
 * @param {string} logName
 */
async function yarn(context, args, logName) {
  const logFile = join(context.logDirectory, logName);
  const node = context.requireNode();
  const { exitCode, lastLines } = await runToEnd({
    command: node.executable,
    args: [yarnPath(context.repositoryRoot), ...args],
    cwd: context.repositoryRoot,
    environment: { ...node.environment, YARN_ENABLE_PROGRESS_BARS: 'false' },
    logFile,
    print: context.print,
  });
  if (exitCode !== 0) {
    throw new CommandError(
      `"yarn ${args.join(' ')}" failed with exit code ${exitCode}: ${remedyFor(
        lastLines,
      )}; the log is ${displayPath(logFile)}.`,
    );
  }
}

/**
 * @param {string[]} lines the end of what Yarn printed
 */
export function remedyFor(lines) {
  const text = lines.join('\n');
  if (text.includes('YN0028')) {
    return 'yarn.lock does not fit the package.json files, so bring yarn.lock up to date ("yarn install") and commit it';
  }
  if (/ENOSPC/.test(text)) {
    return 'the disk is full, so free about 3 GB and run the command again';
  }
  if (/YN0009|gyp ERR/.test(text)) {
    return 'a native addon could not be compiled, so install a C++ compiler, make and Python (Debian: apt-get install build-essential python3) and run the command again';
  }
  return 'check the connection to the npm registry and run the command again';
}

/**
 * An addon made for another Node is found out only when it is loaded, so it is loaded here.
 *
 * @param {import('./setUp.mjs').SetUpContext} context
 */
async function requireNativeAddon(context) {
  if (addonFailure(context) === undefined) {
    return;
  }
  await yarn(context, ['rebuild', NATIVE_ADDON], 'setup-yarn-rebuild.log');
  const failure = addonFailure(context);
  if (failure !== undefined) {
    throw new CommandError(
      `${NATIVE_ADDON} is installed but does not load in Node ${
        context.requireNode().version
      } (${failure}): remove node_modules and run the command again.`,
    );
  }
}

/**
 * @param {import('./setUp.mjs').SetUpContext} context
 * @returns {string | undefined} why it does not load
 */
function addonFailure(context) {
  const node = context.requireNode();
  const { status, signal, stderr } = spawnSync(
    node.executable,
    ['--eval', `new (require('${NATIVE_ADDON}'))(':memory:').close()`],
    {
      cwd: context.repositoryRoot,
      env: node.environment,
      encoding: 'utf8',
    },
  );
  if (status === 0) {
    return undefined;
  }
  return (
    stderr.split('\n').find(line => /error/i.test(line)) ??
    `ended by ${signal ?? `exit code ${status}`}`
  ).trim();
}
