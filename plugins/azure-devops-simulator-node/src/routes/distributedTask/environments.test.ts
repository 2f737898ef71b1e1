import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

describe.each(['distributedtask', 'pipelines'])(
  'environments under %s',
  area => {
    const context = withSimulator();
    const all = `machine-learning/_apis/${area}/environments`;

    it('creates an environment that can be found by id, by name, and in the list', async () => {
      const created = await context.rest.post(all, {
        name: 'dev',
        description: 'Development',
      });
      expect(created.body).toMatchObject({
        name: 'dev',
        description: 'Development',
        project: { name: 'machine-learning' },
      });
      expect(
        (await context.rest.get(`${all}/${created.body.id}`)).body.name,
      ).toBe('dev');
      expect((await context.rest.get(`${all}?name=dev`)).body.count).toBe(1);
      expect((await context.rest.get(`${all}?name=de`)).body.count).toBe(0);
    });

    it('refuses a name that is taken', async () => {
      await context.rest.post(all, { name: 'taken' });
      const answer = await context.rest.post(all, { name: 'TAKEN' });
      expect(answer.status).toBe(409);
      expect(answer.body.typeKey).toBe('EnvironmentExistsException');
    });

    it.each(['', 'a/b', 'a:b', 'x'.repeat(129)])(
      'refuses the name "%s"',
      async name => {
        expect((await context.rest.post(all, { name })).status).toBe(400);
      },
    );

    it('changes and deletes an environment', async () => {
      const { body } = await context.rest.post(all, { name: 'changing' });
      expect(
        (await context.rest.patch(`${all}/${body.id}`, { description: 'New' }))
          .body.description,
      ).toBe('New');
      expect((await context.rest.delete(`${all}/${body.id}`)).status).toBe(204);
      const answer = await context.rest.get(`${all}/${body.id}`);
      expect(answer.status).toBe(404);
      expect(answer.body.typeKey).toBe('EnvironmentNotFoundException');
    });

    it('pages through environments', async () => {
      const first = await context.rest.get(`${all}?$top=1`);
      const next = await context.rest.get(
        `${all}?$top=1&continuationToken=${first.headers.get(
          'x-ms-continuationtoken',
        )}`,
      );
      expect(next.body.value[0].id).not.toBe(first.body.value[0].id);
    });
  },
);

describe('variable groups', () => {
  const context = withSimulator();
  const written = '_apis/distributedtask/variablegroups';
  const read = 'machine-learning/_apis/distributedtask/variablegroups';
  let project: Json;

  const group = (
    name: string,
    variables: Readonly<Record<string, unknown>> = {
      region: { value: 'westeurope' },
    },
  ) => ({
    name,
    type: 'Vsts',
    variables,
    variableGroupProjectReferences: [
      { name, projectReference: { id: project.id, name: project.name } },
    ],
  });

  beforeAll(async () => {
    project = (await context.rest.get('_apis/projects/machine-learning')).body;
  });

  it('is written for the organization and read in the project', async () => {
    const created = await context.rest.post(written, group('dev'));
    expect(created.status).toBe(200);
    expect(
      (await context.rest.get(`${read}/${created.body.id}`)).body.variables,
    ).toEqual({ region: { value: 'westeurope' } });
    expect((await context.rest.get(`${read}?groupName=dev`)).body.count).toBe(
      1,
    );
    expect((await context.rest.get(`${read}?groupName=d*`)).body.count).toBe(1);
    expect(
      (await context.rest.get(`${read}?groupIds=${created.body.id}`)).body
        .count,
    ).toBe(1);
  });

  it('keeps secrets to itself, also when the group is updated without them', async () => {
    const secret = { key: { value: 'hunter2', isSecret: true } };
    const { body } = await context.rest.post(
      written,
      group('secretive', secret),
    );
    expect(body.variables.key).toEqual({ value: null, isSecret: true });
    const updated = await context.rest.put(
      `${written}/${body.id}`,
      group('secretive', {
        key: { isSecret: true, value: null },
        more: { value: '1' },
      }),
    );
    expect(updated.text).not.toContain('hunter2');
    expect(Object.keys(updated.body.variables)).toEqual(['key', 'more']);
  });

  it('refuses a name that is taken in the project', async () => {
    await context.rest.post(written, group('taken'));
    const answer = await context.rest.post(written, group('Taken'));
    expect(answer.status).toBe(409);
    expect(answer.body.typeKey).toBe('VariableGroupExistsException');
  });

  it('refuses a group without variables, name, or projects', async () => {
    expect((await context.rest.post(written, group('empty', {}))).status).toBe(
      400,
    );
    expect((await context.rest.post(written, group(''))).status).toBe(400);
    const homeless = {
      ...group('homeless'),
      variableGroupProjectReferences: [],
    };
    expect((await context.rest.post(written, homeless)).status).toBe(400);
  });

  it('is deleted for the projects that are named', async () => {
    const { body } = await context.rest.post(written, group('short-lived'));
    expect((await context.rest.delete(`${written}/${body.id}`)).status).toBe(
      400,
    );
    expect(
      (
        await context.rest.delete(
          `${written}/${body.id}?projectIds=${project.id}`,
        )
      ).status,
    ).toBe(204);
    expect((await context.rest.get(`${read}/${body.id}`)).status).toBe(404);
  });
});

describe('queues and pools', () => {
  const context = withSimulator();

  it('has the hosted pool and its queue', async () => {
    const queues = await context.rest.get(
      'machine-learning/_apis/distributedtask/queues?queueName=Azure Pipelines',
    );
    expect(queues.body.value[0]).toMatchObject({
      name: 'Azure Pipelines',
      pool: { isHosted: true },
    });
    const pools = await context.rest.get(
      '_apis/distributedtask/pools?poolName=Azure Pipelines',
    );
    expect(pools.body.count).toBe(1);
    expect(
      (
        await context.rest.get(
          'machine-learning/_apis/distributedtask/queues?queueName=GPU',
        )
      ).body.count,
    ).toBe(0);
    expect(
      (
        await context.rest.get(
          'machine-learning/_apis/distributedtask/queues/4711',
        )
      ).status,
    ).toBe(404);
  });
});
