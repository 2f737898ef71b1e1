import { createRepositoryWith } from '../../testing/pushFiles';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const definitions = 'machine-learning/_apis/build/definitions';
const pipelines = 'machine-learning/_apis/pipelines';

const ciPipeline = `parameters:
- name: environment
  type: string
  default: dev
steps:
- script: echo hello
`;

describe('pipelines', () => {
  const context = withSimulator({
    clock: () => new Date('2026-03-01T10:00:00Z'),
  });
  let repositoryId: string;
  let commit: string;

  const definition = (
    name: string,
    more: Readonly<Record<string, unknown>> = {},
  ) => ({
    name,
    path: '\\churn',
    type: 'build',
    process: { type: 2, yamlFilename: '/azure_pipelines/ci.yml' },
    repository: {
      id: repositoryId,
      type: 'TfsGit',
      defaultBranch: 'refs/heads/main',
    },
    queue: { name: 'Azure Pipelines' },
    ...more,
  });

  const create = async (
    name: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Json> =>
    (await context.rest.post(definitions, definition(name, more))).body;

  beforeAll(async () => {
    const repository = await createRepositoryWith(context, 'churn', {
      'azure_pipelines/ci.yml': ciPipeline,
    });
    repositoryId = repository.id;
    commit = repository.commit;
  });

  it('creates a definition in its folder and finds it by the usual filters', async () => {
    const created = await create('ci');
    expect(created).toMatchObject({
      name: 'ci',
      path: '\\churn',
      revision: 1,
      process: { yamlFilename: 'azure_pipelines/ci.yml' },
      repository: { id: repositoryId, type: 'TfsGit', name: 'churn' },
      queue: { name: 'Azure Pipelines' },
    });
    for (const filter of [
      'name=ci',
      'name=c*',
      `path=${encodeURIComponent('\\churn')}`,
      `repositoryId=${repositoryId}&repositoryType=TfsGit`,
      'yamlFilename=azure_pipelines/ci.yml',
      `definitionIds=${created.id}`,
    ]) {
      const { body } = await context.rest.get(`${definitions}?${filter}`);
      expect(body.value.map(({ id }: { id: number }) => id)).toContain(
        created.id,
      );
    }
    expect(
      (await context.rest.get(`${definitions}?name=nothing`)).body.count,
    ).toBe(0);
    const folders = await context.rest.get(
      'machine-learning/_apis/build/folders',
    );
    expect(
      folders.body.value.map(({ path }: { path: string }) => path),
    ).toContain('\\churn');
  });

  it('allows one name once per folder', async () => {
    await create('twice');
    const answer = await context.rest.post(definitions, definition('Twice'));
    expect(answer.status).toBe(409);
    expect(answer.body.typeKey).toBe('DefinitionExistsException');
    expect(
      (
        await context.rest.post(
          definitions,
          definition('twice', { path: '\\other' }),
        )
      ).status,
    ).toBe(200);
  });

  it.each([
    ['an illegal name', { name: 'a/b' }, 400],
    ['no name', { name: '' }, 400],
    ['no YAML file', { process: { type: 2 } }, 400],
    [
      'a repository that does not exist',
      {
        repository: {
          id: '00000000-0000-0000-0000-000000000000',
          type: 'TfsGit',
        },
      },
      404,
    ],
    [
      'a repository elsewhere',
      { repository: { id: 'contoso/churn', type: 'GitHub' } },
      400,
    ],
    ['a queue that does not exist', { queue: { id: 4711 } }, 404],
  ])('refuses a definition with %s', async (_, change, status) => {
    const answer = await context.rest.post(
      definitions,
      definition('refused', change),
    );
    expect(answer.status).toBe(status);
    expect(answer.body.message).toBeTruthy();
  });

  it('updates a definition only from its latest revision', async () => {
    const created = await create('changing');
    const changed = await context.rest.put(`${definitions}/${created.id}`, {
      ...created,
      description: 'New',
    });
    expect(changed.body).toMatchObject({ revision: 2, description: 'New' });
    const conflict = await context.rest.put(
      `${definitions}/${created.id}`,
      created,
    );
    expect(conflict.status).toBe(409);
    const missing = await context.rest.put(`${definitions}/${created.id}`, {
      ...created,
      revision: undefined,
    });
    expect(missing.status).toBe(400);
  });

  it('keeps a secret variable, and keeps it to itself', async () => {
    const created = await create('secretive', {
      variables: { key: { value: 'hunter2', isSecret: true } },
    });
    expect(created.variables.key).toEqual({ value: null, isSecret: true });
    const answer = await context.rest.get(`${definitions}/${created.id}`);
    expect(answer.text).not.toContain('hunter2');
  });

  it('deletes a definition', async () => {
    const created = await create('short-lived');
    expect(
      (await context.rest.delete(`${definitions}/${created.id}`)).status,
    ).toBe(204);
    expect(
      (await context.rest.get(`${definitions}/${created.id}`)).status,
    ).toBe(404);
  });

  it('queues a run on the branch, and pretends nothing about it', async () => {
    const { id } = await create('running');
    const run = await context.rest.post(`${pipelines}/${id}/runs`, {
      resources: { repositories: { self: { refName: 'refs/heads/main' } } },
      templateParameters: { environment: 'dev' },
    });
    expect(run.status).toBe(200);
    expect(run.body).toMatchObject({
      state: 'inProgress',
      name: '20260301.1',
      templateParameters: { environment: 'dev' },
    });
    expect(run.body.result).toBeUndefined();
    const build = await context.rest.get(
      `machine-learning/_apis/build/builds/${run.body.id}`,
    );
    expect(build.body).toMatchObject({
      status: 'notStarted',
      sourceBranch: 'refs/heads/main',
      sourceVersion: commit,
    });
    expect(run.body._links.web.href).toBe(build.body._links.web.href);
    const runs = await context.rest.get(`${pipelines}/${id}/runs`);
    expect(runs.body.count).toBe(1);
    const builds = await context.rest.get(
      `machine-learning/_apis/build/builds?definitions=${id}`,
    );
    expect(builds.body.value[0].id).toBe(run.body.id);
  });

  it.each([
    [
      'a file that is not on the branch',
      { process: { type: 2, yamlFilename: 'missing.yml' } },
      {},
      /File \/missing\.yml not found/,
    ],
    [
      'a branch that does not exist',
      {},
      {
        resources: {
          repositories: { self: { refName: 'refs/heads/nowhere' } },
        },
      },
      /refs\/heads\/nowhere/,
    ],
    ['a disabled pipeline', { queueStatus: 'disabled' }, {}, /disabled/],
  ])('refuses to run %s', async (what, change, body, message) => {
    const { id } = await create(`not running ${what.length}`, change);
    const answer = await context.rest.post(`${pipelines}/${id}/runs`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.typeKey).toBe('PipelineValidationException');
    expect(answer.body.message).toMatch(message);
  });

  it('queues and cancels a build', async () => {
    const { id } = await create('cancelled');
    const build = await context.rest.post(
      'machine-learning/_apis/build/builds',
      { definition: { id } },
    );
    expect(build.body.status).toBe('notStarted');
    const source = await fetch(build.body._links.sourceVersionDisplayUri.href, {
      redirect: 'manual',
      headers: { authorization: `Bearer ${context.simulator.token}` },
    });
    expect(source.headers.get('location')).toMatch(`/commit/${commit}`);
    const cancelled = await context.rest.patch(
      `machine-learning/_apis/build/builds/${build.body.id}`,
      { status: 'cancelling' },
    );
    expect(cancelled.body).toMatchObject({
      status: 'completed',
      result: 'canceled',
    });
  });

  it('creates and shows a pipeline through the pipelines API', async () => {
    const body = {
      name: 'cd',
      folder: '\\churn',
      configuration: {
        type: 'yaml',
        path: 'azure_pipelines/cd.yml',
        repository: { id: repositoryId, type: 'azureReposGit' },
      },
    };
    const created = await context.rest.post(pipelines, body);
    expect(created.body).toMatchObject({
      name: 'cd',
      folder: '\\churn',
      configuration: { type: 'yaml' },
    });
    expect((await context.rest.post(pipelines, body)).status).toBe(409);
    expect(
      (await context.rest.get(`${definitions}/${created.body.id}`)).body.process
        .yamlFilename,
    ).toBe('azure_pipelines/cd.yml');
  });

  it.each([
    `${definitions}/4711`,
    `${pipelines}/4711`,
    `${pipelines}/4711/runs/1`,
    'machine-learning/_apis/build/builds/4711',
  ])('says that %s does not exist', async path => {
    expect((await context.rest.get(path)).status).toBe(404);
  });

  it('renames a folder with the pipelines in it', async () => {
    const folders = 'machine-learning/_apis/build/folders';
    await context.rest.put(`${folders}?path=%5Cbefore`, {
      path: '\\before',
      description: 'Old',
    });
    expect(
      (
        await context.rest.put(`${folders}?path=%5Cbefore`, {
          path: '\\before',
        })
      ).status,
    ).toBe(409);
    const { id } = await create('moving', { path: '\\before' });
    await context.rest.post(`${folders}/%5CBefore`, { path: '\\after' });
    expect((await context.rest.get(`${definitions}/${id}`)).body.path).toBe(
      '\\after',
    );
    const build = await context.rest.post(
      'machine-learning/_apis/build/builds',
      { definition: { id } },
    );
    expect((await context.rest.delete(`${folders}?path=%5CAFTER`)).status).toBe(
      204,
    );
    expect((await context.rest.get(`${definitions}/${id}`)).status).toBe(404);
    expect(
      (
        await context.rest.get(
          `machine-learning/_apis/build/builds/${build.body.id}`,
        )
      ).status,
    ).toBe(404);
    expect((await context.rest.delete(`${folders}?path=%5Cafter`)).status).toBe(
      404,
    );
  });
});
