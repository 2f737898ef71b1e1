import {
  renderOutcomesAsMarkdown,
  renderPlanAsJson,
  renderPlanAsMarkdown,
  renderPlanAsText,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { inspect } from 'node:util';
import type { Fault } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { PROJECT } from './__testUtils__/churnModel';
import { FULL_PROJECT_SECRETS, fullProject } from './__testUtils__/fullProject';
import { SimulatedAzureDevOps } from './__testUtils__/SimulatedAzureDevOps';
import { applyPlan } from './applyPlan';
import { planProvisioning } from './planProvisioning';
import { provisionProject } from './provisionProject';

const CLOCK = { now: () => Date.now(), sleep: async () => {} };
/** As small as it can be with all three secrets in it. */
const SIZE = { environments: 2, pipelines: 3 };
const VALUES = Object.values(FULL_PROJECT_SECRETS);

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

/** A client whose every exchange is noted, and what it has sent in bodies. */
function createWatchedClient() {
  const { simulator } = azureDevOps;
  const said: string[] = [];
  const sent: string[] = [];
  const client = AzureDevOpsClient.create({
    organizationUrl: simulator.organizationUrl(),
    authorization: async () => ({
      Authorization: `Basic ${encode(simulator.token)}`,
    }),
    clock: CLOCK,
    onRequest: event => said.push(write(event)),
    fetch: (input, init) => {
      sent.push(String(init?.body ?? ''));
      return fetch(input, init);
    },
  });
  return {
    client,
    said,
    sent,
    note: (thing: unknown) => said.push(write(thing)),
  };
}

function write(thing: unknown): string {
  return `${JSON.stringify(thing)} ${inspect(thing, { depth: 10 })}`;
}

function encode(token: string): string {
  return Buffer.from(`:${token}`).toString('base64');
}

/** Plans and applies; returns all that a log, a task or a page could hold of it. */
async function runWatched(
  options: { readonly updateSecrets?: boolean } = {},
): Promise<{ readonly said: string; readonly sent: string }> {
  const { client, said, sent, note } = createWatchedClient();
  try {
    const plan = await planProvisioning({
      client,
      project: PROJECT,
      desired: fullProject(SIZE),
      secretNames: Object.keys(FULL_PROJECT_SECRETS),
      ...options,
    });
    note(plan);
    said.push(
      renderPlanAsText(plan),
      renderPlanAsMarkdown(plan),
      renderPlanAsJson(plan),
    );
    const outcomes = await applyPlan({
      client,
      plan,
      secrets: FULL_PROJECT_SECRETS,
      clock: CLOCK,
      onProgress: note,
    });
    note(outcomes);
    said.push(renderOutcomesAsMarkdown(outcomes));
  } catch (error) {
    note(error);
    said.push(String(error), inspect(error, { depth: 10, showHidden: true }));
  }
  return { said: said.join('\n'), sent: sent.join('\n') };
}

function expectNoSecretIn(text: string): void {
  const { token } = azureDevOps.simulator;
  for (const secret of [...VALUES, token, encode(token)]) {
    expect(text).not.toContain(secret);
  }
}

const WRITES_WITH_SECRETS: readonly [string, RegExp][] = [
  ['variable group', /distributedtask\/variablegroups/],
  ['service connection', /serviceendpoint\/endpoints/],
];
const FAILURES: readonly [string, Fault][] = [
  ['500', { status: 500 }],
  ['403', { status: 403 }],
  ['401', { status: 401 }],
  ['a body that is no JSON', { status: 200, body: '<html>' }],
  ['a connection that breaks before', { drop: 'before' }],
  ['a connection that breaks after', { drop: 'after' }],
];

describe('the values of secrets', () => {
  it('reach Azure DevOps, and nothing else', async () => {
    const { said, sent } = await runWatched();
    expect(said).toContain('(secret)');
    expect(said).toContain('created');
    for (const value of VALUES) {
      expect(sent).toContain(value);
    }
    expectNoSecretIn(said);
  });

  it('are in nothing when they are written again', async () => {
    await runWatched();
    const { said, sent } = await runWatched({ updateSecrets: true });
    expect(said).toContain('to be written again');
    for (const value of VALUES) {
      expect(sent).toContain(value);
    }
    expectNoSecretIn(said);
  });

  describe.each(FAILURES)('after %s', (_failure, fault) => {
    it.each(WRITES_WITH_SECRETS)(
      'are in no error of a %s',
      async (_kind, path) => {
        azureDevOps.simulator.failNext({
          ...fault,
          method: 'POST',
          path,
          times: 10,
        });
        const { said, sent } = await runWatched();
        expect(said).toContain('PartialProvisioningError');
        expect(VALUES.some(value => sent.includes(value))).toBe(true);
        expectNoSecretIn(said);
      },
    );

    it('are in no error of observing', async () => {
      azureDevOps.simulator.failNext({ ...fault, method: 'GET', times: 1000 });
      const { said } = await runWatched();
      expect(said).toContain('AzureDevOpsError');
      expectNoSecretIn(said);
    });
  });

  it('are in nothing that a run says when it looks again', async () => {
    const { client, said, note } = createWatchedClient();
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /variablegroups|serviceendpoint/,
      drop: 'after',
      times: 3,
    });
    const lookUps: unknown[] = [];
    const run = await provisionProject({
      client,
      project: PROJECT,
      desired: fullProject(SIZE),
      secrets: FULL_PROJECT_SECRETS,
      clock: CLOCK,
      random: () => 0,
      onPlan: note,
      onProgress: note,
      onLookUp: failures => {
        lookUps.push(failures);
        note(failures);
      },
    });
    note(run);
    expect(lookUps.length).toBeGreaterThan(0);
    expectNoSecretIn(said.join('\n'));
  });
});

describe('a secret whose value is empty', () => {
  it('counts as one that nobody gives', async () => {
    const { client } = createWatchedClient();
    const options = { client, project: PROJECT, desired: fullProject(SIZE) };
    const secrets = { ...FULL_PROJECT_SECRETS, registry_password: '' };
    const plan = await planProvisioning({
      ...options,
      secretNames: Object.keys(secrets),
    });
    const expected = { secrets: ['registry_password'] };
    const applied = applyPlan({ client, plan, secrets });
    await expect(applied).rejects.toMatchObject(expected);
    const provisioned = provisionProject({ ...options, secrets });
    await expect(provisioned).rejects.toMatchObject(expected);
    expect(client.statistics.writes).toBe(0);
  });
});
