import type { ResourceOutcome } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { desiredChurnModel, PROJECT } from './__testUtils__/churnModel';
import { FULL_PROJECT_SECRETS, fullProject } from './__testUtils__/fullProject';
import {
  COMPLETE,
  failureOf,
  RESOURCES,
  SimulatedAzureDevOps,
} from './__testUtils__/SimulatedAzureDevOps';
import { planProvisioning } from './planProvisioning';
import {
  provisionProject,
  type ProvisionProjectOptions,
} from './provisionProject';
import { collect } from './resources/collect';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

/** Waits are a fiftieth of what they should be. */
const impatientClock = {
  now: () => Date.now(),
  sleep: (milliseconds: number) =>
    new Promise<void>(resolve => {
      setTimeout(resolve, milliseconds / 50);
    }),
};

function provision(options: Partial<ProvisionProjectOptions> = {}) {
  return provisionProject({
    client: azureDevOps.createClient(),
    project: PROJECT,
    desired: desiredChurnModel(),
    clock: impatientClock,
    ...options,
  });
}

/** Names of the approval checks on prod: two of them would be one too many. */
async function countChecks(): Promise<number> {
  const client = azureDevOps.createClient();
  const environments = await collect(client.environments.list(PROJECT));
  const checks = await collect(
    client.checks.query({
      project: PROJECT,
      resources: environments.map(({ id }) => ({
        type: 'environment' as const,
        id: String(id),
      })),
    }),
  );
  return checks.length;
}

const WRITES: readonly [string, string, RegExp][] = [
  ['the Git repository', 'POST', /git\/repositories/],
  ['the folder', 'PUT', /build\/folders/],
  ['a pipeline', 'POST', /build\/definitions/],
  ['an environment', 'POST', /distributedtask\/environments/],
  ['a variable group', 'POST', /variablegroups/],
  ['the approval check', 'POST', /checks\/configurations/],
  ['a pipeline permission', 'PATCH', /pipelinepermissions/i],
];

describe('one run', () => {
  describe.each(['before', 'after'] as const)(
    'whose connection drops %s the effect of a write',
    drop => {
      it.each(WRITES)(
        'looks and goes on, for %s',
        async (_title, method, path) => {
          azureDevOps.simulator.failNext({ method, path, drop });
          const reported: ResourceOutcome[] = [];
          const lookUps: string[] = [];
          const { outcomes } = await provision({
            onProgress: outcome => reported.push(outcome),
            onLookUp: failures =>
              lookUps.push(...failures.map(({ kind }) => kind)),
          });
          expect(lookUps).toEqual(['connection']);
          expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(
            new Set(['created']),
          );
          expect(reported).toHaveLength(RESOURCES);
          expect(await countChecks()).toBe(1);
          await expect(azureDevOps.observeEndState()).resolves.toEqual(
            COMPLETE,
          );
        },
      );
    },
  );

  it('survives that what it has made is not found for a while', async () => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /distributedtask\/environments|git\/repositories/,
      invisibleForReads: 3,
      times: 4,
    });
    // The answer is lost too, so the run has to look for what it cannot see yet.
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /variablegroups/,
      drop: 'after',
      invisibleForReads: 1,
    });
    let lookUps = 0;
    await provision({ onLookUp: () => lookUps++ });
    expect(lookUps).toBeGreaterThan(0);
    azureDevOps.simulator.clearFailures();
    expect(await countChecks()).toBe(1);
    await expect(azureDevOps.observeEndState()).resolves.toEqual(COMPLETE);
  });

  it.each([
    [403, 'forbidden'],
    [500, 'a fault of the service'],
  ])('does not try again after %i, %s', async status => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /environments/,
      status,
    });
    const lookUps: unknown[] = [];
    const error = await failureOf(
      provision({ onLookUp: failures => lookUps.push(failures) }),
    );
    expect(error.name).toBe('PartialProvisioningError');
    expect(lookUps).toEqual([]);
  });

  it('gives up when looking again does not help', async () => {
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /environments/,
      status: 503,
      times: 100,
    });
    let lookUps = 0;
    const error = await failureOf(provision({ onLookUp: () => lookUps++ }));
    expect(error.name).toBe('PartialProvisioningError');
    expect(error.message).toContain('503');
    expect(lookUps).toBe(7);
  });

  it('refuses what is not ours before any write', async () => {
    await azureDevOps.createClient().environments.create({
      project: PROJECT,
      name: 'churn-model-prod',
      description: 'Made by hand',
    });
    const before = azureDevOps.simulator.statistics().writes;
    const error = await failureOf(provision());
    expect(error.name).toBe('ResourceConflictError');
    expect(azureDevOps.simulator.statistics().writes).toBe(before);
  });
});

describe('two runs for the same project at the same time', () => {
  it('leave one of each policy and check, for a project that uses every kind', async () => {
    const desired = fullProject({ environments: 2, pipelines: 3 });
    const secrets = FULL_PROJECT_SECRETS;
    const results = await Promise.all([
      provision({ desired, secrets }),
      provision({ desired, secrets }),
    ]);
    const plan = await planProvisioning({
      client: azureDevOps.createClient(),
      project: PROJECT,
      desired,
      secretNames: Object.keys(secrets),
    });
    expect(plan.leftovers).toEqual([]);
    expect(plan.changes.filter(({ action }) => action !== 'unchanged')).toEqual(
      [],
    );
    const idsOf = (outcomes: readonly ResourceOutcome[]) =>
      outcomes.map(({ kind, name, id }) => `${kind} ${name} ${id}`);
    expect(idsOf(results[0].outcomes)).toEqual(idsOf(results[1].outcomes));
  });

  it.each([0, 1, 2, 3, 4])(
    'converge, with nothing made twice (round %i)',
    async round => {
      // The second one starts a little later each round, so that they meet at other calls.
      const second = new Promise(resolve => {
        setTimeout(resolve, round * 15);
      }).then(() => provision());
      const results = await Promise.all([provision(), second]);
      for (const { outcomes } of results) {
        expect(outcomes).toHaveLength(RESOURCES);
      }
      expect(await countChecks()).toBe(1);
      await expect(azureDevOps.observeEndState()).resolves.toEqual(COMPLETE);
    },
  );
});
