// @ts-check
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { typeScriptArguments } from '../portal/serverProcess.mjs';
import { startServer } from '../portal/serverProcess.mjs';
import { freePort } from '../processes/ports.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';
import { logDirectory, repositoryRoot } from '../repository.mjs';
import { mistakesIn, recordTraffic } from './recordTraffic.mjs';

/** It may do everything in every organization. */
export const TOKEN = 'azure-devops-simulator-development-token';

const VERSIONS = /** @type {const} */ (['7.1', '7.2']);

/**
 * Runs work against an embedded Azure DevOps of its own.
 *
 * @template T
 * @param {{
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   name: string,
 *   organizations?: readonly string[],
 * }} options `organizations` are there beside the usual one, each with a project
 * @param {(url: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export function withSimulator(
  { nodeEnvironment, name, organizations = [] },
  work,
) {
  return withScratchDirectory('azure-devops-contract-', async scratch => {
    const port = await freePort();
    const seed = join(scratch, 'seed.json');
    writeFileSync(
      seed,
      JSON.stringify({ organizations: organizations.map(organizationNamed) }),
    );
    const server = await startServer({
      name: 'The embedded Azure DevOps',
      entry: join(repositoryRoot, 'scripts', 'portal', 'runSimulator.cjs'),
      args: [
        '--port',
        String(port),
        '--data',
        join(scratch, 'data'),
        '--seed',
        seed,
      ],
      cwd: repositoryRoot,
      nodeEnvironment,
      environment: {},
      logFile: join(logDirectory, `${name}.log`),
      answeringUrls: [`http://127.0.0.1:${port}/`],
    });
    try {
      return await work(`http://localhost:${port}`);
    } finally {
      await server.stop();
    }
  });
}

/** What every organization has. */
export const EARLIER_PROJECT = 'Earlier project';

/** @param {string} name */
function organizationNamed(name) {
  return { name, projects: [{ name: EARLIER_PROJECT }] };
}

/**
 * Exercises the embedded Azure DevOps in every version through the recording proxy.
 *
 * @param {{
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   tools: import('./prepareChecker.mjs').CheckerTools,
 *   checker: import('./prepareChecker.mjs').Checker,
 * }} options
 * @returns {Promise<{
 *   exchanges: import('./prepareChecker.mjs').RecordedExchange[],
 *   mistakes: string[],
 *   unexpected: string[],
 * }>} `unexpected` are answers with another status than the exercise expects
 */
export function exerciseThroughProxy({ nodeEnvironment, tools, checker }) {
  return withSimulator(
    { nodeEnvironment, name: 'contract-simulator' },
    async upstream => {
      /** @type {string[]} */
      const unexpected = [];
      const exchanges = await recordTraffic(
        { tools, checker, upstream },
        async url => {
          for (const version of VERSIONS) {
            unexpected.push(
              ...(await exercise({ nodeEnvironment, url, version })),
            );
          }
        },
      );
      return { exchanges, mistakes: mistakesIn(exchanges), unexpected };
    },
  );
}

/**
 * @param {{
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   url: string,
 *   version: string,
 * }} options
 * @returns {Promise<string[]>}
 */
async function exercise({ nodeEnvironment, url, version }) {
  /** @type {string[]} */
  const lines = [];
  const { exitCode, lastLines } = await runToEnd({
    command: nodeEnvironment.executable,
    args: typeScriptArguments(
      join(repositoryRoot, 'scripts', 'contract', 'runExercise.cjs'),
      [url, version, TOKEN],
    ),
    cwd: repositoryRoot,
    environment: nodeEnvironment.environment,
    logFile: join(logDirectory, `contract-exercise-${version}.log`),
    onLine: line => lines.push(line),
  });
  if (exitCode !== 0) {
    throw new Error(
      `The exercise in ${version} broke off:\n${lastLines.join('\n')}`,
    );
  }
  const result = lines.find(line => line.startsWith('{'));
  return JSON.parse(result ?? '{}').unexpected ?? [`${version}: no result`];
}
