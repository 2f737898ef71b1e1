import {
  AzureDevOpsClient,
  ensureRepository,
} from '@azure-mlops/backstage-plugin-azure-devops-node';
import {
  developmentToken,
  expiredToken,
  type Simulator,
  startSimulator,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import { createAzureDevOpsAutocomplete } from './azureDevOpsAutocomplete';

let simulator: Simulator;

beforeEach(async () => {
  simulator = await startSimulator({ port: 0 });
});
afterEach(() => simulator.close());

async function suggest(
  resource: string,
  options: {
    readonly token?: string;
    readonly context?: Record<string, string>;
  } = {},
): Promise<readonly string[]> {
  const host = `localhost:${simulator.port}`;
  const handler = createAzureDevOpsAutocomplete({
    integrations: ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          azure: [
            { host, credentials: [{ personalAccessToken: developmentToken }] },
            {
              host: 'dev.azure.com',
              credentials: [
                {
                  organizations: ['contoso', 'adventure-works'],
                  personalAccessToken: 'not-used',
                },
              ],
            },
          ],
        },
      }),
    ),
  });
  const { results } = await handler({
    resource,
    token: options.token ?? developmentToken,
    context: {
      host,
      organization: 'contoso',
      project: 'machine-learning',
      ...options.context,
    },
  });
  return results.map(({ id }) => id);
}

describe('the autocomplete of Azure DevOps', () => {
  it('suggests the organizations that are configured, without a call', async () => {
    expect(
      await suggest('organizations', { context: { host: 'dev.azure.com' } }),
    ).toEqual(['adventure-works', 'contoso']);
    expect(simulator.statistics().calls).toBe(0);
  });

  it.each([
    ['projects', ['machine-learning']],
    ['queues', ['Azure Pipelines', 'Default']],
  ])('suggests %s', async (resource, expected) => {
    expect(await suggest(resource)).toEqual(expect.arrayContaining(expected));
  });

  it('suggests repositories', async () => {
    const client = AzureDevOpsClient.create({
      organizationUrl: simulator.organizationUrl(),
      authorization: async () => ({
        Authorization: `Basic ${Buffer.from(`:${developmentToken}`).toString(
          'base64',
        )}`,
      }),
    });
    for (const repository of ['churn-model', 'another']) {
      await ensureRepository({
        client,
        project: 'machine-learning',
        repository,
      });
    }
    expect(await suggest('repositories')).toEqual(['another', 'churn-model']);
  });

  it('suggests groups as the configuration names them', async () => {
    expect(await suggest('groups')).toContain(
      '[machine-learning]\\Contributors',
    );
  });

  it("sees what the user's token sees, and never uses that of the portal", async () => {
    await expect(
      suggest('projects', { token: expiredToken }),
    ).rejects.toMatchObject({ name: 'AuthenticationError' });
    const calls = simulator.statistics().calls;
    await expect(suggest('projects', { token: '' })).rejects.toThrow(
      /token: found none/,
    );
    expect(simulator.statistics().calls).toBe(calls);
  });

  it.each([
    ['projects', { host: 'evil.example' }, /host 'evil\.example' is not/],
    ['organizations', { host: 'evil.example' }, /host 'evil\.example' is not/],
    ['projects', { host: '' }, /context\.host: found nothing/],
    ['projects', { organization: '' }, /context\.organization: found nothing/],
    ['projects', { organization: '../x' }, /is not the name of/],
    ['queues', { project: '' }, /context\.project: found nothing/],
    ['pools', {}, /resource: found 'pools', expected one of organizations/],
    ['constructor', {}, /resource: found 'constructor'/],
  ])(
    'refuses %s with %j without a call',
    async (resource, context, message) => {
      await expect(suggest(resource, { context })).rejects.toMatchObject({
        name: 'InputError',
        message: expect.stringMatching(message),
      });
      expect(simulator.statistics().calls).toBe(0);
    },
  );

  it('says that a project is not there', async () => {
    await expect(
      suggest('groups', { context: { project: 'none' } }),
    ).rejects.toThrow(/no project 'none'/);
    await expect(
      suggest('queues', { context: { project: 'none' } }),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
  });

  it.each(['projects', 'repositories', 'queues', 'groups'])(
    'shows what the service says when it fails on %s',
    async resource => {
      simulator.failNext({
        method: 'GET',
        path: new RegExp(resource),
        status: 400,
        body: JSON.stringify({ message: 'The sentinel says no.' }),
      });
      await expect(suggest(resource)).rejects.toThrow('The sentinel says no.');
    },
  );
});
