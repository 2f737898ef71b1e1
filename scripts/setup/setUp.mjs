// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readClaim, takeClaim } from '../processes/claim.mjs';
import {
  logDirectory,
  repositoryRoot,
  toolsDirectory,
} from '../repository.mjs';
import { dependenciesStep } from './dependencies.mjs';
import { frontendStep } from './frontend.mjs';
import { nodeStep, prependToPath } from './node.mjs';
import { pythonStep } from './python.mjs';

const TURN_POLL_MILLISECONDS = 250;

/**
 * @typedef {object} SetUpContext
 * @property {string} repositoryRoot
 * @property {string} toolsDirectory
 * @property {string} stampDirectory
 * @property {string} logDirectory
 * @property {(line: string) => void} print
 * @property {() => import('./node.mjs').NodeToolchain} requireNode of the step before
 */

/**
 * @template T
 * @typedef {{ isCurrent: true, result: T }
 *   | { isCurrent: false, reason: string, work: () => Promise<T> }} Preparation
 */

/**
 * One thing that must be in place. `prepare` only looks; `work` is there when something is missing.
 *
 * @template T
 * @typedef {object} SetUpStep
 * @property {string} name
 * @property {(context: SetUpContext) => Promise<Preparation<T>>} prepare
 */

/**
 * How to run a child: the right Node, and its tools first on the path.
 *
 * @typedef {object} NodeEnvironment
 * @property {string} executable
 * @property {NodeJS.ProcessEnv} environment
 */

/** @typedef {'dependencies' | 'python' | 'frontend'} SetUpPart beside Node itself */

/** @type {SetUpPart[]} */
export const ALL_PARTS = ['dependencies', 'python', 'frontend'];

/**
 * Installs what is missing, says so while it does, and does nothing when nothing is missing.
 *
 * @param {{ parts?: SetUpPart[], print?: (line: string) => void }} [options]
 * @returns {Promise<NodeEnvironment>}
 */
export async function setUp({ parts = ALL_PARTS, print = console.log } = {}) {
  /** @type {import('./node.mjs').NodeToolchain | undefined} */
  let node;
  /** @type {SetUpContext} */
  const context = {
    repositoryRoot,
    toolsDirectory,
    stampDirectory: join(toolsDirectory, 'stamps'),
    logDirectory,
    print,
    requireNode() {
      if (!node) {
        throw new Error('The Node step must come first');
      }
      return node;
    },
  };

  node = await perform(nodeStep, context);
  if (parts.includes('dependencies')) {
    await perform(dependenciesStep, context);
  }
  const environment = { ...node.environment };
  if (parts.includes('python')) {
    const { binaries } = await perform(pythonStep, context);
    prependToPath(environment, binaries);
  }
  if (parts.includes('frontend')) {
    await perform(frontendStep, context);
  }
  return { executable: node.executable, environment };
}

/**
 * @template T
 * @param {SetUpStep<T>} step
 * @param {SetUpContext} context
 * @returns {Promise<T>}
 */
export async function perform(step, context) {
  const preparation = await step.prepare(context);
  if (preparation.isCurrent) {
    return preparation.result;
  }
  const release = await takeTurn(context);
  try {
    // Whoever had the turn before may have done this step.
    const now = await step.prepare(context);
    if (now.isCurrent) {
      return now.result;
    }
    const started = Date.now();
    context.print(`${step.name}: ${now.reason}`);
    const result = await now.work();
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    context.print(`${step.name}: done in ${seconds} s`);
    return result;
  } finally {
    release();
  }
}

/**
 * Two commands that install into the same folders at once would destroy them, so the second waits.
 *
 * @param {SetUpContext} context
 * @returns {Promise<() => void>} gives the turn to the next
 */
async function takeTurn({ toolsDirectory: directory, print }) {
  const file = join(directory, 'setup.pid');
  mkdirSync(directory, { recursive: true });
  for (let isTold = false; ; isTold = true) {
    const release = takeClaim(file, {});
    if (release) {
      return release;
    }
    if (!isTold) {
      const pid = readClaim(file)?.process.pid;
      print(`Waiting for another set-up${pid ? ` (process ${pid})` : ''}`);
    }
    await delay(TURN_POLL_MILLISECONDS);
  }
}
