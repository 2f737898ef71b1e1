import {
  CHECK_KINDS,
  CHECKS,
  desiredWithChecks,
  findChecks,
  findResources,
} from '../__testUtils__/checkedResources';
import { PROJECT } from '../__testUtils__/churnModel';
import { provisionWithSecrets } from '../__testUtils__/oneEnvironment';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import { planProvisioning } from '../planProvisioning';
import { PartialProvisioningError } from '../provisioningErrors';
import { collect } from './collect';

const ID = '3f2504e0-4f89-41d3-9a0c-0305e82c3301';

let azureDevOps: SimulatedAzureDevOps;
let queries: string[];

beforeEach(async () => {
  queries = [];
  azureDevOps = await SimulatedAzureDevOps.start({
    onRequest: ({ path }) => {
      if (path.includes('queryconfigurations')) {
        queries.push(path);
      }
    },
  });
});
afterEach(() => azureDevOps.close());

function provision(
  checks: object | undefined,
  options: { readonly prune?: boolean } = {},
) {
  return provisionWithSecrets({
    azureDevOps,
    desired: desiredWithChecks(checks),
    ...options,
  });
}

describe('checks on an environment, a service connection and a variable group', () => {
  it('are created in the words of Azure DevOps', async () => {
    await provision(CHECKS);
    const checks = await findChecks(azureDevOps);
    for (const type of ['environment', 'endpoint', 'variablegroup']) {
      const found = checks.filter(({ resource }) => resource.type === type);
      expect(
        found
          .map(({ type: { name }, timeout, settings }) => ({
            name,
            timeout,
            settings,
          }))
          .sort((left, right) =>
            JSON.stringify(left).localeCompare(JSON.stringify(right)),
          ),
      ).toEqual([
        {
          name: 'Approval',
          timeout: 43_200,
          settings: expect.objectContaining({ minRequiredApprovers: 1 }),
        },
        { name: 'ExclusiveLock', timeout: 90, settings: {} },
        {
          name: 'ExtendsCheck',
          timeout: 43_200,
          settings: {
            extendsChecks: [
              {
                repositoryType: 'git',
                repositoryName: 'shared/templates',
                repositoryRef: 'refs/heads/main',
                templatePath: 'ml.yml',
              },
            ],
          },
        },
        {
          name: 'Task Check',
          timeout: 43_200,
          settings: {
            displayName: 'Business hours',
            definitionRef: {
              id: '445fde2f-6c39-441c-807f-8a59ff2e075f',
              name: 'evaluateBusinessHours',
              version: '0.0.1',
            },
            inputs: {
              businessDays: 'Tuesday, Monday',
              timeZone: 'UTC',
              startTime: '08:00',
              endTime: '17:30',
            },
            retryInterval: 5,
          },
        },
        {
          name: 'Task Check',
          timeout: 43_200,
          settings: {
            displayName: 'Branch control',
            definitionRef: {
              id: '86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b',
              name: 'evaluatebranchProtection',
              version: '0.0.1',
            },
            inputs: {
              allowedBranches: 'refs/heads/main, refs/heads/releases/one',
              ensureProtectionOfBranch: 'false',
              allowUnknownStatusBranch: 'false',
            },
            retryInterval: 5,
          },
        },
      ]);
    }
  });

  it('are left alone by a second run, which asks for all of them at once', async () => {
    await provision(CHECKS);
    queries = [];
    const { plan, statistics } = await provision({
      ...CHECKS,
      branch_control: { allowed_branches: ['releases/one', 'main'] },
      business_hours: { ...CHECKS.business_hours, days: ['Monday', 'Tuesday'] },
    });
    expect(new Set(plan.changes.map(({ action }) => action))).toEqual(
      new Set(['unchanged']),
    );
    expect(statistics.writes).toBe(0);
    expect(queries).toHaveLength(1);
  });

  it('that nobody configures any more are named, and removed by prune', async () => {
    await provision(CHECKS);
    const { plan } = await provision(undefined);
    expect(plan.leftovers.map(({ kind }) => kind).sort()).toEqual(
      CHECK_KINDS.flatMap(kind => [kind, kind, kind]).sort(),
    );
    expect(await findChecks(azureDevOps)).toHaveLength(15);
    await provision(undefined, { prune: true });
    expect(await findChecks(azureDevOps)).toEqual([]);
  });

  it('stay when they run a task that is not ours to know', async () => {
    await provision(undefined);
    const { client, resources } = await findResources(azureDevOps);
    await client.checks.create({
      project: PROJECT,
      resource: resources[0],
      check: {
        type: {
          id: 'fe1de3ee-a436-41b4-bb20-f6eb4cb879a7',
          name: 'Task Check',
        },
        settings: {
          definitionRef: { id: ID, name: 'InvokeRESTAPI', version: '1.0.0' },
        },
      },
    });
    await provision(CHECKS, { prune: true });
    await provision(undefined, { prune: true });
    expect(await findChecks(azureDevOps)).toEqual([
      expect.objectContaining({
        settings: {
          definitionRef: { id: ID, name: 'InvokeRESTAPI', version: '1.0.0' },
        },
      }),
    ]);
  });

  it('on an environment of somebody else are a conflict', async () => {
    await provision(CHECKS);
    const { client } = await findResources(azureDevOps);
    const [environment] = await collect(client.environments.list(PROJECT));
    await client.environments.update({
      project: PROJECT,
      id: String(environment.id),
      name: 'dev',
      description: 'Hands off',
    });
    const plan = await planProvisioning({
      client: azureDevOps.createClient(),
      project: PROJECT,
      desired: desiredWithChecks({ ...CHECKS, exclusive_lock: {} }),
    });
    expect(
      plan.changes
        .filter(({ action }) => action === 'conflict')
        .map(({ kind, name }) => `${kind} ${name}`)
        .sort(),
    ).toEqual(
      [
        'environment dev',
        ...CHECK_KINDS.map(kind => `${kind} environment/dev`),
      ].sort(),
    );
  });
});

describe('an error of the service about a check', () => {
  const SENTINEL = { status: 418, times: 1 };
  const path = /checks\/(query)?configurations/;

  it('comes out of observing', async () => {
    await provision(CHECKS);
    azureDevOps.simulator.failNext({ ...SENTINEL, path });
    await expect(provision(CHECKS)).rejects.toMatchObject({ status: 418 });
  });

  it.each([
    ['POST', 'creating', undefined, CHECKS],
    ['PATCH', 'updating', CHECKS, { ...CHECKS, exclusive_lock: {} }],
    ['DELETE', 'removing', CHECKS, undefined],
  ])('comes out of a %s: %s', async (method, _title, before, after) => {
    await provision(before);
    azureDevOps.simulator.failNext({
      ...SENTINEL,
      method,
      path: /checks\/configurations/,
    });
    const error = await failureOf(provision(after, { prune: true }));
    expect(error).toBeInstanceOf(PartialProvisioningError);
    expect(error.cause).toMatchObject({ status: 418 });
  });
});
