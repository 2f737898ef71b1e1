import { readMark } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ServiceEndpoint } from '../../client/areas/ServiceEndpointsApi';
import { PROJECT } from '../__testUtils__/churnModel';
import {
  desiredOf,
  ENVIRONMENT_FILE,
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
  SUBSCRIPTION,
  TENANT,
} from '../__testUtils__/serviceConnectionFiles';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';
import {
  MissingSecretError,
  PartialProvisioningError,
} from '../provisioningErrors';
import { collect } from './collect';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

type Options = Omit<
  Parameters<typeof provisionWithSecrets>[0],
  'azureDevOps' | 'desired'
>;

function provision(
  environment: Readonly<Record<string, unknown>>,
  options: Options = {},
) {
  return provisionWithSecrets({
    azureDevOps,
    desired: desiredOf(['service-connection'], environment),
    secrets: SECRETS,
    ...options,
  });
}

async function findAll(): Promise<readonly ServiceEndpoint[]> {
  return collect(azureDevOps.createClient().serviceEndpoints.list(PROJECT));
}

describe('a service connection that is missing', () => {
  it.each<[string, Readonly<Record<string, unknown>>, object]>([
    [
      'workload identity federation, made by hand',
      azure(MANUAL),
      {
        type: 'azurerm',
        authorization: {
          scheme: 'WorkloadIdentityFederation',
          parameters: { tenantid: TENANT, serviceprincipalid: CLIENT },
        },
        data: {
          creationMode: 'Manual',
          scopeLevel: 'Subscription',
          subscriptionId: SUBSCRIPTION,
          subscriptionName: 'Contoso',
        },
      },
    ],
    [
      'a service principal with its secret',
      azure(PRINCIPAL, { resource_group: 'rg-churn' }),
      {
        authorization: {
          scheme: 'ServicePrincipal',
          parameters: {
            serviceprincipalid: CLIENT,
            serviceprincipalkey: null,
            authenticationType: 'spnKey',
            scope: `/subscriptions/${SUBSCRIPTION}/resourcegroups/rg-churn`,
          },
        },
      },
    ],
    [
      'the managed identity of the agent',
      azure(MANAGED_IDENTITY),
      {
        authorization: {
          scheme: 'ManagedServiceIdentity',
          parameters: { tenantid: TENANT },
        },
      },
    ],
    [
      'a container registry',
      registry(),
      {
        type: 'dockerregistry',
        url: 'https://contoso.azurecr.io',
        authorization: {
          scheme: 'UsernamePassword',
          parameters: {
            registry: 'https://contoso.azurecr.io',
            username: 'puller',
            password: null,
          },
        },
      },
    ],
  ])(
    'is created with %s, carries our mark, and is left alone the second time',
    async (_title, environment, expected) => {
      const { outcomes, statistics } = await provision(environment);
      const [endpoint, ...others] = await findAll();
      expect(others).toEqual([]);
      expect(endpoint).toMatchObject(expected);
      expect(readMark(endpoint.description ?? '').owner).toEqual({
        project: PROJECT,
        repository: 'churn-model',
      });
      expect(outcomes).toMatchObject([
        { outcome: 'created', id: endpoint.id, name: endpoint.name },
      ]);
      expect(statistics.writes).toBe(1);
      const again = await provision(environment, { secrets: {} });
      expect(again.outcomes).toMatchObject([
        { outcome: 'unchanged', id: endpoint.id, url: outcomes[0].url },
      ]);
      expect(again.outcomes[0].followUp).toBeUndefined();
      expect(again.statistics.writes).toBe(0);
    },
  );

  it('needs one read however many there are', async () => {
    const both = { ...azure(MANUAL), ...registry() };
    await provision(both);
    const one = await provision(azure(MANUAL));
    const two = await provision(both);
    expect(two.statistics).toEqual(one.statistics);
  });

  it('names file and key of a secret that nobody gives, before any write', async () => {
    const { writes } = azureDevOps.simulator.statistics();
    const error = await failureOf(
      provision({ ...azure(PRINCIPAL), ...registry() }, { secrets: {} }),
    );
    expect(error).toBeInstanceOf(MissingSecretError);
    expect(error.message).toContain(
      `${ENVIRONMENT_FILE} at service_connection.authentication.secret: found the secret "azure_key"`,
    );
    expect(error.message).toContain(
      `${ENVIRONMENT_FILE} at container_registry.secret: found the secret "registry_password"`,
    );
    expect(azureDevOps.simulator.statistics().writes).toBe(writes);
  });
});

