import { fieldNamesOf } from '../__testUtils__/fieldNamesOf';
import { PROJECT } from '../__testUtils__/churnModel';
import {
  desiredOf,
  provisionWithSecrets,
} from '../__testUtils__/oneEnvironment';
import {
  AUTOMATIC,
  azure,
  CLIENT,
  MANAGED_IDENTITY,
  MANUAL,
  ONE_ENDPOINT,
  PRINCIPAL,
  registry,
  SECRETS,
  TENANT,
} from '../__testUtils__/serviceConnectionFiles';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import { ResourceConflictError } from '../provisioningErrors';
import { collect } from './collect';

const LIST = /serviceendpoint\/endpoints\?/;
type Environment = Readonly<Record<string, unknown>>;

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start({
    seed: {
      organizations: [{ name: 'contoso', projects: [{ name: 'elsewhere' }] }],
    },
  });
});
afterEach(() => azureDevOps.close());

function provision(
  environment: Environment,
  options: Omit<
    Parameters<typeof provisionWithSecrets>[0],
    'azureDevOps' | 'desired'
  > = {},
) {
  return provisionWithSecrets({
    azureDevOps,
    desired: desiredOf(['service-connection'], environment),
    secrets: SECRETS,
    ...options,
  });
}

function endpoints() {
  return azureDevOps.createClient().serviceEndpoints;
}

async function findAll() {
  return collect(endpoints().list(PROJECT));
}

/** Makes the next list show the only connection otherwise. */
async function listNext(change: object): Promise<void> {
  const [endpoint] = await findAll();
  azureDevOps.simulator.failNext({
    method: 'GET',
    path: LIST,
    status: 200,
    body: JSON.stringify({ count: 1, value: [{ ...endpoint, ...change }] }),
  });
}

describe('a service connection that differs', () => {
  it.each<[string, Environment, Environment]>([
    [
      'description',
      azure(MANUAL),
      azure(MANUAL, { description: 'To production' }),
    ],
    [
      'subscription',
      azure(MANUAL),
      azure(MANUAL, { subscription: { id: TENANT, name: 'Contoso' } }),
    ],
    [
      'resource group',
      azure(PRINCIPAL, { resource_group: 'rg-a' }),
      azure(PRINCIPAL, { resource_group: 'rg-b' }),
    ],
    [
      'resource group',
      azure(PRINCIPAL, { resource_group: 'rg-a' }),
      azure(PRINCIPAL),
    ],
    [
      'tenant',
      azure(MANAGED_IDENTITY),
      azure({ ...MANAGED_IDENTITY, tenant_id: CLIENT }),
    ],
    ['client', azure(MANUAL), azure({ ...MANUAL, client_id: TENANT })],
    [
      'registry',
      registry(),
      registry({ registry: 'https://other.azurecr.io' }),
    ],
    ['user name', registry(), registry({ user_name: 'other' })],
  ])('is updated in its %s, once', async (field, before, after) => {
    await provision(before);
    const [{ id }] = await findAll();
    const { plan, outcomes, statistics } = await provision(after);
    expect(plan.changes.map(fieldNamesOf)).toEqual([[field]]);
    expect(outcomes).toMatchObject([{ outcome: 'updated', id }]);
    expect(statistics.writes).toBe(1);
    const again = await provision(after);
    expect(again.outcomes).toMatchObject([{ outcome: 'unchanged', id }]);
    expect(again.statistics.writes).toBe(0);
  });

  it('keeps how another project sees it', async () => {
    await provision(azure(MANUAL));
    const [current] = await findAll();
    const client = azureDevOps.createClient();
    const elsewhere = await findOtherProject();
    const reference = { projectReference: elsewhere, name: 'theirs' };
    await client.serviceEndpoints.update({
      current: { ...current, serviceEndpointProjectReferences: [reference] },
      settings: {
        project: (await client.projects.find(PROJECT))!,
        name: current.name,
        description: current.description ?? '',
        type: current.type,
        url: current.url ?? '',
        scheme: current.authorization?.scheme ?? '',
        parameters: {},
        data: {},
      },
    });
    await provision(azure(MANUAL, { description: 'Other' }));
    const [updated] = await findAll();
    expect(
      updated.serviceEndpointProjectReferences?.map(({ name }) => name),
    ).toEqual(['azure-dev', 'theirs']);
  });

  async function findOtherProject() {
    const projects = await collect(azureDevOps.createClient().projects.list());
    const { id, name } = projects.find(({ name: of }) => of === 'elsewhere')!;
    return { id, name };
  }

  it('writes its secret again when asked to, and not otherwise', async () => {
    await provision(azure(PRINCIPAL));
    const { plan, statistics } = await provision(azure(PRINCIPAL), {
      updateSecrets: true,
    });
    expect(plan.changes.map(fieldNamesOf)).toEqual([['secret']]);
    expect(statistics.writes).toBe(1);
  });

  it.each<[string, Environment, Environment]>([
    ['authentication scheme', azure(PRINCIPAL), azure(MANUAL)],
    ['type', azure(MANUAL), registry({ name: 'azure-dev' })],
    ['creation', azure(MANUAL), azure(AUTOMATIC)],
    [
      'subscription',
      azure(AUTOMATIC),
      azure(AUTOMATIC, { subscription: { id: TENANT, name: 'Contoso' } }),
    ],
  ])('is replaced for another %s', async (field, before, after) => {
    await provision(before);
    const [{ id }] = await findAll();
    const { plan, outcomes } = await provision(after);
    expect(fieldNamesOf(plan.changes[0])).toContain(field);
    expect(outcomes).toMatchObject([{ outcome: 'replaced' }]);
    const [replaced, ...others] = await findAll();
    expect(others).toEqual([]);
    expect(replaced.id).not.toBe(id);
    expect(outcomes[0].id).toBe(replaced.id);
    expect((await provision(after)).statistics.writes).toBe(0);
  });

  it('is replaced only when the old one is really gone', async () => {
    await provision(azure(PRINCIPAL));
    const [current] = await findAll();
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: ONE_ENDPOINT,
      status: 200,
      body: JSON.stringify({ ...current, isReady: false }),
      times: 2,
    });
    const waits: number[] = [];
    const { outcomes } = await provision(azure(MANUAL), {
      onWait: wait => waits.push(wait),
    });
    expect(outcomes).toMatchObject([{ outcome: 'replaced' }]);
    expect(outcomes[0].followUp).toContain('federated-credential');
    expect(waits).toHaveLength(2);
  });

  it('says why when the old one cannot be removed', async () => {
    await provision(azure(PRINCIPAL));
    const [current] = await findAll();
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: ONE_ENDPOINT,
      status: 200,
      body: JSON.stringify({
        ...current,
        operationStatus: { state: 'Failed', statusMessage: 'It is locked' },
      }),
      times: 2,
    });
    const error = await failureOf(provision(azure(MANUAL)));
    expect(error.message).toContain('could not remove it: "It is locked"');
  });
});

