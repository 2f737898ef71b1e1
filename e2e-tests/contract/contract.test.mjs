// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import {
  exerciseThroughProxy,
  withSimulator,
} from '../../scripts/contract/exerciseThroughProxy.mjs';
import { prepareChecker } from '../../scripts/contract/prepareChecker.mjs';
import {
  createChecker,
  mistakesIn,
  recordTraffic,
} from '../../scripts/contract/recordTraffic.mjs';
import {
  insertSupportMatrix,
  renderSupportMatrix,
  supportRows,
} from '../../scripts/contract/supportMatrix.mjs';
import {
  EXAMPLE_ANSWERS,
  TEMPLATE,
  readAnswers,
} from '../../scripts/demo/answers.mjs';
import { runTemplate } from '../../scripts/demo/runTemplate.mjs';
import { withDemoPortal } from '../../scripts/demo/withDemoPortal.mjs';
import { repositoryRoot } from '../../scripts/repository.mjs';
import { setUp } from '../../scripts/setup/setUp.mjs';

/** @type {import('../../scripts/setup/setUp.mjs').NodeEnvironment} */
let nodeEnvironment;
/** @type {import('../../scripts/contract/prepareChecker.mjs').CheckerTools} */
let tools;
/** @type {import('../../scripts/contract/prepareChecker.mjs').Checker} */
let checker;
/** @type {Awaited<ReturnType<typeof exerciseThroughProxy>>} */
let exercised;

before(async () => {
  nodeEnvironment = await setUp({ print: () => {} });
  tools = await prepareChecker(nodeEnvironment);
  checker = createChecker(tools);
  exercised = await exerciseThroughProxy({ nodeEnvironment, tools, checker });
});

test('every operation that is exercised keeps to the published contract in 7.1 and in 7.2', () => {
  assert.deepEqual(exercised.mistakes, []);
  assert.deepEqual(exercised.unexpected, []);
  const calls = exercised.exchanges.filter(({ kind }) => kind === 'api');
  assert.ok(calls.length > 600, `only ${calls.length} calls were recorded`);
});

test('the whole demo keeps to the published contract', async () => {
  const exchanges = await withSimulator(
    { nodeEnvironment, name: 'contract-demo-simulator' },
    upstream =>
      recordTraffic({ tools, checker, upstream }, async azureDevOpsUrl => {
        const result = await withDemoPortal(
          { nodeEnvironment, azureDevOpsUrl },
          ({ api, azureDevOpsHost }) =>
            runTemplate({
              api,
              template: TEMPLATE,
              values: readAnswers({
                file: EXAMPLE_ANSWERS,
                host: azureDevOpsHost,
              }),
            }),
        );
        assert.equal(result.status, 'completed', result.error);
      }),
  );
  assert.deepEqual(mistakesIn(exchanges), []);
  const calls = exchanges.filter(({ kind }) => kind === 'api');
  assert.ok(calls.length > 50, `only ${calls.length} calls were recorded`);
});

test('docs/simulator.md says what is supported', () => {
  const page = readFileSync(
    join(repositoryRoot, 'docs', 'simulator.md'),
    'utf8',
  );
  const matrix = renderSupportMatrix(
    supportRows({ checker, exchanges: exercised.exchanges }),
  );
  assert.equal(
    page,
    insertSupportMatrix({ page, matrix }),
    'docs/simulator.md is not up to date: run "npm run docs"',
  );
});
