// @ts-check

const UNIT = 'operation/tests/unit';

/**
 * Mistakes in what a higher level or serving adds.
 *
 * @type {import('./mutants.mjs').Mutant[]}
 */
export const LATER_LEVEL_MUTANTS = [
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
