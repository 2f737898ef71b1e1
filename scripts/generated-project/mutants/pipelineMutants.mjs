// @ts-check

const UNIT = 'operation/tests/unit';
const TRAINING = 'azure_pipelines/training.yml';

/** A call of the template that runs one line, with its two parameters. */
const STEP_WITH = (/** @type {string} */ step) =>
  new RegExp(
    `^ *- template: templates/step\\.yml\\n(?: +.*\\n){2} +line: python -m operation\\.execution\\.${step} .*\\n`,
    'm',
  );

/**
 * Mistakes in the pipelines of every project.
 *
 * @type {import('./mutants.mjs').Mutant[]}
 */
export const PIPELINE_MUTANTS = [
  {
    name: 'a step has continueOnError',
    project: 'foundation',
    isQuick: true,
    apply: sources =>
      sources.replace(
        'azure_pipelines/templates/step.yml',
        /^( +)- script: .*\n/m,
        '$&$1  continueOnError: true\n',
      ),
  },
  {
    name: 'a failing line is followed by || true',
    project: 'foundation',
    isQuick: true,
    apply: sources =>
      sources.replace(
        TRAINING,
        /(line: python -m operation\.execution\.register .*)\n/,
        '$1 || true\n',
      ),
  },
  {
    name: 'the training pipeline registers nothing',
    project: 'foundation',
    tests: `${UNIT}/test_pipelines.py`,
    isQuick: true,
    apply: sources => sources.replace(TRAINING, STEP_WITH('register'), ''),
  },
  {
    name: 'the tests are removed from CI',
    project: 'foundation',
    tests: `${UNIT}/test_safeguards.py`,
    isQuick: true,
    apply: sources =>
      sources.replace(
        'azure_pipelines/ci.yml',
        / +- script: python -m operation\.execution\.test\n.*\n/,
        '',
      ),
  },
  {
    name: 'the gate is no part of the training job',
    project: 'foundation',
    apply: sources =>
      sources.replace(
        'operation/execution/jobs/training.yml',
        /^ {2}gate:\n {4}type: command\n(?: {4}.*\n)+/m,
        '',
      ),
  },
  {
    name: 'a deployment has no environment, so that nobody approves',
    project: 'foundation',
    isQuick: true,
    apply: sources =>
      sources.replace(
        'azure_pipelines/templates/deploy_environments.yml',
        /^ +environment: \$\{\{ variables\.project_name .*\n/m,
        '',
      ),
  },
  {
    name: 'a stage runs after a failed one',
    project: 'foundation',
    isQuick: true,
    apply: sources =>
      sources.replace(
        'azure_pipelines/templates/deploy_environments.yml',
        /^( +)displayName: Release to .*\n/m,
        '$&$1condition: always()\n',
      ),
  },
  {
    name: 'a release trains the model again',
    project: 'foundation',
    tests: `${UNIT}/test_safeguards.py`,
    isQuick: true,
    apply: sources =>
      sources.replace(
        'azure_pipelines/templates/release_model.yml',
        /^( +)- template: step\.yml\n/m,
        '$1- template: step.yml\n$1  parameters:\n$1    title: Train\n$1    line: python -m operation.execution.training_pipeline --env ${{ parameters.environment }} --backend ${{ variables.backend }}\n$&',
      ),
  },
];
