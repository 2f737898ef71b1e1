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
import { readAzureDevOpsState, TOKEN } from './AzureDevOpsState.mjs';
import { holdRequest } from './heldRequest.mjs';

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

/** What Python tools leave in a checkout; it is no part of the template, and larger than all of it. */
const CACHE =
  /[/\\](\.mypy_cache|\.ruff_cache|\.pytest_cache|__pycache__)[/\\]/;

/** The template as the template editor sends it. */
function readTemplate() {
  const folder = join(EXAMPLE_ANSWERS, '..', '..');
  const { parse } = createRequire(import.meta.url)('yaml');
  return {
    template: parse(readFileSync(join(folder, 'template.yaml'), 'utf8')),
    files: readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .filter(file => !CACHE.test(file))
      .map(file => ({
        path: relative(folder, file),
        content: readFileSync(file),
      })),
  };
}

/**
 * The portal's files that hold a text, whatever kind of file they are. What the embedded Azure
 * DevOps writes is left out: it prints its token for people, and stores a digest.
 *
 * @param {string} text
 * @param {string} folder
 */
function filesWith(text, folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    // Its own documentation says how to sign in to the embedded one.
    .filter(file => !/[/\\](azure-devops|documentation)[/\\]/.test(file))
    .filter(file => !file.endsWith('azure-devops.log'));
  assert.ok(files.some(file => file.endsWith('portal.log')));
  assert.ok(files.some(file => /scaffolder.*sqlite/.test(file)));
  return files.filter(file => readFileSync(file).includes(text));
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
      'repository-policy created': 3,
      'pipeline-folder created': 1,
      'pipeline created': 4,
      'approver-group created': 1,
      'environment created': 3,
      'service-connection created': 3,
      'variable-group created': 3,
      'approval-check created': 2,
      'branch-control-check created': 2,
      'exclusive-lock-check created': 2,
      'role-assignment created': 1,
      'branch-policy created': 5,
      'pipeline-permission created': 9,
      'catalog-entity created': 1,
    });
    await context.api.waitForEntity({ kind: 'system', name: 'churn-model' });
    for (const environment of ['dev', 'stage', 'prod']) {
      await context.api.waitForEntity({
        kind: 'resource',
        name: `churn-model-${environment}`,
      });
    }
    undisturbed = await readAzureDevOpsState(
      projectUrl(context.azureDevOpsHost),
    );

    const second = await run(context);
    assert.deepEqual(
      second.resources.filter(({ outcome }) => outcome !== 'unchanged'),
      [],
    );
    // Log, task state, checkpoints, workspaces and outputs: the token is in none of them.
    assert.deepEqual(
      filesWith(TOKEN, join(context.portal.logDirectory, '..')),
      [],
    );
    assert.ok(!JSON.stringify([dryRun, first, second]).includes(TOKEN));
    assert.equal(second.resources.length, first.resources.length);
    assert.equal(second.http.writes, 0);
    assert.deepEqual(
      await readAzureDevOpsState(projectUrl(context.azureDevOpsHost)),
      undisturbed,
    );
  });
});

test('a project that is served online and in batches has its score contract in the catalog, and its pipelines in Azure DevOps', async () => {
  await withDemoPortal(
    { nodeEnvironment },
    async ({ api, azureDevOpsHost }) => {
      const file = join(EXAMPLE_ANSWERS, '..', 'demand-forecast.yaml');
      const { error, resources } = await runTemplate({
        api,
        template: TEMPLATE,
        values: readAnswers({ file, host: azureDevOpsHost }),
      });
      assert.equal(error, undefined);
      assert.deepEqual(
        resources.flatMap(({ kind, name }) =>
          kind === 'pipeline' ? name : [],
        ),
        [
          'ci',
          'training',
          'deployment',
          'infrastructure',
          'rollback_online',
          'batch_scoring',
        ].map(name => `demand-forecast-${name}`),
      );
      const { spec, relations } = await api.waitForEntity({
        kind: 'api',
        name: 'demand-forecast-score',
      });
      assert.match(spec.definition, /^openapi: 3\.0\.3$/m);
      assert.deepEqual(
        relations
          .map(
            /** @param {{ type: string, targetRef: string }} relation */
            ({ type, targetRef }) => `${type} ${targetRef}`,
          )
          .sort(),
        [
          'apiProvidedBy component:default/demand-forecast',
          'ownedBy group:default/data-science',
          'partOf system:default/demand-forecast',
        ],
      );
    },
  );
});

