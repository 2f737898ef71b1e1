import { TEMPLATE_BRANCH } from '@azure-mlops/backstage-plugin-azure-devops-common';
import {
  startSimulator,
  type Simulator,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import {
  desiredChurnModel,
  PROJECT,
  REPOSITORY,
} from './__testUtils__/churnModel';
import { pushFiles } from './__testUtils__/pushFiles';
import { applyPlan } from './applyPlan';
import { planProvisioning } from './planProvisioning';
import { queuePipelineRun } from './queuePipelineRun';
import { collect } from './resources/collect';

let simulator: Simulator;
let client: AzureDevOpsClient;

beforeAll(async () => {
  simulator = await startSimulator();
  client = AzureDevOpsClient.create({
    organizationUrl: simulator.organizationUrl(),
    authorization: async () => ({
      Authorization: `Basic ${Buffer.from(`:${simulator.token}`).toString(
        'base64',
      )}`,
    }),
  });
  const plan = await planProvisioning({
    client,
    project: PROJECT,
    desired: desiredChurnModel(),
  });
  await applyPlan({ client, plan });
  await pushFiles({
    client,
    project: PROJECT,
    repository: REPOSITORY,
    branch: TEMPLATE_BRANCH,
  });
});
afterAll(() => simulator.close());

function queue(options: Partial<Parameters<typeof queuePipelineRun>[0]> = {}) {
  return queuePipelineRun({
    client,
    project: PROJECT,
    pipelineName: 'churn-model-ci',
    branch: 'main',
    ...options,
  });
}

describe('queueing a run', () => {
  it('starts one, with a link to it', async () => {
    const run = await queue();
    expect(run).toMatchObject({ outcome: 'queued', state: expect.any(String) });
    expect(run.url).toContain(`buildId=${run.id}`);
  });

  it('starts another each time unless told otherwise', async () => {
    const first = await queue();
    const second = await queue();
    expect(second.id).not.toBe(first.id);
    await expect(queue({ unlessRunExists: true })).resolves.toMatchObject({
      outcome: 'already-queued',
      id: second.id,
      url: second.url,
    });
  });

  it('starts one when the run that there is has another commit', async () => {
    await queue({ pipelineName: 'churn-model-training' });
    const run = { pipelineName: 'churn-model-training', unlessRunExists: true };
    await expect(queue(run)).resolves.toMatchObject({
      outcome: 'already-queued',
    });
    await expect(
      queue({ ...run, commit: 'f'.repeat(40), dryRun: true }),
    ).resolves.toMatchObject({ outcome: 'would-queue', id: undefined });
  });

  it('finds a pipeline by folder, with or without backslash', async () => {
    for (const folder of ['churn-model', '\\churn-model']) {
      await expect(queue({ folder, dryRun: true })).resolves.toMatchObject({
        outcome: 'would-queue',
      });
    }
    await expect(queue({ folder: 'other' })).rejects.toThrow(
      'pipeline: the folder "\\other" has no pipeline "churn-model-ci". Pipelines there: none.',
    );
  });

  it('names the pipelines there are when it finds none', async () => {
    await expect(queue({ pipelineName: 'churn-model-cd' })).rejects.toThrow(
      /^pipeline: the project "machine-learning" has no pipeline "churn-model-cd"\. Pipelines there: churn-model-/,
    );
  });

  it('lets the errors of the service out', async () => {
    simulator.failNext({ method: 'POST', path: /build\/builds/, status: 418 });
    await expect(queue()).rejects.toMatchObject({ status: 418 });
    simulator.failNext({ method: 'GET', path: /build\/builds/, status: 418 });
    await expect(queue({ unlessRunExists: true })).rejects.toMatchObject({
      status: 418,
    });
  });

  it('asks for the folder when several have a pipeline of this name', async () => {
    const [pipeline] = await collect(
      client.buildDefinitions.list({
        project: PROJECT,
        name: 'churn-model-ci',
      }),
    );
    await client.buildDefinitions.create({
      project: PROJECT,
      settings: {
        queueId: pipeline.queue!.id,
        name: pipeline.name,
        folder: '\\',
        description: '',
        yamlFile: 'azure_pipelines/ci.yml',
        repositoryId: pipeline.repository!.id,
        repositoryName: REPOSITORY,
        defaultBranch: 'refs/heads/main',
        variables: {},
      },
    });
    await expect(queue({ dryRun: true })).rejects.toMatchObject({
      field: 'folder',
      message: expect.stringMatching(/2 pipelines.*Say which folder is meant/),
    });
    await expect(
      queue({ folder: 'churn-model', dryRun: true }),
    ).resolves.toMatchObject({ pipelineId: String(pipeline.id) });
  });
});
