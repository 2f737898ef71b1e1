import { ConfigurationType } from 'azure-devops-node-api/interfaces/PipelinesInterfaces';
import type { CreatePipelineParameters } from 'azure-devops-node-api/interfaces/PipelinesInterfaces';
import {
  createRepository,
  type CreatedRepository,
} from '../testing/createRepository';
import { readPages } from '../testing/readPages';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

describe('azure-devops-node-api: pipelines', () => {
  const context = withAzureDevOps();
  let repository: CreatedRepository;

  beforeAll(async () => {
    repository = await createRepository(context, 'churn', {
      'ci.yml':
        'trigger: none\nparameters:\n- name: who\n  type: string\n  default: world\nsteps:\n- script: echo hello ${{ parameters.who }}\n',
      'broken.yml': 'trigger: none\nsteps:\n- scirpt: echo\n',
    });
  });

  async function create(name: string, path = '/ci.yml'): Promise<number> {
    const pipelines = await context.connect().getPipelinesApi();
    // The SDK's type of a configuration lacks the fields that the service wants for YAML.
    const configuration = {
      type: ConfigurationType.Yaml,
      path,
      repository: { id: repository.id, type: 'azureReposGit' },
    };
    const parameters: CreatePipelineParameters = {
      name,
      folder: '\\',
      configuration,
    };
    const { id = 0 } = await pipelines.createPipeline(parameters, project);
    return id;
  }

  it('creates, reads and lists pipelines page by page', async () => {
    const pipelines = await context.connect().getPipelinesApi();
    const id = await create('first');
    await create('second');
    await create('third');
    expect(await pipelines.getPipeline(project, id)).toMatchObject({
      id,
      name: 'first',
      configuration: { type: ConfigurationType.Yaml },
    });
    expect(
      (await pipelines.listPipelines(project)).map(({ name }) => name),
    ).toEqual(['first', 'second', 'third']);
    expect(
      await readPages<{ readonly name: string }>(context, {
        path: `${project}/_apis/pipelines?api-version=7.1&$top=2`,
        nameOf: ({ name }) => name,
      }),
    ).toEqual([['first', 'second'], ['third']]);
    await expect(create('first')).rejects.toMatchObject({ statusCode: 409 });
    expect(await pipelines.getPipeline(project, 4711)).toBeNull();
  });

  it('previews a pipeline, and says where it is wrong', async () => {
    const pipelines = await context.connect().getPipelinesApi();
    const id = await create('preview');
    const preview = await pipelines.preview(
      { previewRun: true, templateParameters: { who: 'Dana' } },
      project,
      id,
    );
    expect(preview.finalYaml).toContain('echo hello Dana');
    const broken = await create('broken', '/broken.yml');
    await expect(
      pipelines.preview({ previewRun: true }, project, broken),
    ).rejects.toThrow(/broken\.yml.*scirpt/s);
  });

  it('runs a pipeline with a parameter and lists its runs', async () => {
    const pipelines = await context.connect().getPipelinesApi();
    const id = await create('run');
    const run = await pipelines.runPipeline(
      { templateParameters: { who: 'Ari' } },
      project,
      id,
    );
    expect(await pipelines.getRun(project, id, run.id ?? 0)).toMatchObject({
      id: run.id,
      pipeline: { id },
      templateParameters: { who: 'Ari' },
    });
    expect((await pipelines.listRuns(project, id)).map(one => one.id)).toEqual([
      run.id,
    ]);
    await expect(
      pipelines.runPipeline(
        { templateParameters: { nobody: 'x' } },
        project,
        id,
      ),
    ).rejects.toMatchObject({ statusCode: 400 });
    await expect(
      pipelines.runPipeline(
        { resources: { repositories: { self: { refName: 'refs/heads/no' } } } },
        project,
        id,
      ),
    ).rejects.toMatchObject({ statusCode: 400 });
  });
});
