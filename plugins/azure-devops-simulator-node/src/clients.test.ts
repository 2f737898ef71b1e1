import { WebApi, getPersonalAccessTokenHandler } from 'azure-devops-node-api';
import { UrlReaders } from '@backstage/backend-defaults/urlReader';
import { ConfigReader } from '@backstage/config';
import { createRepositoryWith } from './testing/pushFiles';
import { withSimulator } from './testing/withSimulator';

/** The SDK's type lacks the file name of YAML pipelines. */
const yamlProcess = { type: 2, yamlFilename: 'ci.yml' };

describe('clients that we did not write', () => {
  const context = withSimulator();
  let repositoryId: string;
  let commit: string;

  beforeAll(async () => {
    const repository = await createRepositoryWith(context, 'churn', {
      'catalog-info.yaml': 'kind: Component\n',
      'docs/index.md': '# Docs\n',
      'docs/deep/more.md': '# More\n',
      'ci.yml': 'steps:\n- script: echo hello\n',
    });
    repositoryId = repository.id;
    commit = repository.commit;
  });

  describe('azure-devops-node-api', () => {
    const connect = (token = context.simulator.token) =>
      new WebApi(
        context.simulator.organizationUrl(),
        getPersonalAccessTokenHandler(token),
        { allowRetries: false },
      );

    it('connects and knows who it is', async () => {
      const data = await connect().connect();
      expect(data.authenticatedUser?.providerDisplayName).toBe(
        'Dana Scientist',
      );
    });

    it('works with projects and repositories', async () => {
      const core = await connect().getCoreApi();
      expect((await core.getProjects()).map(({ name }) => name)).toEqual([
        'machine-learning',
      ]);
      const git = await connect().getGitApi();
      const created = await git.createRepository(
        { name: 'by-sdk' },
        'machine-learning',
      );
      expect(
        (await git.getRepositories('machine-learning')).map(({ id }) => id),
      ).toContain(created.id);
      await git.deleteRepository(created.id ?? '', 'machine-learning');
      expect(await git.getRepository('by-sdk', 'machine-learning')).toBeNull();
      await expect(
        git.createRepository({ name: 'churn' }, 'machine-learning'),
      ).rejects.toThrow(/TF400948/);
    });

    it('reads files and references', async () => {
      const git = await connect().getGitApi();
      const item = await git.getItem(
        repositoryId,
        '/ci.yml',
        'machine-learning',
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        true,
      );
      expect(item).toMatchObject({
        path: '/ci.yml',
        commitId: commit,
        content: 'steps:\n- script: echo hello\n',
      });
      const references = await git.getRefs(
        repositoryId,
        'machine-learning',
        'heads/',
      );
      expect(references.map(({ name }) => name)).toEqual(['refs/heads/main']);
      const commits = await git.getCommits(
        repositoryId,
        { itemVersion: { version: 'main' } },
        'machine-learning',
      );
      expect(commits[0].commitId).toBe(commit);
    });

    it('goes through the life of a pipeline', async () => {
      const build = await connect().getBuildApi();
      const created = await build.createDefinition(
        {
          name: 'ci',
          path: '\\churn',
          repository: {
            id: repositoryId,
            type: 'TfsGit',
            defaultBranch: 'refs/heads/main',
          },
          process: yamlProcess,
        },
        'machine-learning',
      );
      const id = created.id ?? 0;
      expect((await build.getDefinitions('machine-learning', 'ci'))[0].id).toBe(
        id,
      );
      const changed = await build.updateDefinition(
        { ...created, description: 'New' },
        'machine-learning',
        id,
      );
      expect(changed.revision).toBe(2);
      const queued = await build.queueBuild(
        { definition: { id } },
        'machine-learning',
      );
      expect(queued.sourceVersion).toBe(commit);
      await build.deleteDefinition('machine-learning', id);
      expect(await build.getDefinition('machine-learning', id)).toBeNull();
    });

    it('goes through the life of environment and variable group', async () => {
      const tasks = await connect().getTaskAgentApi();
      const environment = await tasks.addEnvironment(
        { name: 'sdk' },
        'machine-learning',
      );
      expect(
        (await tasks.getEnvironments('machine-learning', 'sdk'))[0].id,
      ).toBe(environment.id);
      await tasks.deleteEnvironment('machine-learning', environment.id ?? 0);
      const project = await (
        await connect().getCoreApi()
      ).getProject('machine-learning');
      const group = await tasks.addVariableGroup({
        name: 'sdk',
        type: 'Vsts',
        variables: { a: { value: '1' } },
        variableGroupProjectReferences: [
          {
            name: 'sdk',
            projectReference: { id: project.id, name: project.name },
          },
        ],
      });
      expect(
        (await tasks.getVariableGroups('machine-learning', 'sdk'))[0].id,
      ).toBe(group.id);
      await tasks.deleteVariableGroup(group.id ?? 0, [project.id ?? '']);
      expect(await tasks.getVariableGroups('machine-learning', 'sdk')).toEqual(
        [],
      );
      const queues = await tasks.getAgentQueues(
        'machine-learning',
        'Azure Pipelines',
      );
      expect(queues).toHaveLength(1);
    });

    it('lists and runs pipelines', async () => {
      const build = await connect().getBuildApi();
      const { id = 0 } = await build.createDefinition(
        {
          name: 'run',
          repository: { id: repositoryId, type: 'TfsGit' },
          process: yamlProcess,
        },
        'machine-learning',
      );
      const pipelines = await connect().getPipelinesApi();
      expect(
        (await pipelines.listPipelines('machine-learning')).map(
          pipeline => pipeline.id,
        ),
      ).toContain(id);
      const run = await pipelines.runPipeline({}, 'machine-learning', id);
      expect(
        (await pipelines.getRun('machine-learning', id, run.id ?? 0)).id,
      ).toBe(run.id);
    });
  });

  describe("Backstage's reader", () => {
    const reader = (token = context.simulator.token) => {
      const silent = {
        error() {},
        warn() {},
        info() {},
        debug() {},
        child: () => silent,
      };
      const config = new ConfigReader({
        backend: { reading: { allow: [{ host: 'localhost' }] } },
        integrations: {
          azure: [
            {
              host: context.simulator.host,
              credentials: [{ personalAccessToken: token }],
            },
          ],
        },
      });
      return UrlReaders.default({ config, logger: silent });
    };
    const address = (path = '') =>
      `${context.simulator.organizationUrl()}/machine-learning/_git/churn${path}`;

    it('reads a file', async () => {
      const file = await reader().readUrl(
        address('?path=/catalog-info.yaml&version=GBmain'),
      );
      expect((await file.buffer()).toString()).toBe('kind: Component\n');
    });

    it('reads the whole tree, with the commit as its tag', async () => {
      const tree = await reader().readTree(address());
      expect(tree.etag).toBe(commit);
      const files = await tree.files();
      expect(files.map(({ path }) => path).sort()).toEqual([
        'catalog-info.yaml',
        'ci.yml',
        'docs/deep/more.md',
        'docs/index.md',
      ]);
    });

    it('reads a folder', async () => {
      const tree = await reader().readTree(address('?path=/docs'));
      const files = await tree.files();
      expect(files.map(({ path }) => path).sort()).toEqual([
        'deep/more.md',
        'index.md',
      ]);
    });

    it('knows that nothing has changed', async () => {
      await expect(
        reader().readTree(address(), { etag: commit }),
      ).rejects.toThrow(expect.objectContaining({ name: 'NotModifiedError' }));
    });

    it('says what it did not find', async () => {
      await expect(
        reader().readUrl(address('?path=/nowhere.yaml')),
      ).rejects.toThrow(expect.objectContaining({ name: 'NotFoundError' }));
    });

    it('does not get in with a wrong token', async () => {
      await expect(
        reader('nonsense').readUrl(address('?path=/ci.yml')),
      ).rejects.toThrow(/401/);
    });
  });
});
