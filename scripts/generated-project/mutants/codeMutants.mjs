// @ts-check

const UNIT = 'operation/tests/unit';

/**
 * Mistakes in the core scripts, the steps and the tests of every project.
 *
 * @type {import('./mutants.mjs').Mutant[]}
 */
export const CODE_MUTANTS = [
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
    tests: `${UNIT}/test_safeguards.py`,
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
];
