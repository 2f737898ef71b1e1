import {
  startSimulator,
  type Simulator,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { pushFiles } from './__testUtils__/pushFiles';
import { ensureRepository } from './ensureRepository';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

function createClient() {
  return AzureDevOpsClient.create({
    organizationUrl: simulator.organizationUrl(),
    authorization: async () => ({
      Authorization: `Basic ${Buffer.from(`:${simulator.token}`).toString(
        'base64',
      )}`,
    }),
  });
}

function ensure(
  repository: string,
  options: { adopt?: boolean; dryRun?: boolean; project?: string } = {},
) {
  return ensureRepository({
    client: createClient(),
    project: 'machine-learning',
    repository,
    ...options,
  });
}

function push(repository: string, branch: string): Promise<void> {
  return pushFiles({
    client: createClient(),
    project: 'machine-learning',
    repository,
    branch,
  });
}

describe('ensuring a repository', () => {
  it('creates it, and leaves it as it is the second time', async () => {
    const created = await ensure('one');
    expect(created).toMatchObject({
      outcome: 'created',
      name: 'one',
      isEmpty: true,
      webUrl: `${simulator.organizationUrl()}/machine-learning/_git/one`,
      remoteUrl: `${simulator.organizationUrl()}/machine-learning/_git/one`,
    });
    await expect(ensure('one')).resolves.toMatchObject({
      outcome: 'unchanged',
      id: created.id,
      isEmpty: true,
      remoteUrl: created.remoteUrl,
      webUrl: created.webUrl,
    });
  });

  it('makes up no id in a dry run, and creates nothing', async () => {
    await expect(ensure('two', { dryRun: true })).resolves.toMatchObject({
      outcome: 'created',
      id: undefined,
      change: { action: 'create' },
    });
    await expect(ensure('two')).resolves.toMatchObject({ outcome: 'created' });
  });

  it('names the project that does not exist, and those that do', async () => {
    await expect(ensure('three', { project: 'nope' })).rejects.toThrow(
      /^project: Azure DevOps has no project "nope".*Projects it does see: machine-learning\./,
    );
  });

  it('refuses a repository that holds somebody’s work, unless told to adopt it', async () => {
    await ensure('four');
    await push('four', 'feature/template');
    await expect(ensure('four')).rejects.toThrow(
      /Git repository "four": .*branches do not come from this template\. Choose another name/,
    );
    await expect(ensure('four', { dryRun: true })).rejects.toThrow();
    await expect(ensure('four', { adopt: true })).resolves.toMatchObject({
      outcome: 'unchanged',
      isEmpty: false,
      defaultBranch: expect.any(String),
    });
  });

  it('knows a repository that it has filled', async () => {
    await ensure('five');
    await push('five', 'template/azure-mlops-project');
    await expect(ensure('five')).resolves.toMatchObject({
      outcome: 'unchanged',
      isEmpty: false,
    });
  });
});
