// @ts-check
import { dirname, join } from 'node:path';
import { runToEnd } from '../processes/runToEnd.mjs';
import { displayPath, logDirectory, toolsDirectory } from '../repository.mjs';
import { prependToPath } from '../setup/node.mjs';

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
 *
 * @typedef {object} RunOptions
 * @property {string} [cwd] the project when absent
 * @property {NodeJS.ProcessEnv} [environment]
 * @property {(line: string) => void} [onLine]
 */

/** A rendered project as somebody has it on a laptop: a clone, and its environment activated. */
export class Laptop {
  /**
   * @param {{ name: string, directory: string, python: string, lane?: number }} options
   */
  constructor({ name, directory, python, lane = 0 }) {
    this.name = name;
    this.directory = directory;
    this.python = python;
    this.environment = environmentOf(python, lane);
    this.commandCount = 0;
  }

  /**
   * Runs `python …`.
   *
   * @param {string[]} args
   * @param {RunOptions} [options]
   */
  runPython(args, options) {
    return this.run(this.python, args, options);
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
    { cwd = this.directory, environment = {}, onLine } = {},
  ) {
    this.commandCount += 1;
    const logFile = join(
      logDirectory,
      'generated-project',
      this.name,
      `${String(this.commandCount).padStart(3, '0')}.log`,
    );
    const started = performance.now();
    const { exitCode, lastLines, startError } = await runToEnd({
      command,
      args,
      cwd,
      environment: { ...this.environment, ...environment },
      logFile,
      onLine,
    });
    return {
      isOk: exitCode === 0,
      exitCode,
      seconds: (performance.now() - started) / 1000,
      lines: [
        `exit code ${exitCode}: ${[command, ...args].join(' ')}`,
        ...(startError ? [startError] : lastLines),
        `the log is ${displayPath(logFile)}`,
      ],
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
 * @param {string} python
 * @param {number} lane
 */
function environmentOf(python, lane) {
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
