// @ts-check
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { before, test } from 'node:test';
import {
  EXAMPLE_ANSWERS,
  TEMPLATE,
  readAnswers,
} from '../../scripts/demo/answers.mjs';
import { runTemplate } from '../../scripts/demo/runTemplate.mjs';
import { withDemoPortal } from '../../scripts/demo/withDemoPortal.mjs';
import { setUp } from '../../scripts/setup/setUp.mjs';
import { readAzureDevOpsState } from './AzureDevOpsState.mjs';

const LATENCY_MILLISECONDS = 100;

/** @type {import('../../scripts/setup/setUp.mjs').NodeEnvironment} */
let nodeEnvironment;

before(async () => {
  nodeEnvironment = await setUp({ print: () => {} });
});

/** @param {{ api: import('../../scripts/demo/PortalApi.mjs').PortalApi, azureDevOpsHost: string }} context */
function run({ api, azureDevOpsHost }) {
  return runTemplate({
    api,
    template: TEMPLATE,
    values: readAnswers({ file: EXAMPLE_ANSWERS, host: azureDevOpsHost }),
  });
}

/** The template as the template editor sends it. */
function readTemplate() {
  const folder = join(EXAMPLE_ANSWERS, '..', '..');
  const { parse } = createRequire(import.meta.url)('yaml');
  return {
    template: parse(readFileSync(join(folder, 'template.yaml'), 'utf8')),
    files: readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .map(file => ({
        path: relative(folder, file),
        content: readFileSync(file),
      })),
  };
}

/** @param {string} azureDevOpsHost */
function projectUrl(azureDevOpsHost) {
  return `http://${azureDevOpsHost}/contoso/machine-learning`;
}

/** @type {Awaited<ReturnType<typeof readAzureDevOpsState>>} */
let undisturbed;

test('a dry run makes nothing, a run makes everything, and a second run with the same answers finds everything unchanged', async () => {
  await withDemoPortal({ nodeEnvironment }, async context => {
    const untouched = await readAzureDevOpsState(
      projectUrl(context.azureDevOpsHost),
    );
    const dryRun = await context.api.dryRun({
      ...readTemplate(),
      values: readAnswers({
        file: EXAMPLE_ANSWERS,
        host: context.azureDevOpsHost,
      }),
    });
    assert.match(dryRun.output.text[0].content, /churn-model-prod \| create/);
    assert.deepEqual(
      await readAzureDevOpsState(projectUrl(context.azureDevOpsHost)),
      untouched,
    );

    const first = await run(context);
    assert.equal(first.error, undefined);
    assert.deepEqual(count(first.resources), {
      'git-repository created': 1,
      'pipeline created': 3,
      'environment created': 3,
      'approval-check created': 1,
      'variable-group created': 3,
      'pipeline-permission created': 6,
      'catalog-entity created': 1,
    });
    undisturbed = await readAzureDevOpsState(
      projectUrl(context.azureDevOpsHost),
    );

    const second = await run(context);
    assert.deepEqual(
      second.resources.filter(({ outcome }) => outcome !== 'unchanged'),
      [],
    );
    assert.equal(second.resources.length, first.resources.length);
    assert.equal(second.http.writes, 0);
    assert.deepEqual(
      await readAzureDevOpsState(projectUrl(context.azureDevOpsHost)),
      undisturbed,
    );
  });
});

/**
 * @param {{ step: string, message: RegExp }} moment the back end is killed at the first line of the
 *   step's log that fits
 */
function testKilledIn({ step, message }) {
  test(`a task whose back end is killed in the step ${step} goes on after the restart and ends as if nothing had happened`, async () => {
    await withDemoPortal(
      {
        nodeEnvironment,
        simulatorArguments: ['--latency', String(LATENCY_MILLISECONDS)],
      },
      async context => {
        const { api, azureDevOpsHost, portal } = context;
        const values = readAnswers({
          file: EXAMPLE_ANSWERS,
          host: azureDevOpsHost,
        });
        await api.waitForEntity({ kind: 'template', name: TEMPLATE });
        const taskId = await api.createTask({ template: TEMPLATE, values });
        let last;
        for await (const event of api.taskEvents(taskId)) {
          last = event.id;
          assert.notEqual(event.type, 'completion', 'the task was too quick');
          if (event.body.stepId === step && message.test(event.body.message)) {
            break;
          }
        }
        await portal.backend.kill();
        const halfWay = await readAzureDevOpsState(projectUrl(azureDevOpsHost));
        assert.notDeepEqual(withoutHost(halfWay), withoutHost(undisturbed));

        await portal.backend.restart();
        await api.signIn();
        let completion;
        for await (const event of api.taskEvents(taskId, { after: last })) {
          completion = event;
        }
        assert.equal(completion?.body.error, undefined);
        assert.deepEqual(
          withoutHost(await readAzureDevOpsState(projectUrl(azureDevOpsHost))),
          withoutHost(undisturbed),
        );

        const again = await run(context);
        assert.deepEqual(
          again.resources.filter(({ outcome }) => outcome !== 'unchanged'),
          [],
        );
      },
    );
  });
}

testKilledIn({ step: 'push', message: /Beginning step/ });
testKilledIn({ step: 'provision', message: /environment .*: created/ });
testKilledIn({ step: 'register', message: /Beginning step/ });

/** @param {import('../../scripts/demo/runTemplate.mjs').DemoResource[]} resources */
function count(resources) {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { kind, outcome } of resources) {
    counts[`${kind} ${outcome}`] = (counts[`${kind} ${outcome}`] ?? 0) + 1;
  }
  return counts;
}

/**
 * Ports differ between two portals.
 *
 * @param {unknown} state
 */
function withoutHost(state) {
  return JSON.parse(JSON.stringify(state).replace(/localhost:\d+/g, 'host'));
}
