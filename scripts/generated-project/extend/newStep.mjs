// @ts-check
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changesSinceCommit } from './changes.mjs';

const MODEL = 'evaluate';
const NAME = 'evaluate_again';
const STEPS = join('operation', 'execution');

/**
 * What came of adding a step.
 *
 * @typedef {object} NewStep
 * @property {import('./changes.mjs').Changes} changes
 * @property {string[]} complaints
 */

/**
 * Adds a step to a project as its documentation says: a module that starts as a copy of another step,
 * and a line in a pipeline. Then lints the pipelines, runs the line, and runs the unit tests, which
 * hold every list of steps that the project may keep.
 *
 * @param {import('../laptop.mjs').Laptop} laptop whose folder is changed
 * @param {string} environment
 * @returns {Promise<NewStep>}
 */
export async function addStep(laptop, environment) {
  const { directory } = laptop;
  const source = readFileSync(join(directory, STEPS, `${MODEL}.py`), 'utf8');
  writeFileSync(
    join(directory, STEPS, `${NAME}.py`),
    source
      .replaceAll(`Step \`${MODEL}\``, `Step \`${NAME}\``)
      .replace(`run_components("${MODEL}"`, `run_components("${NAME}"`),
  );
  addLine(directory);
  const complaints = [];
  for (const args of [
    ['-m', 'operation.execution.lint_pipelines'],
    [
      '-m',
      `operation.execution.${NAME}`,
      '--env',
      environment,
      '--backend',
      'local',
    ],
    [
      '-m',
      'pytest',
      '-x',
      '-q',
      '-p',
      'no:cacheprovider',
      'operation/tests/unit',
    ],
  ]) {
    const end = await laptop.runPython(args);
    complaints.push(...(end.isOk ? [] : end.lines));
  }
  return { changes: await changesSinceCommit(laptop), complaints };
}

/**
 * The line after the first call of `templates/step.yml` in a pipeline for training.
 *
 * @param {string} directory
 */
function addLine(directory) {
  const folder = join(directory, 'azure_pipelines');
  const call =
    /^( *)- template: templates\/step\.yml\n(?:\1 +.*\n)*?\1 +line: (python -m operation\.execution\.\w+)( .*)\n/m;
  const file = [
    join(folder, 'training.yml'),
    ...readdirSync(folder).map(name => join(folder, name)),
  ].find(
    path =>
      existsSync(path) &&
      path.endsWith('.yml') &&
      call.test(readFileSync(path, 'utf8')),
  );
  if (!file) {
    throw new Error('No pipeline runs a line through templates/step.yml');
  }
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(
      call,
      `$&$1- template: templates/step.yml\n$1  parameters:\n$1    title: Evaluate again\n$1    line: python -m operation.execution.${NAME}$3\n`,
    ),
  );
}