test('two tasks with the same answers at the same time end in one project, and a failed one says in a sentence what to do', async () => {
  await withDemoPortal({ nodeEnvironment }, async context => {
    const tasks = await Promise.all([run(context), run(context)]);
    assert.ok(
      tasks.some(({ status }) => status === 'completed'),
      'neither task completed',
    );
    for (const { error } of tasks) {
      assert.doesNotMatch(error ?? '', /\n\s+at /);
    }
    const again = await run(context);
    assert.deepEqual(
      again.resources.filter(({ outcome }) => outcome !== 'unchanged'),
      [],
    );
    const { runs, ...state } = await readAzureDevOpsState(
      projectUrl(context.azureDevOpsHost),
    );
    assert.ok(runs >= 1 && runs <= 2, `${runs} runs`);
    const { runs: _one, ...expected } = undisturbed;
    assert.deepEqual(withoutHost(state), withoutHost(expected));
  });
});

/**
 * @param {object} moment the back end is killed while it waits for the answer to this request
 * @param {string} moment.step in which it makes the request
 * @param {string} moment.method
 * @param {string} moment.path a pattern for path and query
 * @param {'before' | 'after'} moment.moment before or after the request has had its effect
 */
function testKilledIn({ step, method, path, moment }) {
  test(`a task whose back end is killed in the step ${step}, ${moment} the effect of a request, goes on after the restart and ends as if nothing had happened`, async () => {
    await withDemoPortal({ nodeEnvironment }, async context => {
      const { api, azureDevOpsHost, portal } = context;
      const { azureDevOpsUrl } = portal;
      const values = readAnswers({
        file: EXAMPLE_ANSWERS,
        host: azureDevOpsHost,
      });
      await api.waitForEntity({ kind: 'template', name: TEMPLATE });
      const held = await holdRequest({ azureDevOpsUrl, method, path, moment });
      const taskId = await api.createTask({ template: TEMPLATE, values });
      await held.untilHeld();
      await portal.backend.kill();
      const halfWay = await readAzureDevOpsState(projectUrl(azureDevOpsHost));
      assert.notDeepEqual(withoutHost(halfWay), withoutHost(undisturbed));
      await held.release();

      await portal.backend.restart();
      await api.signIn();
      /** @type {import('../../scripts/demo/PortalApi.mjs').TaskEvent[]} */
      const events = [];
      for await (const event of api.taskEvents(taskId)) {
        events.push(event);
      }
      assert.ok(
        events.some(({ type }) => type === 'recovered'),
        'the task was not killed: it was not recovered either',
      );
      assert.equal(events.at(-1)?.body.error, undefined);
      assert.deepEqual(
        withoutHost(await readAzureDevOpsState(projectUrl(azureDevOpsHost))),
        withoutHost(undisturbed),
      );

      const again = await run(context);
      assert.deepEqual(
        again.resources.filter(({ outcome }) => outcome !== 'unchanged'),
        [],
      );
    });
  });
}

testKilledIn({
  step: 'push',
  method: 'POST',
  path: '/git-receive-pack$',
  moment: 'after',
});
testKilledIn({
  step: 'provision',
  method: 'POST',
  path: '/checks/configurations',
  moment: 'after',
});
testKilledIn({
  step: 'register',
  method: 'GET',
  path: '/items\\?.*catalog-info\\.yaml',
  moment: 'before',
});

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
