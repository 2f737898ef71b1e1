import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import {
  BuildResult,
  BuildStatus,
  type BuildDefinition,
} from 'azure-devops-node-api/interfaces/BuildInterfaces';
import {
  createRepository,
  type CreatedRepository,
} from '../testing/createRepository';
import { readPages } from '../testing/readPages';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

/** The SDK's type of a process lacks the file of YAML pipelines. */
const yamlProcess = { type: 2, yamlFilename: 'ci.yml' };

describe('azure-devops-node-api: build', () => {
  const context = withAzureDevOps();
  let repository: CreatedRepository;

  beforeAll(async () => {
    repository = await createRepository(context, 'churn', {
      // No job of it needs an agent, so that it ends by itself.
      'ci.yml':
        'trigger: none\njobs:\n- job: quick\n  pool: server\n  steps:\n  - task: Delay@1\n    inputs:\n      delayForMinutes: 0\n',
    });
  });

  async function create(
    name: string,
    more: BuildDefinition = {},
  ): Promise<BuildDefinition> {
    const build = await context.connect().getBuildApi();
    return build.createDefinition(
      {
        name,
        path: '\\churn',
        repository: {
          id: repository.id,
          type: 'TfsGit',
          defaultBranch: 'refs/heads/main',
        },
        process: yamlProcess,
        queue: { name: 'Azure Pipelines' },
        ...more,
      },
      project,
    );
  }

  it('creates, reads, changes and deletes a definition', async () => {
    const build = await context.connect().getBuildApi();
    const created = await create('ci');
    const id = created.id ?? 0;
    expect(await build.getDefinition(project, id)).toMatchObject({
      name: 'ci',
      path: '\\churn',
      process: yamlProcess,
      revision: 1,
    });
    const changed = await build.updateDefinition(
      { ...created, description: 'New' },
      project,
      id,
    );
    expect(changed).toMatchObject({ description: 'New', revision: 2 });
    await expect(
      build.updateDefinition({ ...created, description: 'Old' }, project, id),
    ).rejects.toMatchObject({ statusCode: 409 });
    // Only the latest revision is kept.
    expect(
      (await build.getDefinitionRevisions(project, id)).map(
        ({ revision }) => revision,
      ),
    ).toEqual([2]);
    await build.deleteDefinition(project, id);
    expect(await build.getDefinition(project, id)).toBeNull();
  });

  it('lists definitions by name and folder, and page by page', async () => {
    const build = await context.connect().getBuildApi();
    for (const name of ['list-a', 'list-b', 'list-c']) {
      await create(name);
    }
    expect(
      (await build.getDefinitions(project, 'list-b')).map(({ name }) => name),
    ).toEqual(['list-b']);
    expect(
      (await build.getDefinitions(project, 'list-*')).map(({ name }) => name),
    ).toEqual(['list-a', 'list-b', 'list-c']);
    expect(
      await readPages<{ readonly name: string }>(context, {
        path: `${project}/_apis/build/definitions?api-version=7.1&name=list-*&$top=2&queryOrder=definitionNameAscending`,
        nameOf: ({ name }) => name,
      }),
    ).toEqual([['list-a', 'list-b'], ['list-c']]);
  });

  it('refuses a second definition of the name, a missing repository and a token that only reads', async () => {
    await create('twice');
    await expect(create('twice')).rejects.toMatchObject({ statusCode: 409 });
    // The SDK gives null for what is answered with 404.
    expect(
      await create('lost', {
        repository: {
          id: '11111111-1111-1111-1111-111111111111',
          type: 'TfsGit',
        },
      }),
    ).toBeNull();
    const reader = await context.connect(readOnlyToken).getBuildApi();
    await expect(
      reader.createDefinition({ name: 'never' }, project),
    ).rejects.toMatchObject({ statusCode: 403 });
  });

  it('creates, lists, changes and deletes folders', async () => {
    const build = await context.connect().getBuildApi();
    await build.createFolder({ description: 'Here' }, project, '\\one');
    await build.updateFolder({ path: '\\other' }, project, '\\one');
    expect((await build.getFolders(project)).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['\\', '\\other']),
    );
    await build.deleteFolder(project, '\\other');
    expect(
      (await build.getFolders(project)).map(({ path }) => path),
    ).not.toContain('\\other');
  });

  it('queues a build, sees it through and reads its timeline and logs', async () => {
    const build = await context.connect().getBuildApi();
    const definition = await create('run');
    const queued = await build.queueBuild(
      { definition: { id: definition.id } },
      project,
    );
    const id = queued.id ?? 0;
    expect(queued.sourceVersion).toBe(repository.commit);
    await context.simulator.settled();
    expect(await build.getBuild(project, id)).toMatchObject({
      status: BuildStatus.Completed,
      result: BuildResult.Succeeded,
      finishTime: expect.any(Date),
    });
    const { records = [] } = await build.getBuildTimeline(project, id);
    expect(records.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['Stage', 'Phase', 'Job']),
    );
    expect(await build.getBuildLogs(project, id)).toEqual(expect.any(Array));
    await build.deleteBuild(project, id);
    expect(await build.getBuild(project, id)).toBeNull();
  });

  it('cancels a build that waits for an agent, and lists builds', async () => {
    const build = await context.connect().getBuildApi();
    const waiting = await createRepository(context, 'waiting', {
      'ci.yml': 'trigger: none\nsteps:\n- script: echo hello\n',
    });
    const definition = await create('wait', {
      repository: { id: waiting.id, type: 'TfsGit' },
    });
    const ids: number[] = [];
    for (let count = 0; count < 3; count++) {
      const { id = 0 } = await build.queueBuild(
        { definition: { id: definition.id } },
        project,
      );
      ids.push(id);
    }
    const listed = await build.getBuilds(project, [definition.id ?? 0]);
    expect(listed.map(({ id }) => id)).toEqual([...ids].reverse());
    expect(
      await readPages<{ readonly id: number }>(context, {
        path: `${project}/_apis/build/builds?api-version=7.1&definitions=${definition.id}&$top=2`,
        nameOf: ({ id }) => String(id),
      }),
    ).toEqual([[String(ids[2]), String(ids[1])], [String(ids[0])]]);
    await build.updateBuild(
      { status: BuildStatus.Cancelling },
      project,
      ids[0],
    );
    await context.simulator.settled();
    expect(await build.getBuild(project, ids[0])).toMatchObject({
      status: BuildStatus.Completed,
      result: BuildResult.Canceled,
    });
  });
});
