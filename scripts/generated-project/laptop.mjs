// @ts-check
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath, logDirectory, toolsDirectory } from '../repository.mjs';
import { prependToPath } from '../setup/node.mjs';

const SHOWN_LINES = 25;

/** What tells a step that it is not on a laptop, and what would let it sign in. */
const NOT_ON_A_LAPTOP =
  /^(AZURE_(?!MLOPS_)|AZUREML_|MLOPS_|MLFLOW_|BUILD_|SYSTEM_|AGENT_|TF_BUILD$|CI$|PYTHONPATH$|VIRTUAL_ENV$)/;

/**
 * A command's end.
 *
 * @typedef {object} CommandEnd
 * @property {boolean} isOk
 * @property {number} exitCode
 * @property {number} seconds
 * @property {string[]} lines the last ones that it printed, and where the rest is
 * @property {boolean} [isOverdue] whether it was ended because it took too long
 *
 * @typedef {object} RunOptions
 * @property {string} [cwd] the project when absent
 * @property {NodeJS.ProcessEnv} [environment]
 * @property {(line: string) => void} [onLine]
 * @property {number} [maximumSeconds] for a command; what runs on a server has no limit
 */

/**
 * A rendered project as somebody has it on a laptop: a clone, and its environment activated. With a
 * server, that one runs the modules of the project.
 */
export class Laptop {
  /**
   * @param {{
   *   name: string,
   *   directory: string,
   *   python: string,
   *   lane?: number,
   *   server?: import('./StepServer.mjs').StepServer,
   * }} options
   */
  constructor({ name, directory, python, lane = 0, server }) {
    this.name = name;
    this.directory = directory;
    this.python = python;
    this.environment = {
      ...environmentOf(python, lane),
      // pytest removes what its older sessions left, which fails where two of them do it at once.
      PYTEST_DEBUG_TEMPROOT: placeOfTests(directory),
    };
    this.server = server;
    this.commandCount = 0;
  }

  /**
   * Runs `python …`.
   *
   * @param {string[]} args
   * @param {RunOptions} [options]
   */
  runPython(args, options) {
    const [flag, module, ...rest] = args;
    return this.server && flag === '-m' && module.startsWith('operation.')
      ? this.runOnServer(this.server, { module, args: rest }, options)
      : this.run(this.python, args, options);
  }

  /**
   * @param {import('./StepServer.mjs').StepServer} server
   * @param {{ module: string, args: string[] }} line
   * @param {RunOptions} [options]
   * @returns {Promise<CommandEnd>}
   */
  async runOnServer(
    server,
    { module, args },
    { cwd = this.directory, environment = {}, onLine } = {},
  ) {
    const log = this.nextLogFile();
    const started = performance.now();
    const exitCode = await server.run({
      module,
      args,
      cwd,
      environment: { ...this.environment, ...environment },
      log,
    });
    const printed = readFileSync(log, 'utf8').split('\n').filter(Boolean);
    printed.forEach(line => onLine?.(line));
    return {
      isOk: exitCode === 0,
      exitCode,
      seconds: (performance.now() - started) / 1000,
      lines: describeEnd(exitCode, ['python', '-m', module, ...args], {
        printed: printed.slice(-SHOWN_LINES),
        log,
      }),
    };
  }

  nextLogFile() {
    this.commandCount += 1;
    return join(
      logDirectory,
      'generated-project',
      this.name,
      `${String(this.commandCount).padStart(3, '0')}.log`,
    );
  }

  /**
   * @param {string} command
   * @param {string[]} args
   * @param {RunOptions} [options]
   * @returns {Promise<CommandEnd>}
   */
  async run(
    command,
    args,
    { cwd = this.directory, environment = {}, onLine, maximumSeconds } = {},
  ) {
    const logFile = this.nextLogFile();
    const started = performance.now();
    const { exitCode, lastLines, startError, isOverdue } = await runToEnd({
      command,
      args,
      cwd,
      environment: { ...this.environment, ...environment },
      logFile,
      onLine,
      maximumSeconds,
    });
    return {
      isOk: exitCode === 0 && !isOverdue,
      exitCode,
      isOverdue,
      seconds: (performance.now() - started) / 1000,
      lines: describeEnd(exitCode, [command, ...args], {
        printed: startError ? [startError] : lastLines,
        log: logFile,
      }),
    };
  }

  /** Commits what was rendered, as the template's push does, so that steps find a commit. */
  async commitAll() {
    const author = ['-c', 'user.name=Dana', '-c', 'user.email=dana@localhost'];
    for (const args of [
      ['init', '--quiet', '--initial-branch', 'main'],
      ['add', '--all'],
      [...author, 'commit', '--quiet', '--message', 'Create the project'],
    ]) {
      const end = await this.run('git', args);
      if (!end.isOk) {
        throw new Error(end.lines.join('\n'));
      }
    }
  }
}

/**
 * @param {string} directory of a project
 * @returns {string} where its tests put what they write: beside it
 */
function placeOfTests(directory) {
  const place = `${directory}-tests`;
  mkdirSync(place, { recursive: true });
  return place;
}

/**
 * @param {number} exitCode
 * @param {string[]} command
 * @param {{ printed: string[], log: string }} output
 */
function describeEnd(exitCode, command, { printed, log }) {
  return [
    `exit code ${exitCode}: ${command.join(' ')}`,
    ...printed,
    `the log is ${displayPath(log)}`,
  ];
}

/**
 * What a laptop's shell has for a project.
 *
 * @param {string} python
 * @param {number} lane
 */
export function environmentOf(python, lane) {
  /** @type {NodeJS.ProcessEnv} */
  const environment = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!NOT_ON_A_LAPTOP.test(name)) {
      environment[name] = value;
    }
  }
  prependToPath(environment, dirname(python));
  return {
    ...environment,
    // What mypy knows of installed packages is the same in each project with the same lock; it
    // looks at the content of what is the project's own.
    MYPY_CACHE_DIR: join(
      toolsDirectory,
      'generated-project-mypy',
      `lane-${lane}`,
    ),
  };
}
