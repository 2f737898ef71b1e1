// @ts-check

/**
 * A mistake that somebody could make in a generated project, and that its own checks must not let
 * through.
 *
 * @typedef {object} Mutant
 * @property {string} name what the mistake is
 * @property {'foundation' | 'delivery' | 'operations'} project the least that has what it changes
 * @property {string} [tests] folder or file of tests that are likely to see it; the others follow
 * @property {boolean} [isQuick] it is seen by what takes seconds, so that every run of the suite tries it
 * @property {(sources: import('./Sources.mjs').Sources) => void} apply
 */

/** Which combination of the template's options a mutant is tried in. */
export const MUTANT_PROJECTS = {
  foundation: '1-classification-none-local',
  delivery: '2-classification-both-managed-local',
  operations: '3-classification-both-managed-local',
};

const TRAINING = 'azure_pipelines/training.yml';
const UNIT = 'operation/tests/unit';

/** A call of the template that runs one line, with its two parameters. */
const STEP_WITH = (/** @type {string} */ step) =>
  new RegExp(
    `^ *- template: templates/step\\.yml\\n(?: +.*\\n){2} +line: python -m operation\\.execution\\.${step} .*\\n`,
    'm',
  );

/** @type {Mutant[]} */
export const MUTANTS = [
  {
    name: 'the gate finds failures and says nothing',
    project: 'foundation',
    tests: UNIT,
    apply: sources =>
      sources.replace('src/gate.py', '    if failed:\n', '    if False:\n'),
  },
  {
    name: 'a threshold is passed by every value',
    project: 'foundation',
    tests: UNIT,
    apply: sources =>
      sources.replace(
        'src/gate_rules/thresholds.py',
        'value >= threshold',
        'value >= -threshold',
      ),
  },
  {
    name: 'the gate is content without a criterion',
    project: 'foundation',
    tests: UNIT,
    apply: sources =>
      sources.replace(
        'src/gate.py',
        /if not any\(criterion\.passed is not None .*\):/,
        'if False:',
      ),
  },
  {
    name: 'a test is emptied',
    project: 'foundation',
    tests: `${UNIT}/test_project_files.py`,
    isQuick: true,
    apply: sources =>
      sources.replace(
        `${UNIT}/test_gate.py`,
        /^(def test_\w+\([^)]*\) -> None:\n)(?: {4}.*\n|\n(?= {4}))+/m,
        '$1    pass\n',
      ),
  },
  {
    name: 'a test is skipped',
    project: 'foundation',
    tests: `${UNIT}/test_project_files.py`,
    isQuick: true,
    apply: sources =>
      sources.replace(
        `${UNIT}/test_gate.py`,
        /^def test_/m,
        '@pytest.mark.skip(reason="later")\ndef test_',
      ),
  },
  {
    name: 'the range of a feature is not checked',
    project: 'foundation',
    tests: 'operation/tests/data_validation',
    apply: sources =>
      sources.replace(
        'src/data_schema.py',
        'pa.Check.in_range(feature.smallest, feature.largest), ',
        '',
      ),
  },
  {
    name: 'a row may be there twice',
    project: 'foundation',
    tests: 'operation/tests/data_validation',
    apply: sources =>
      sources.replace(
        'src/data_schema.py',
        / +pa\.Check\(lambda.*duplicated.*\n/,
        '',
      ),
  },
  {
    name: 'data is not checked before training',
    project: 'foundation',
    tests: 'operation/tests/data_validation',
    apply: sources =>
      sources.replace(
        'src/data_validation.py',
        'schema.validate(rows, lazy=True)[',
        'rows[',
      ),
  },
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
    name: 'the linter exits with zero',
    project: 'foundation',
    tests: UNIT,
    apply: sources =>
      sources.replace(
        'operation/execution/lint.py',
        '"check", "."',
        '"check", "--exit-zero", "."',
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
    tests: `${UNIT}/test_pipelines.py`,
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
    tests: `${UNIT}/test_pipelines.py`,
    isQuick: true,
    apply: sources =>
      sources.replace(
        'azure_pipelines/templates/release_model.yml',
        /^( +)- template: step\.yml\n/m,
        '$1- template: step.yml\n$1  parameters:\n$1    title: Train\n$1    line: python -m operation.execution.training_pipeline --env ${{ parameters.environment }} --backend ${{ variables.backend }}\n$&',
      ),
  },
  {
    name: 'the smoke test of a release is skipped',
    project: 'foundation',
    apply: sources =>
      sources.replace(
        'src/verify.py',
        / {4}require_same_answer\(smoke_test.*\n/,
        '',
      ),
  },
  {
    name: 'a release does not look at the verdict of the gate',
    project: 'foundation',
    apply: sources =>
      sources.replace('src/verify.py', / {4}require_passed_gate\(.*\n/, ''),
  },
  {
    name: 'an altered model is loaded',
    project: 'foundation',
    apply: sources =>
      sources.replace(
        'src/trained_model.py',
        / {4}require_unaltered\(directory\)\n/,
        '',
      ),
  },
  {
    name: 'version 9 comes after version 10',
    project: 'foundation',
    tests: `${UNIT}/test_local_registry.py`,
    apply: sources =>
      sources.replace(
        sources.find(
          'operation/execution/registry',
          /sorted\(found, key=number_of\)/,
        ),
        'sorted(found, key=number_of)',
        'sorted(found)',
      ),
  },
  {
    name: 'the next version follows the highest text',
    project: 'foundation',
    tests: `${UNIT}/test_local_registry.py`,
    apply: sources =>
      sources.replace(
        'operation/execution/registry/model_registry.py',
        'max((version.number for version in taken), default=0)',
        'int(max((version.version for version in taken), default="0"))',
      ),
  },
  {
    name: 'a failed step exits with zero',
    project: 'foundation',
    tests: UNIT,
    apply: sources =>
      sources.replace(
        'operation/execution/step.py',
        /print_failure\(error, code\)\n( +)return code/,
        'print_failure(error, code)\n$1return ExitCode.OK',
      ),
  },
  {
    name: 'an unknown key of the configuration is passed over',
    project: 'foundation',
    tests: UNIT,
    apply: sources =>
      sources.replace(
        sources.find('operation', /extra="forbid"/),
        /extra="forbid"/g,
        'extra="ignore"',
      ),
  },
  {
    name: 'a worse model than the champion passes',
    project: 'delivery',
    tests: UNIT,
    apply: sources =>
      sources.replace(
        'src/gate_rules/champion.py',
        'passed = reaches(directions, metric, value, threshold)',
        'passed = True',
      ),
  },
  {
    name: 'a bad slice passes',
    project: 'delivery',
    tests: UNIT,
    apply: sources =>
      sources.replace(
        'src/gate_rules/slices.py',
        'passed = value >= threshold if at_least else value <= threshold',
        'passed = True',
      ),
  },
  {
    name: 'the smoke test of a deployment is no part of the deployment',
    project: 'delivery',
    tests: UNIT,
    apply: sources =>
      sources.replace(
        'azure_pipelines/templates/deploy_online.yml',
        /^ *- template: step\.yml\n(?: +.*\n){2} +line: python -m operation\.execution\.smoke_test_online .*\n/m,
        '',
      ),
  },
  {
    name: 'the smoke test asks the endpoint and not the new deployment',
    project: 'delivery',
    tests: `${UNIT}/online`,
    apply: sources =>
      sources.replace(
        'operation/execution/online/smoke_test.py',
        'endpoints.invoke(test.request, deployment.name)',
        'endpoints.invoke(test.request, None)',
      ),
  },
  {
    name: 'a rollout deletes the deployment that serves',
    project: 'delivery',
    tests: `${UNIT}/online`,
    apply: sources =>
      sources.replace(
        'operation/execution/online/rollout.py',
        'if not has_everything(situation, keep):',
        'if False:',
      ),
  },
  {
    name: 'drift is never found',
    project: 'operations',
    tests: UNIT,
    apply: sources =>
      sources.replace(
        sources.find('src', /raise DriftError\(/),
        /^( +)raise DriftError\(.*\)$/m,
        '$1print(message)',
      ),
  },
];
