import { readMark } from '@azure-mlops/backstage-plugin-azure-devops-common';
import { desiredChurnModel, PROJECT } from '../__testUtils__/churnModel';
import {
  failureOf,
  SimulatedAzureDevOps,
  type ProvisioningRun,
} from '../__testUtils__/SimulatedAzureDevOps';
import { pipelineFolderProvider } from './pipelineFolder';
import { collect } from './collect';

const FOLDER = '\\churn-model';
const OURS = { project: PROJECT, repository: 'churn-model' };

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

const client = () => azureDevOps.createClient();
const find = (folder = FOLDER) =>
  client().buildFolders.find({ project: PROJECT, folder });

/** The churn model with its pipelines in another folder. */
const moved = () =>
  desiredChurnModel(({ project }) => {
    project.pipelines.folder = 'models';
  });

function folderOutcomes({ outcomes }: ProvisioningRun) {
  return outcomes
    .filter(({ kind }) => kind === 'pipeline-folder')
    .map(({ name, outcome }) => `${outcome} ${name}`);
}

async function addPipeline(folder: string) {
  const [pipeline] = await collect(
    client().buildDefinitions.list({
      project: PROJECT,
      name: 'churn-model-ci',
    }),
  );
  await client().buildDefinitions.create({
    project: PROJECT,
    settings: {
      name: 'theirs',
      folder,
      description: 'Of somebody else',
      yamlFile: 'ci.yml',
      repositoryId: pipeline.repository?.id ?? '',
      repositoryName: 'churn-model',
      defaultBranch: 'refs/heads/main',
      variables: {},
      queueId: pipeline.queue?.id,
    },
  });
}

describe('the folder of pipelines', () => {
  it('is created with our mark, and put right when its description changes', async () => {
    await azureDevOps.provision();
    const created = await find();
    expect(readMark(created?.description ?? '')).toEqual({
      text: 'Pipelines of churn-model',
      owner: OURS,
    });
    await client().buildFolders.update({
      project: PROJECT,
      folder: FOLDER,
      description: (created?.description ?? '').replace('Pipelines', 'Things'),
    });
    const run = await azureDevOps.provision();
    expect(folderOutcomes(run)).toEqual([`updated ${FOLDER}`]);
    expect(await find()).toMatchObject({ description: created?.description });
    expect((await azureDevOps.provision()).statistics.writes).toBe(0);
  });

  it('of somebody else is used as it is, whatever its spelling', async () => {
    await client().buildFolders.create({
      project: PROJECT,
      folder: '\\Churn-Model',
      description: 'Everything about churn',
    });
    const run = await azureDevOps.provision();
    expect(folderOutcomes(run)).toEqual([`unchanged ${FOLDER}`]);
    expect((await find())?.description).toBe('Everything about churn');
    const pruned = await azureDevOps.provision({
      desired: moved(),
      prune: true,
    });
    expect(folderOutcomes(pruned)).toEqual(['created \\models']);
    expect((await find())?.description).toBe('Everything about churn');
  });
});

describe('a folder that is not used any more', () => {
  beforeEach(() => azureDevOps.provision());

  it('is removed after its pipelines when pruning', async () => {
    const run = await azureDevOps.provision({ desired: moved(), prune: true });
    expect(folderOutcomes(run)).toEqual([
      'created \\models',
      `deleted ${FOLDER}`,
    ]);
    expect(await find()).toBeUndefined();
    const pipelines = await collect(
      client().buildDefinitions.list({ project: PROJECT }),
    );
    expect(new Set(pipelines.map(({ path }) => path))).toEqual(
      new Set(['\\models']),
    );
  });

  it.each([
    ['in it', FOLDER],
    ['below it', `${FOLDER}\\theirs`],
  ])('stays when somebody has a pipeline %s', async (_title, folder) => {
    await addPipeline(folder);
    const run = await azureDevOps.provision({ desired: moved(), prune: true });
    expect(folderOutcomes(run)).toEqual(['created \\models']);
    expect(await find()).toBeDefined();
    const pipelines = await collect(
      client().buildDefinitions.list({ project: PROJECT, name: 'theirs' }),
    );
    expect(pipelines).toHaveLength(1);
  });

  it('stays when somebody has a folder below it', async () => {
    await client().buildFolders.create({
      project: PROJECT,
      folder: `${FOLDER}\\theirs`,
      description: 'Mine',
    });
    await azureDevOps.provision({ desired: moved(), prune: true });
    expect(await find(`${FOLDER}\\theirs`)).toBeDefined();
  });

  it('is not removed with what has been put into it meanwhile', async () => {
    const remove = () =>
      pipelineFolderProvider.remove(
        { id: FOLDER, name: FOLDER, description: '', url: '' },
        Object.assign(Object.create(null), {
          client: client(),
          project: PROJECT,
        }),
      );
    await expect(remove()).rejects.toThrow(
      /^The pipeline folder \\churn-model was not removed, because it is not empty: it holds churn-model-/,
    );
    expect(await find()).toBeDefined();
  });

  it('counts as removed when somebody was quicker', async () => {
    const remove = () =>
      client().buildFolders.remove({ project: PROJECT, folder: FOLDER });
    await remove();
    await expect(remove()).resolves.toBeUndefined();
  });
});

describe('an error of the service about folders', () => {
  it.each([
    ['GET', desiredChurnModel(), false],
    ['PUT', moved(), false],
    ['DELETE', moved(), true],
  ])('comes out of a %s', async (method, desired, prune) => {
    await azureDevOps.provision();
    azureDevOps.simulator.failNext({
      method,
      path: /build\/folders/,
      status: 500,
      body: JSON.stringify({ message: `The ${method} failed` }),
    });
    const error = await failureOf(azureDevOps.provision({ desired, prune }));
    expect(error.message).toContain(`The ${method} failed`);
  });

  it('comes out of an update', async () => {
    await azureDevOps.provision();
    const { description } = (await find()) ?? {};
    await client().buildFolders.update({
      project: PROJECT,
      folder: FOLDER,
      description: (description ?? '').replace('Pipelines', 'Things'),
    });
    azureDevOps.simulator.failNext({
      method: 'POST',
      path: /build\/folders/,
      status: 500,
      body: JSON.stringify({ message: 'The POST failed' }),
    });
    const error = await failureOf(azureDevOps.provision());
    expect(error.message).toContain('The POST failed');
  });
});
