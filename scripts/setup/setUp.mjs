// @ts-check
import { join } from 'node:path';
import {
  logDirectory,
  repositoryRoot,
  toolsDirectory,
} from '../repository.mjs';
import { dependenciesStep } from './dependencies.mjs';
import { frontendStep } from './frontend.mjs';
import { nodeStep, prependToPath } from './node.mjs';
import { pythonStep } from './python.mjs';

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
  const started = Date.now();
  context.print(`${step.name}: ${preparation.reason}`);
  const result = await preparation.work();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  context.print(`${step.name}: done in ${seconds} s`);
  return result;
}
