import azureDevOpsPlugin from '@backstage-community/plugin-azure-devops-backend';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  createRepository,
  noObject,
  pushFiles,
  type CreatedRepository,
} from './testing/createRepository';
import { trustedCertificate } from './testing/trustedCertificate';
import { project, withAzureDevOps } from './testing/withAzureDevOps';

const entityRef = 'entityRef=component:default/churn';

/** "Minimum number of reviewers", under the id that it has everywhere. */
const reviewers = 'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd';

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

describe("the community's back-end plugin", () => {
  const context = withAzureDevOps(trustedCertificate);
  let backend: Awaited<ReturnType<typeof startTestBackend>>;
  let repository: CreatedRepository;
  let buildId: number;
  let pullRequestId: number;

  async function runPipeline(): Promise<number> {
    const build = await context.connect().getBuildApi();
    const yamlProcess = { type: 2, yamlFilename: 'ci.yml' };
    const definition = await build.createDefinition(
      {
        name: 'ci',
        repository: {
          id: repository.id,
          type: 'TfsGit',
          defaultBranch: 'refs/heads/main',
        },
        process: yamlProcess,
        queue: { name: 'Azure Pipelines' },
      },
      project,
    );
    const { id = 0 } = await build.queueBuild(
      { definition: { id: definition.id } },
      project,
    );
    await context.simulator.settled();
    return id;
  }

  async function openPullRequest(): Promise<number> {
    const git = await context.connect().getGitApi();
    await git.updateRefs(
      ['heads/topic', 'tags/v1'].map(name => ({
        name: `refs/${name}`,
        oldObjectId: noObject,
        newObjectId: repository.commit,
      })),
      repository.id,
      project,
    );
    await pushFiles(context, {
      repository,
      branch: 'topic',
      from: repository.commit,
      files: { 'topic.txt': 'topic\n' },
    });
    const created = await git.createPullRequest(
      {
        sourceRefName: 'refs/heads/topic',
        targetRefName: 'refs/heads/main',
        title: 'Add a topic',
      },
      repository.id,
      project,
    );
    return created.pullRequestId ?? 0;
  }

  beforeAll(async () => {
    repository = await createRepository(context, 'churn', {
      'README.md': '# Churn\n\n![a picture](docs/picture.png)\n',
      'docs/picture.png': 'The plugin looks at its name only.\n',
      // No job of it needs an agent, so that its runs end by themselves.
      'ci.yml':
        'trigger: none\njobs:\n- job: quick\n  pool: server\n  steps:\n  - task: Delay@1\n    inputs:\n      delayForMinutes: 0\n',
    });
    const policies = await context.connect().getPolicyApi();
    await policies.createPolicyConfiguration(
      {
        isEnabled: true,
        isBlocking: true,
        type: { id: reviewers },
        settings: {
          minimumApproverCount: 1,
          scope: [
            {
              repositoryId: repository.id,
              refName: 'refs/heads/main',
              matchKind: 'Exact',
            },
          ],
        },
      },
      project,
    );
    buildId = await runPipeline();
    pullRequestId = await openPullRequest();
    const { host, token } = context.simulator;
    backend = await startTestBackend({
      features: [
        azureDevOpsPlugin,
        mockServices.rootConfig.factory({
          data: {
            azureDevOps: { host, organization: 'contoso' },
            integrations: {
              azure: [{ host, credentials: [{ personalAccessToken: token }] }],
            },
          },
        }),
      ],
    });
  });

  afterAll(() => backend.stop());

  async function get(path: string): Promise<Answer> {
    const answer = await fetch(
      `http://localhost:${backend.server.port()}/api/azure-devops/${path}`,
      {
        headers: { authorization: 'Bearer mock-user-token' },
      },
    );
    return { status: answer.status, body: await answer.json() };
  }

  const where = () => `host=${context.simulator.host}&org=contoso`;

  it('lists projects', async () => {
    expect(await get(`projects?${where()}`)).toMatchObject({
      status: 200,
      body: [{ name: project, id: expect.any(String) }],
    });
  });

  it('finds a repository', async () => {
    expect(await get(`repository/${project}/churn`)).toMatchObject({
      status: 200,
      body: { id: repository.id, defaultBranch: 'refs/heads/main' },
    });
  });

  it('lists builds of a repository and of a pipeline', async () => {
    expect(await get(`builds/${project}/${repository.id}`)).toMatchObject({
      status: 200,
      body: [{ id: buildId }],
    });
    for (const filter of ['repoName=churn', 'definitionName=ci']) {
      expect(
        await get(`builds/${project}?${filter}&${entityRef}`),
      ).toMatchObject({
        status: 200,
        body: [
          {
            id: buildId,
            status: 2,
            result: 2,
            link: expect.stringContaining(`buildId=${buildId}`),
            finishTime: expect.any(String),
            uniqueName: 'dana.scientist@contoso.example',
          },
        ],
      });
    }
    expect(
      await get(`builds/${project}?definitionName=nowhere&${entityRef}`),
    ).toEqual({ status: 200, body: [] });
  });

  it('reads the logs of a build', async () => {
    expect(
      await get(`builds/${project}/build/${buildId}/log?${entityRef}`),
    ).toMatchObject({
      status: 200,
      body: { log: expect.any(Array) },
    });
  });

  it('lists tags', async () => {
    expect(await get(`git-tags/${project}/churn?${entityRef}`)).toMatchObject({
      status: 200,
      body: [
        {
          name: 'v1',
          objectId: repository.commit,
          createdBy: 'Dana Scientist',
        },
      ],
    });
  });

  it('lists pull requests of a repository by their status', async () => {
    expect(
      await get(`pull-requests/${project}/churn?${entityRef}`),
    ).toMatchObject({
      status: 200,
      body: [{ pullRequestId, title: 'Add a topic', status: 1 }],
    });
    expect(
      await get(`pull-requests/${project}/churn?status=3&${entityRef}`),
    ).toEqual({ status: 200, body: [] });
  });

  it('shows pull requests of a project with their policies on the dashboard', async () => {
    expect(
      await get(`dashboard-pull-requests/${project}?${where()}`),
    ).toMatchObject({
      status: 200,
      body: [
        {
          pullRequestId,
          repository: { name: 'churn' },
          createdBy: { displayName: 'Dana Scientist' },
          policies: [{ type: 'MinimumReviewers', status: expect.any(Number) }],
        },
      ],
    });
  });

  it('lists teams and the teams of somebody', async () => {
    const core = await context.connect().getCoreApi();
    const team = await core.createTeam({ name: 'Forecasters' }, project);
    expect(await get(`all-teams?${where()}`)).toMatchObject({
      status: 200,
      body: [{ name: 'Forecasters', id: team.id }],
    });
    const { body: approvers } = await get(
      `users/nobody@contoso.example/team-ids?${where()}`,
    );
    expect(approvers).toEqual([]);
    const { body: own } = await get(
      `users/dana.scientist@contoso.example/team-ids?${where()}`,
    );
    expect(own).toEqual([team.id]);
  });

  it('reads the README with its pictures', async () => {
    const { status, body } = await get(`readme/${project}/churn?${entityRef}`);
    expect({ status, body }).toMatchObject({
      status: 200,
      body: {
        content: expect.stringContaining('# Churn'),
        url: expect.stringContaining('_git/churn?path=README.md'),
      },
    });
    expect(JSON.stringify(body)).toContain('data:image/png;base64,');
  });

  it('says what is missing', async () => {
    expect((await get(`git-tags/${project}/nowhere?${entityRef}`)).status).toBe(
      500,
    );
    expect(
      (await get(`readme/${project}/churn?path=NO.md&${entityRef}`)).status,
    ).toBe(404);
    expect(
      (await get(`projects?host=elsewhere.example&org=contoso`)).status,
    ).toBe(400);
  });
});
