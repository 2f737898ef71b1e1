import { withSimulator } from '../../testing/withSimulator';

const groups = '_apis/distributedtask/variablegroups';

describe('variable groups of several projects', () => {
  const context = withSimulator({
    seed: {
      organizations: [{ name: 'contoso', projects: [{ name: 'second' }] }],
    },
  });

  async function create(name: string) {
    const project = await context.rest.get('_apis/projects/machine-learning');
    const { id } = project.body;
    const created = await context.rest.post(groups, {
      name,
      type: 'Vsts',
      variables: { region: { value: 'westeurope' } },
      variableGroupProjectReferences: [
        { name, projectReference: { id, name: 'machine-learning' } },
      ],
    });
    return { id: created.body.id, projectId: id };
  }

  it('is shared with another project, under a name of its own', async () => {
    const { id } = await create('shared');
    const second = await context.rest.get('_apis/projects/second');
    const reference = { id: second.body.id, name: 'second' };
    const answer = await context.rest.patch(`${groups}?variableGroupId=${id}`, [
      { name: 'theirs', projectReference: reference },
    ]);
    expect(answer.status).toBe(204);
    const theirs = await context.rest.get(`second/${groups}/${id}`);
    expect(theirs.body).toMatchObject({ name: 'theirs', isShared: true });
    const ours = await context.rest.get(`machine-learning/${groups}/${id}`);
    expect(ours.body.name).toBe('shared');
  });

  it('is not shared under a name that the project has', async () => {
    const first = await create('one');
    const other = await create('two');
    const taken = await context.rest.patch(
      `${groups}?variableGroupId=${other.id}`,
      [{ name: 'one', projectReference: { id: first.projectId } }],
    );
    expect(taken.status).toBe(409);
    const missing = await context.rest.patch(
      `${groups}?variableGroupId=9999`,
      [],
    );
    expect(missing.status).toBe(404);
  });

  it('stays as long as a pipeline names it', async () => {
    const { id, projectId } = await create('used');
    const repository = await context.rest.post(
      'machine-learning/_apis/git/repositories',
      { name: 'with-group' },
    );
    const definition = await context.rest.post(
      'machine-learning/_apis/build/definitions',
      {
        name: 'with-group',
        process: { type: 2, yamlFilename: '/a.yml' },
        repository: { id: repository.body.id, type: 'TfsGit' },
        queue: { name: 'Default' },
        variableGroups: [{ id }],
      },
    );
    const one = `${groups}/${id}?projectIds=${projectId}`;
    const refused = await context.rest.delete(one);
    expect(refused.status).toBe(409);
    expect(refused.body.message).toContain("'with-group'");
    await context.rest.delete(
      `machine-learning/_apis/build/definitions/${definition.body.id}`,
    );
    expect((await context.rest.delete(one)).status).toBe(204);
  });
});

describe('agents and tasks', () => {
  const context = withSimulator();

  it('shows the agent of the hosted pool, and none in others', async () => {
    const pools = await context.rest.get('_apis/distributedtask/pools');
    const { id } = pools.body.value[0];
    const agents = await context.rest.get(
      `_apis/distributedtask/pools/${id}/agents`,
    );
    expect(agents.body.value[0].name).toBe('Hosted Agent');
    const created = await context.rest.post('_apis/distributedtask/pools', {
      name: 'gpu',
    });
    const none = await context.rest.get(
      `_apis/distributedtask/pools/${created.body.id}/agents`,
    );
    expect(none.body.count).toBe(0);
    const missing = await context.rest.get(
      `_apis/distributedtask/pools/${id}/agents/7`,
    );
    expect(missing.status).toBe(404);
  });

  it('lists the tasks that the agent carries out, with their ids', async () => {
    const tasks = await context.rest.get('_apis/distributedtask/tasks');
    expect(tasks.body.value).toContainEqual(
      expect.objectContaining({
        name: 'AzureCLI',
        id: '46e4be58-730b-4389-8a2f-ea10b3e5e815',
      }),
    );
    const one = await context.rest.get(
      '_apis/distributedtask/tasks/6c731c3c-3c68-459a-a5c9-bde6e6595b5b',
    );
    expect(one.body.value[0].version.major).toBe(3);
  });
});
