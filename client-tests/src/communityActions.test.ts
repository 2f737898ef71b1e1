import communityActions from '@backstage-community/plugin-scaffolder-backend-module-azure-devops';
import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { PullRequestStatus } from 'azure-devops-node-api/interfaces/GitInterfaces';
import {
  createRepository,
  noObject,
  pushFiles,
  type CreatedRepository,
} from './testing/createRepository';
import { PublishedActions } from './testing/PublishedActions';
import { trustedCertificate } from './testing/trustedCertificate';
import { project, withAzureDevOps } from './testing/withAzureDevOps';

describe("the community's scaffolder actions", () => {
  const context = withAzureDevOps(trustedCertificate);
  let repository: CreatedRepository;
  let actions: PublishedActions;
  let where: {
    readonly host: string;
    readonly organization: string;
    readonly project: string;
  };

  beforeAll(async () => {
    repository = await createRepository(context, 'churn', {
      // No job of it needs an agent, so that its runs end by themselves.
      'ci.yml':
        'trigger: none\nparameters:\n- name: minutes\n  type: string\n  default: "0"\njobs:\n- job: quick\n  pool: server\n  steps:\n  - task: Delay@1\n    inputs:\n      delayForMinutes: ${{ parameters.minutes }}\n',
    });
    actions = await PublishedActions.load(communityActions, context.simulator);
    where = { host: context.simulator.host, organization: 'contoso', project };
  });

  async function createPipeline(pipelineName: string): Promise<string> {
    const { output } = await actions.run('azure:pipeline:create', {
      ...where,
      pipelineYamlFile: 'ci.yml',
      pipelineName,
      repository: 'churn',
      pipelineFolder: 'churn',
    });
    return String(output.pipelineId);
  }

  it('creates a pipeline, and is refused a second of its name', async () => {
    const id = await createPipeline('ci');
    const build = await context.connect().getBuildApi();
    expect(await build.getDefinition(project, Number(id))).toMatchObject({
      name: 'ci',
      path: '\\churn',
      repository: { id: repository.id },
    });
    await expect(createPipeline('ci')).rejects.toMatchObject({
      statusCode: 409,
    });
  });

  it('permits a pipeline to use an environment, and takes it back', async () => {
    const pipelineId = await createPipeline('permitted');
    const tasks = await context.connect().getTaskAgentApi();
    const environment = await tasks.addEnvironment({ name: 'prod' }, project);
    const { rest } = context.connect();
    const permitted = async () =>
      (
        await rest.get<{ readonly pipelines: readonly { id: number }[] }>(
          `${context.organizationUrl}/${project}/_apis/pipelines/pipelinepermissions/environment/${environment.id}?api-version=7.1-preview.1`,
        )
      ).result?.pipelines.map(({ id }) => id);
    for (const [authorized, expected] of [
      [true, [Number(pipelineId)]],
      [false, []],
    ] as const) {
      const { warnings } = await actions.run('azure:pipeline:permit', {
        ...where,
        pipelineId,
        authorized,
        resourceType: 'environment',
        resourceId: String(environment.id),
      });
      expect(warnings).toEqual([]);
      expect(await permitted()).toEqual(expected);
    }
  });

  it('permits a pipeline to use a repository, and only warns of a resource that is missing', async () => {
    const pipelineId = await createPipeline('repository-user');
    const permit = (resourceType: string, resourceId: string) =>
      actions.run('azure:pipeline:permit', {
        ...where,
        pipelineId,
        authorized: true,
        resourceType,
        resourceId,
      });
    expect((await permit('repository', repository.id)).warnings).toEqual([]);
    expect((await permit('variablegroup', '4711')).warnings).toEqual([
      'Failed to authorize pipeline',
    ]);
  });

  it('runs a pipeline with a parameter and waits for its end', async () => {
    const pipelineId = await createPipeline('run');
    const { output } = await actions.run('azure:pipeline:run', {
      ...where,
      pipelineId,
      branch: 'main',
      templateParameters: { minutes: '0' },
      pollingInterval: 1,
      pipelineTimeout: 30,
      failIfNotSuccessful: true,
    });
    expect(output).toMatchObject({
      pipelineRunStatus: 'Succeeded',
      pipelineRunUrl: expect.stringContaining('/contoso/'),
    });
    const pipelines = await context.connect().getPipelinesApi();
    expect(await pipelines.listRuns(project, Number(pipelineId))).toHaveLength(
      1,
    );
  });

  it('says that a pipeline or a branch to run is missing', async () => {
    await expect(
      actions.run('azure:pipeline:run', { ...where, pipelineId: '4711' }),
    ).rejects.toThrow();
    const pipelineId = await createPipeline('no-branch');
    await expect(
      actions.run('azure:pipeline:run', {
        ...where,
        pipelineId,
        branch: 'nowhere',
      }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it('opens a pull request that completes itself', async () => {
    const git = await context.connect().getGitApi();
    await git.updateRefs(
      [
        {
          name: 'refs/heads/scaffolder',
          oldObjectId: noObject,
          newObjectId: repository.commit,
        },
      ],
      repository.id,
      project,
    );
    await pushFiles(context, {
      repository,
      branch: 'scaffolder',
      from: repository.commit,
      files: { 'added.txt': 'added\n' },
    });
    const { output } = await actions.run('azure:pr:create', {
      server: where.host,
      organization: where.organization,
      project,
      repoName: 'churn',
      title: 'Add a file',
      description: 'By an action',
      autoComplete: true,
      mergeStrategy: 'Squash',
    });
    await context.simulator.settled();
    expect(
      await git.getPullRequestById(Number(output.pullRequestId)),
    ).toMatchObject({
      title: 'Add a file',
      status: PullRequestStatus.Completed,
    });
    expect(
      await git.getRefs(repository.id, project, 'heads/scaffolder'),
    ).toEqual([]);
  });

  it('is refused with a token that only reads', async () => {
    await expect(
      actions.run('azure:pipeline:create', {
        ...where,
        token: readOnlyToken,
        pipelineYamlFile: 'ci.yml',
        pipelineName: 'never',
        repository: 'churn',
      }),
    ).rejects.toMatchObject({ statusCode: 403 });
  });
});
