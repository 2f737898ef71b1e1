// @ts-check
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startProcessGroup } from '../processes/processGroup.mjs';

const SERVER = fileURLToPath(new URL('python/step_server.py', import.meta.url));

/** What takes longest to import of what steps of a generated project use. */
const SLOW_PACKAGES = [
  'pandas',
  'pandera.pandas',
  'scipy.stats',
  'sklearn.ensemble',
  'sklearn.linear_model',
  'sklearn.model_selection',
  'sklearn.compose',
  'mlflow.sklearn',
  'mlflow.tracking',
  'pydantic',
  'yaml',
  'jsonschema',
];

/**
 * Runs step lines of generated projects in a fraction of the time: most of a step is spent on the
 * import of packages, which is done once here. Each line still has a process of its own, with its own
 * folder, environment and exit code.
 */
export class StepServer {
  /**
   * @param {{ python: string, cwd: string, environment: NodeJS.ProcessEnv }} options
   */
  constructor({ python, cwd, environment }) {
    /** @type {((exitCode: number) => void) | undefined} */
    this.answer = undefined;
    this.group = startProcessGroup({
      command: python,
      args: [SERVER, ...SLOW_PACKAGES],
      cwd,
      environment,
      onLine: line => {
        const code = /^\{"exit_code": (-?\d+)\}$/.exec(line)?.[1];
        if (code !== undefined) {
          this.answer?.(Number(code));
        }
      },
    });
    this.group.ended.then(() => this.answer?.(1));
  }

  /** Needs a system that can fork. */
  static get isPossible() {
    return process.platform !== 'win32';
  }

  /**
   * @param {{
   *   module: string,
   *   args: string[],
   *   cwd: string,
   *   environment: NodeJS.ProcessEnv,
   *   log: string,
   * }} request one at a time
   * @returns {Promise<number>} the exit code; negative for the signal that ended it
   */
  async run(request) {
    if (!this.group.isRunning()) {
      throw new Error(
        `The server of steps has ended:\n${this.group.lastLines().join('\n')}`,
      );
    }
    mkdirSync(dirname(request.log), { recursive: true });
    /** @type {Promise<number>} */
    const answered = new Promise(resolve => {
      this.answer = resolve;
    });
    this.group.write(`${JSON.stringify(request)}\n`);
    return answered;
  }

  stop() {
    return this.group.stop();
  }
}