describe('workload identity federation made by hand', () => {
  it('says what to tell Microsoft Entra, ready to be pasted', async () => {
    const name = "azure's dev";
    const { outcomes } = await provision(azure(MANUAL, { name }));
    const [endpoint] = await findAll();
    const { parameters } = endpoint.authorization!;
    const issuer = parameters!.workloadIdentityFederationIssuer!;
    const { followUp = '' } = outcomes[0];
    expect(followUp).toContain(issuer);
    expect(followUp).toContain(`sc://contoso/machine-learning/${name}`);
    const quoted = `sc://contoso/machine-learning/azure'\\''s dev`;
    expect(followUp).toContain(
      `az ad app federated-credential create --id ${CLIENT} --parameters '{"name":"azure-devops-machine-learning-azure-s-dev","issuer":"${issuer}","subject":"${quoted}","audiences":["api://AzureADTokenExchange"]}'\n`,
    );
    expect(followUp).toContain(
      "az identity federated-credential create --name 'azure-devops-machine-learning-azure-s-dev'",
    );
    expect(followUp).toContain(
      `--issuer '${issuer}' --subject '${quoted}' --audiences 'api://AzureADTokenExchange'\n`,
    );
  });

  it('says it again when another client is to be trusted, and only then', async () => {
    await provision(azure(MANUAL));
    const other = { ...MANUAL, client_id: TENANT };
    const { outcomes } = await provision(azure(other));
    expect(outcomes[0].followUp).toContain(`--id ${TENANT} `);
    const renamed = await provision(azure(other, { description: 'Other' }));
    expect(renamed.outcomes).toMatchObject([{ outcome: 'updated' }]);
    expect(renamed.outcomes[0].followUp).toBeUndefined();
  });

  it('shows issuer and subject of one that is there', async () => {
    await provision(azure(MANUAL));
    const { plan } = await provision(azure(MANUAL));
    expect(plan.changes).toMatchObject([
      {
        observed: {
          federatedCredential: {
            issuer: expect.stringContaining('https://'),
            subject: 'sc://contoso/machine-learning/azure-dev',
          },
        },
      },
    ]);
  });
});

describe('workload identity federation made by Azure DevOps', () => {
  const answer = (state: string, statusMessage?: string) =>
    JSON.stringify({
      id: '00000000-0000-4000-8000-000000000000',
      name: 'azure-dev',
      type: 'azurerm',
      isReady: false,
      operationStatus: { state, statusMessage },
    });

  it('is waited for', async () => {
    const waits: number[] = [];
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: ONE_ENDPOINT,
      status: 200,
      body: answer('InProgress'),
    });
    const { outcomes } = await provision(azure(AUTOMATIC), {
      onWait: milliseconds => waits.push(milliseconds),
    });
    expect(waits).toEqual([2000, 2000]);
    expect(outcomes).toMatchObject([{ outcome: 'created' }]);
    expect(outcomes[0].followUp).toBeUndefined();
  });

  it('has the client that Azure DevOps has made, and keeps it in an update', async () => {
    await provision(azure(AUTOMATIC));
    const [before] = await findAll();
    expect(before.isReady).toBe(true);
    const { outcomes } = await provision(
      azure(AUTOMATIC, { description: 'Changed' }),
    );
    expect(outcomes).toMatchObject([{ outcome: 'updated', id: before.id }]);
    const [after] = await findAll();
    expect(after.authorization?.parameters).toEqual(
      before.authorization?.parameters,
    );
    expect(after.data).toEqual(before.data);
  });

  it('fails in Azure DevOps’ own words when it cannot be made', async () => {
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: ONE_ENDPOINT,
      status: 200,
      body: answer('Failed', 'Insufficient privileges to make the app'),
    });
    const error = await failureOf(provision(azure(AUTOMATIC)));
    expect(error).toBeInstanceOf(PartialProvisioningError);
    expect(error.message).toContain('Insufficient privileges to make the app');
    expect(error.message).toContain('creation: manual');
  });

  it('gives up after a bounded number of looks', async () => {
    azureDevOps.simulator.failNext({
      method: 'GET',
      path: ONE_ENDPOINT,
      status: 200,
      body: answer('InProgress'),
      times: 1000,
    });
    const waits: number[] = [];
    const error = await failureOf(
      provision(azure(AUTOMATIC), { onWait: wait => waits.push(wait) }),
    );
    expect(error.message).toContain('still making it after 120 seconds');
    expect(waits).toHaveLength(60);
  });
});
