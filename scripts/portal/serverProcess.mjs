// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { startProcessGroup } from '../processes/processGroup.mjs';
import { waitUntilAnswering } from '../processes/waitUntilAnswering.mjs';
import { displayPath, repositoryRoot } from '../repository.mjs';

/** TypeScript sources are loaded as they are, with the loader that Backstage's own command uses. */
const LOADER_ARGUMENTS = [
  '--enable-source-maps',
  '--require',
  join(repositoryRoot, 'scripts', 'processes', 'exitWithParent.cjs'),
  '--require',
  join(
    repositoryRoot,
    'node_modules',
    '@backstage',
    'cli',
    'config',
    'nodeTransform.cjs',
  ),
];

const START_MILLISECONDS = 180_000;

/**
 * @typedef {object} ServerDefinition
 * @property {string} name as in "The portal did not answer"
 * @property {string} entry
 * @property {string[]} args
 * @property {string} cwd
 * @property {import('../setup/setUp.mjs').NodeEnvironment} nodeEnvironment
 * @property {NodeJS.ProcessEnv} environment on top of that of `nodeEnvironment`
 * @property {string} logFile
 * @property {string[]} answeringUrls each must answer before the server counts as started
 * @property {string[]} [loaderArguments] of Node; for TypeScript when absent
 * @property {AbortSignal} [signal] ends a start that has become pointless
 * @property {(line: string) => void} [onLine]
 *
 * @typedef {object} ServerProcess
 * @property {number | undefined} pid
 * @property {Promise<CommandError>} died resolves when it ends without having been told to
 * @property {(signal?: NodeJS.Signals) => Promise<void>} kill
 * @property {() => Promise<void>} stop
 * @property {() => Promise<void>} restart stops it if it runs, and starts it as before
 */

/**
 * The arguments with which Node runs a TypeScript entry of this repository.
 *
 * @param {string} entry
 * @param {string[]} args
 */
export function typeScriptArguments(entry, args) {
  return [...LOADER_ARGUMENTS, entry, ...args];
}

/**
 * Starts a server of ours and waits until it answers.
 *
 * @param {ServerDefinition} definition
 * @returns {Promise<ServerProcess>}
 */
export async function startServer(definition) {
  /** @type {(failure: CommandError) => void} */
  let reportDeath = () => {};
  /** @type {Promise<CommandError>} */
  const died = new Promise(resolve => {
    reportDeath = resolve;
  });

  /** @type {import('../processes/processGroup.mjs').ProcessGroup} */
  let group;
  let isEndExpected = false;

  /** @param {{ appendToLog: boolean }} options */
  const start = async ({ appendToLog }) => {
    isEndExpected = false;
    const started = startProcessGroup({
      command: definition.nodeEnvironment.executable,
      args: [
        ...(definition.loaderArguments ?? LOADER_ARGUMENTS),
        definition.entry,
        ...definition.args,
      ],
      cwd: definition.cwd,
      environment: {
        ...definition.nodeEnvironment.environment,
        ...definition.environment,
      },
      logFile: definition.logFile,
      appendToLog,
      onLine: definition.onLine,
    });
    group = started;
    await requireAnswers(definition, started, () => isEndExpected);
    started.ended.then(end => {
      if (group === started && !isEndExpected) {
        reportDeath(endedError(definition, end, started.lastLines()));
      }
    });
  };

  await start({ appendToLog: false });

  const stop = async () => {
    isEndExpected = true;
    await group.stop();
  };
  return {
    get pid() {
      return group.pid;
    },
    died,
    stop,
    async kill(signal = 'SIGKILL') {
      isEndExpected = true;
      group.signal(signal);
      await group.ended;
    },
    async restart() {
      await stop();
      await start({ appendToLog: true });
    },
  };
}

/**
 * @param {ServerDefinition} definition
 * @param {import('../processes/processGroup.mjs').ProcessGroup} group
 * @param {() => boolean} isEndExpected
 */
async function requireAnswers(definition, group, isEndExpected) {
  for (const url of definition.answeringUrls) {
    const isAnswering = await waitUntilAnswering(url, {
      timeoutMilliseconds: START_MILLISECONDS,
      isAbandoned: () =>
        !group.isRunning() || definition.signal?.aborted === true,
    });
    if (isAnswering && group.isRunning()) {
      continue;
    }
    if (definition.signal?.aborted) {
      await group.stop();
      throw new CommandError(`${definition.name} was stopped while it started`);
    }
    if (!group.isRunning() && !isEndExpected()) {
      throw endedError(definition, await group.ended, group.lastLines());
    }
    await group.stop();
    throw new CommandError(
      `${definition.name} did not answer on ${url} within ${
        START_MILLISECONDS / 1000
      } seconds: ${logRemark(definition.logFile, group.lastLines())}`,
    );
  }
}

/**
 * @param {ServerDefinition} definition
 * @param {import('../processes/processGroup.mjs').ProcessEnd} end
 * @param {string[]} lastLines
 */
function endedError(definition, end, lastLines) {
  const how =
    end.error?.message ??
    (end.signal ? `signal ${end.signal}` : `exit code ${end.code}`);
  return new CommandError(
    `${definition.name} ended by itself (${how}): ${logRemark(
      definition.logFile,
      lastLines,
    )}`,
  );
}

/**
 * @param {string} logFile
 * @param {string[]} lastLines
 */
function logRemark(logFile, lastLines) {
  const lines = lastLines.length > 0 ? lastLines : linesOf(logFile);
  return [
    `its log is ${displayPath(logFile)}, and ends with`,
    ...lines.map(line => `  ${line}`),
  ].join('\n');
}

/** @param {string} logFile */
function linesOf(logFile) {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-25);
}