describe('a service connection that is not ready', () => {
  beforeEach(() => provision(azure(AUTOMATIC)));

  it('is replaced when Azure DevOps has failed to make it', async () => {
    await listNext({
      isReady: false,
      operationStatus: { state: 'Failed', statusMessage: 'No rights' },
    });
    const { plan, outcomes } = await provision(azure(AUTOMATIC));
    expect(plan.changes).toMatchObject([
      {
        action: 'replace',
        reason: 'Azure DevOps has failed to make it',
        fields: [{ field: 'state', before: 'failed: No rights' }],
      },
    ]);
    expect(outcomes).toMatchObject([{ outcome: 'replaced' }]);
  });

  it('is waited for, not written, when an earlier run was ended', async () => {
    await listNext({
      isReady: false,
      operationStatus: { state: 'InProgress' },
    });
    const { outcomes, statistics } = await provision(azure(AUTOMATIC));
    expect(outcomes).toMatchObject([{ outcome: 'updated' }]);
    expect(statistics.writes).toBe(0);
  });
});

describe('a service connection of somebody else', () => {
  beforeEach(async () => {
    await provision(azure(MANUAL));
    const [current] = await findAll();
    const client = azureDevOps.createClient();
    await client.serviceEndpoints.update({
      current,
      settings: {
        project: (await client.projects.find(PROJECT))!,
        name: current.name,
        description: 'Ours',
        type: current.type,
        url: current.url ?? '',
        scheme: current.authorization?.scheme ?? '',
        parameters: {},
        data: {},
      },
    });
  });

  it('is a conflict and stays as it is', async () => {
    const before = await findAll();
    await expect(provision(azure(MANUAL))).rejects.toBeInstanceOf(
      ResourceConflictError,
    );
    expect(await findAll()).toEqual(before);
  });

  it('is taken over when asked to', async () => {
    const { outcomes } = await provision(azure(MANUAL), { adopt: true });
    expect(outcomes).toMatchObject([{ outcome: 'updated' }]);
    expect((await provision(azure(MANUAL))).outcomes).toMatchObject([
      { outcome: 'unchanged' },
    ]);
  });
});
