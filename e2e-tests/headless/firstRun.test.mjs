// @ts-check
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  EXAMPLE_ANSWERS,
  TEMPLATE,
  readAnswers,
} from '../../scripts/demo/answers.mjs';
import { followFirstRun } from '../../scripts/demo/followFirstRun.mjs';
import { describeRun } from '../../scripts/demo/followRun.mjs';
import { BROKEN_TEST } from '../../scripts/demo/openBrokenPullRequest.mjs';
import { runTemplate } from '../../scripts/demo/runTemplate.mjs';
import { withDemoPortal } from '../../scripts/demo/withDemoPortal.mjs';
import { setUp } from '../../scripts/setup/setUp.mjs';

/** @type {Awaited<ReturnType<typeof followFirstRun>>} */
let runs;

before(async () => {
  const nodeEnvironment = await setUp({ print: () => {} });
  runs = await withDemoPortal(
    { nodeEnvironment, simulatorArguments: ['--agent'] },
    async ({ api, azureDevOpsHost }) => {
      const result = await runTemplate({
        api,
        template: TEMPLATE,
        values: readAnswers({ file: EXAMPLE_ANSWERS, host: azureDevOpsHost }),
      });
      assert.equal(result.status, 'completed', result.error);
      return followFirstRun({ result, breakTest: true, print: console.log });
    },
  );
});

test('the first CI run of a new project succeeds on the agent, with real test results', () => {
  const { first } = runs;
  assert.equal(first.result, 'succeeded', describeRun(first));
  assert.ok(first.tests.passed > 100, describeRun(first));
  assert.equal(first.tests.failed, 0);
  const names = first.steps.map(({ name }) => name);
  for (const step of ['Lint', 'Types', 'Configuration', 'Pipelines', 'Tests']) {
    assert.ok(names.includes(step), `there is no step ${step} in ${names}`);
  }
});

test('a pull request that breaks a unit test has a failed run whose log names the test', () => {
  const { broken } = runs;
  assert.ok(broken);
  assert.equal(broken.result, 'failed', describeRun(broken));
  assert.equal(broken.tests.failed, 1, broken.tests.failedNames.join('\n'));
  assert.match(broken.tests.failedNames.join(), new RegExp(BROKEN_TEST));
  assert.match(broken.failedLog.join('\n'), new RegExp(BROKEN_TEST));
  const tests = broken.steps.find(({ name }) => name === 'Tests');
  assert.equal(tests?.result, 'failed');
});
