// @ts-check
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { typeScriptArguments } from '../portal/serverProcess.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';
import { logDirectory, repositoryRoot } from '../repository.mjs';

/**
 * @typedef {object} Combination
 * @property {number} level
 * @property {string} problemType
 * @property {string} serving
 * @property {string} [onlineCompute]
 * @property {string} backend
 *
 * A pipeline as the service compiles it; see `CompiledPipeline.ts` of the simulator.
 *
 * @typedef {object} ProjectPipeline
 * @property {string} name
 * @property {string} file
 * @property {string[]} problems
 * @property {{ name: string, values?: string[] }[]} parameters what a run is asked for
 * @property {{ parameters: { name: string, value: unknown }[], stages: any[] }} [pipeline]
 * @property {string} [yaml]
 *
 * @typedef {object} PreparedProject
 * @property {string} name
 * @property {Combination} combination
 * @property {string} directory
 * @property {string} repository
 * @property {number} renderSeconds
 * @property {boolean} isRendered
 * @property {string} [problem] why it could not be rendered, or why provisioning refuses it
 * @property {ProjectPipeline[]} pipelines
 *
 * @typedef {object} ProjectDescription
 * @property {Record<string, any[]>} resources that provisioning makes, by kind
 * @property {ProjectPipeline[]} pipelines
 */

/**
 * Renders combinations of the template's options, all in one process.
 *
 * @param {{
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   selection: 'pairwise' | 'all' | string[],
 *   outputDirectory: string,
 * }} options
 * @returns {Promise<PreparedProject[]>}
 */
export function prepareProjects({ nodeEnvironment, ...request }) {
  return ask({ nodeEnvironment, command: 'prepare', request });
}

/**
 * What provisioning and the pipelines make of a project as it lies there now.
 *
 * @param {{
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   directory: string,
 *   repository: string,
 * }} options
 * @returns {Promise<ProjectDescription>}
 */
export function describeProject({ nodeEnvironment, ...request }) {
  return ask({ nodeEnvironment, command: 'describe', request });
}

/**
 * @param {{
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   command: string,
 *   request: object,
 * }} question
 */
function ask({ nodeEnvironment, command, request }) {
  return withScratchDirectory('azure-mlops-question-', async scratch => {
    const requestFile = join(scratch, 'request.json');
    const answerFile = join(scratch, 'answer.json');
    writeFileSync(requestFile, JSON.stringify(request));
    const { exitCode, lastLines } = await runToEnd({
      command: nodeEnvironment.executable,
      args: typeScriptArguments(
        join(repositoryRoot, 'scripts', 'template', 'runProjects.cjs'),
        [command, requestFile, answerFile],
      ),
      cwd: repositoryRoot,
      environment: nodeEnvironment.environment,
      logFile: join(logDirectory, `template-${command}.log`),
    });
    if (exitCode !== 0) {
      throw new CommandError(
        `The template could not be asked to ${command}:\n${lastLines.join(
          '\n',
        )}`,
      );
    }
    return JSON.parse(readFileSync(answerFile, 'utf8'));
  });
}
