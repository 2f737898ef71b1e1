import { PROJECT } from '../__testUtils__/churnModel';
import { fieldNamesOf } from '../__testUtils__/fieldNamesOf';
import {
  desiredOf,
  provisionWithSecrets,
} from '../__testUtils__/oneEnvironment';
import {
  azure,
  MANUAL,
  PRINCIPAL,
  registry,
  SECRETS,
} from '../__testUtils__/serviceConnectionFiles';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import { ResourceConflictError } from '../provisioningErrors';
import { collect } from './collect';

type Environment = Readonly<Record<string, unknown>>;

const PLAIN = { variable_group: { name: 'vault', variables: { A: '1' } } };

function linked(
  change: Environment = {},
  connection: Environment = azure(MANUAL),
): Environment {
  return {
    ...connection,
    ...registry(),
    variable_group: {
      name: 'vault',
      key_vault: {
        name: 'kv-churn',
        service_connection: 'azure-dev',
        secrets: ['api-key', 'store-key'],
        ...change,
      },
    },
  };
}

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

function provision(environment: Environment) {
  return provisionWithSecrets({
    azureDevOps,
    desired: desiredOf(['service-connection', 'variable-group'], environment),
    secrets: SECRETS,
  });
}

async function findGroup() {
  const [group] = await collect(
    azureDevOps.createClient().variableGroups.list({ project: PROJECT }),
  );
  return group;
}

async function idOfConnection(name: string) {
  const { serviceEndpoints } = azureDevOps.createClient();
  const found = await collect(serviceEndpoints.list(PROJECT));
  return found.find(endpoint => endpoint.name === name)?.id;
}

describe('a variable group linked to a Key Vault', () => {
  it('is created after its service connection, without any value', async () => {
    const { statistics } = await provision(linked());
    const group = await findGroup();
    expect(group).toMatchObject({
      type: 'AzureKeyVault',
      providerData: {
        vault: 'kv-churn',
        serviceEndpointId: await idOfConnection('azure-dev'),
      },
    });
    expect(Object.entries(group.variables ?? {})).toEqual([
      ['api-key', expect.objectContaining({ value: null, isSecret: true })],
      ['store-key', expect.objectContaining({ value: null, isSecret: true })],
    ]);
    expect(statistics.writes).toBe(3);
    expect((await provision(linked())).statistics.writes).toBe(0);
  });

  it.each<[string, Environment]>([
    ['Key Vault', { name: 'kv-other' }],
    ['secrets', { secrets: ['api-key'] }],
    ['service connection', { service_connection: 'images' }],
  ])('is updated for another choice of %s', async (field, change) => {
    await provision(linked());
    const { plan } = await provision(linked(change));
    expect(plan.changes.flatMap(fieldNamesOf)).toEqual([field]);
    expect((await provision(linked(change))).statistics.writes).toBe(0);
  });

  it('follows its service connection when that is replaced', async () => {
    await provision(linked());
    const before = await idOfConnection('azure-dev');
    await provision(linked({}, azure(PRINCIPAL)));
    const after = await idOfConnection('azure-dev');
    expect(after).not.toBe(before);
    expect((await findGroup()).providerData?.serviceEndpointId).toBe(after);
  });

  it.each<[string, Environment, Environment, string]>([
    ['holds values of its own', PLAIN, linked(), 'holds values of its own'],
    ['is linked', linked(), PLAIN, 'is linked to a Key Vault'],
  ])(
    'is a conflict with one that %s',
    async (_title, before, after, message) => {
      await provision(before);
      const error = await failureOf(provision(after));
      expect(error).toBeInstanceOf(ResourceConflictError);
      expect(error.message).toContain(message);
    },
  );
});
