// @ts-check
import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { EXAMPLE_ANSWERS } from '../demo/answers.mjs';
import { typeScriptArguments } from '../portal/serverProcess.mjs';
import { runToEnd } from '../processes/runToEnd.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';
import { displayPath, logDirectory, toolsDirectory } from '../repository.mjs';
import { settle } from './outcome.mjs';

const SHOWN_LINES = 40;

/** What the generated project's README and pipelines have an engineer run, in this order. */
const STEPS = [
  ['validate_configuration'],
  ['lint'],
  ['check_types'],
  ['lint_pipelines'],
  ['test'],
];

const LOOP = ['prepare', 'train', 'evaluate', 'gate', 'score'];

/**
 * Renders every filled-in form, installs the generated project from its lock, and runs in it what
 * its own pipelines run. Every command counts as a test.
 *
 * @param {{ id: string, name: string }} definition
 * @returns {import('./part.mjs').Part}
 */
export function generatedProjectPart({ id, name }) {
  return {
    id,
    name,
    needs: ['dependencies', 'python'],
    run: context =>
      withScratchDirectory('azure-mlops-generated-', async scratch => {
        const run = new GeneratedProjectRun(context, scratch);
        for (const answers of filledInForms()) {
          await run.project(answers);
        }
        return settle(run.counts(), { maySkip: context.maySkip });
      }),
  };
}

/** The filled-in forms beside the template, as absolute paths. */
function filledInForms() {
  const folder = join(EXAMPLE_ANSWERS, '..');
  return readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .sort()
    .map(file => join(folder, file));
}

/** The commands of one run of the part, and what became of them. */
class GeneratedProjectRun {
  /**
   * @param {import('./part.mjs').PartContext} context
   * @param {string} scratch
   */
  constructor(context, scratch) {
    this.context = context;
    this.scratch = scratch;
    this.passed = 0;
    this.failed = 0;
    /** @type {string[]} */
    this.remarks = [];
  }

  counts() {
    const { passed, failed, remarks } = this;
    return { passed, failed, skipped: 0, remarks };
  }

  /** @param {string} answers path of the filled-in form */
  async project(answers) {
    const name = basename(answers, '.yaml');
    const directory = join(this.scratch, name);
    const rendered = await this.command(name, 'render', {
      command: this.context.nodeEnvironment.executable,
      args: typeScriptArguments(
        join(this.context.repositoryRoot, 'scripts/template/runRender.cjs'),
        ['--input', answers, '--out', directory],
      ),
      cwd: this.context.repositoryRoot,
    });
    const python = rendered && (await this.install(name, directory));
    if (!python) {
      return;
    }
    const [environment] = readdirSync(
      join(directory, 'operation', 'configuration'),
    )
      .filter(entry => entry.startsWith('environment_'))
      .map(entry => entry.slice('environment_'.length));
    const loop = LOOP.map(step => [
      step,
      '--env',
      environment,
      '--backend',
      'local',
    ]);
    for (const [step, ...args] of [...STEPS, ...loop]) {
      await this.command(name, step, {
        command: python,
        args: ['-m', `operation.execution.${step}`, ...args],
        cwd: directory,
      });
    }
  }

  /**
   * One environment serves every project with the same lock, and the next run of the suite.
   *
   * @param {string} name
   * @param {string} directory
   * @returns {Promise<string | undefined>} the Python of the environment
   */
  async install(name, directory) {
    const lock = readFileSync(join(directory, 'requirements.lock'));
    const fingerprint = createHash('sha256').update(lock).digest('hex');
    const environment = join(toolsDirectory, 'generated-project');
    const python = join(environment, 'bin', 'python');
    const stamp = join(environment, 'lock.sha256');
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) {
      return python;
    }
    rmSync(environment, { recursive: true, force: true });
    const base = join(toolsDirectory, 'python', 'bin', 'python');
    const installed =
      (await this.command(name, 'venv', {
        command: base,
        args: ['-m', 'venv', environment],
        cwd: directory,
      })) &&
      (await this.command(name, 'install', {
        command: python,
        args: ['-m', 'pip', 'install', '--no-input', '-r', 'requirements.lock'],
        cwd: directory,
      }));
    if (!installed) {
      return undefined;
    }
    writeFileSync(stamp, fingerprint);
    return python;
  }

  /**
   * @param {string} project
   * @param {string} step
   * @param {{ command: string, args: string[], cwd: string }} process
   * @returns {Promise<boolean>} whether it succeeded
   */
  async command(project, step, { command, args, cwd }) {
    const logFile = join(logDirectory, `test-generated-${project}-${step}.log`);
    const { exitCode, lastLines } = await runToEnd({
      command,
      args,
      cwd,
      environment: this.context.nodeEnvironment.environment,
      logFile,
      print: this.context.print,
    });
    if (exitCode === 0) {
      this.passed += 1;
      return true;
    }
    this.failed += 1;
    this.remarks.push(
      `${project}: ${step} ended with exit code ${exitCode}`,
      ...lastLines.slice(-SHOWN_LINES),
      `the log is ${displayPath(logFile)}`,
    );
    return false;
  }
}
