import { createRepositoryWith } from '../../testing/pushFiles';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const projects = '_apis/projects';
const scrum = '6b724908-ef14-45cf-84f8-768b5384da45';

describe('projects', () => {
  const context = withSimulator();

  const look = async (id: string): Promise<Json> =>
    (await context.rest.get(`_apis/operations/${id}`)).body;

  /** Looks at an operation until it has ended; the statuses on the way. */
  const watch = async (id: string): Promise<readonly string[]> => {
    const statuses: string[] = [];
    while (!['succeeded', 'failed'].includes(statuses.at(-1) ?? '')) {
      statuses.push((await look(id)).status);
    }
    return statuses;
  };

  const create = async (name: string, more: object = {}): Promise<Json> => {
    const answer = await context.rest.post(projects, { name, ...more });
    expect(answer.status).toBe(202);
    return answer.body;
  };

  it('are there for work only when their operation has succeeded', async () => {
    const operation = await create('forecasts', {
      description: 'Sales',
      capabilities: { processTemplate: { templateTypeId: scrum } },
    });
    expect(operation.status).toBe('queued');
    const repositories = 'forecasts/_apis/git/repositories';
    expect((await context.rest.get(repositories)).status).toBe(404);
    const listed = async (query: string) =>
      (await context.rest.get(`${projects}${query}`)).body.value.map(
        (project: Json) => project.name,
      );
    expect(await listed('')).not.toContain('forecasts');
    expect(await listed('?stateFilter=createPending')).toEqual(['forecasts']);
    expect(await watch(operation.id)).toEqual(['inProgress', 'succeeded']);
    const project = await context.rest.get(
      `${projects}/forecasts?includeCapabilities=true`,
    );
    expect(project.body).toMatchObject({
      state: 'wellFormed',
      description: 'Sales',
      defaultTeam: { name: 'forecasts Team' },
      capabilities: { processTemplate: { templateName: 'Scrum' } },
    });
    expect((await context.rest.get(repositories)).status).toBe(200);
    expect(await listed('')).toContain('forecasts');
  });

  it('can be waited for by who has lost the operation', async () => {
    await create('lost');
    const states: string[] = [];
    while (states.at(-1) !== 'wellFormed') {
      states.push((await context.rest.get(`${projects}/lost`)).body.state);
    }
    expect(states).toEqual(['createPending', 'createPending', 'wellFormed']);
  });

  it('are refused twice, also while the first is being created', async () => {
    await create('twice');
    const again = await context.rest.post(projects, { name: 'TWICE' });
    expect(again.status).toBe(400);
    expect(again.body.typeKey).toBe('ProjectAlreadyExistsException');
  });

  it('fail with a message when a word of the name is reserved', async () => {
    const operation = await create('pro and con');
    expect(await watch(operation.id)).toEqual(['inProgress', 'failed']);
    expect((await look(operation.id)).resultMessage).toContain('pro and con');
    const gone = await context.rest.get(`${projects}/pro and con`);
    expect(gone.status).toBe(404);
  });

  it.each([
    [
      'an unknown process',
      { capabilities: { processTemplate: { templateTypeId: 'x' } } },
      404,
    ],
    ['an unknown visibility', { visibility: 'invisible' }, 400],
    ['a name that cannot be used', { name: 'a/b' }, 400],
  ])('are refused with %s', async (_, more, status) => {
    const answer = await context.rest.post(projects, {
      name: 'refused',
      ...more,
    });
    expect(answer.status).toBe(status);
    expect((await context.rest.get(`${projects}/refused`)).status).toBe(404);
  });

  it('change their name, with that of their groups, and their description', async () => {
    await watch((await create('before')).id);
    const { id } = (await context.rest.get(`${projects}/before`)).body;
    const answer = await context.rest.patch(`${projects}/${id}`, {
      name: 'after',
      description: 'Changed',
    });
    expect(answer.status).toBe(202);
    expect(await watch(answer.body.id)).toEqual(['inProgress', 'succeeded']);
    expect((await context.rest.get(`${projects}/${id}`)).body).toMatchObject({
      name: 'after',
      description: 'Changed',
    });
    expect((await context.rest.get(`${projects}/before`)).status).toBe(404);
    const taken = await context.rest.patch(`${projects}/${id}`, {
      name: 'machine-learning',
    });
    expect(taken.status).toBe(400);
  });

  it('are deleted with everything in them', async () => {
    await createRepositoryWith(context, 'churn', { 'ci.yml': 'steps: []' });
    await context.rest.post(
      'machine-learning/_apis/distributedtask/environments',
      { name: 'prod' },
    );
    const { id } = (await context.rest.get(`${projects}/machine-learning`))
      .body;
    const answer = await context.rest.delete(`${projects}/${id}`);
    expect(answer.status).toBe(202);
    expect(await watch(answer.body.id)).toEqual(['inProgress', 'succeeded']);
    expect((await context.rest.get(`${projects}/${id}`)).status).toBe(404);
    await watch((await create('machine-learning')).id);
    const repositories = await context.rest.get(
      'machine-learning/_apis/git/repositories',
    );
    // The one that every project starts with, and nothing of before.
    expect(repositories.body.value).toEqual([
      expect.objectContaining({ name: 'machine-learning', size: 0 }),
    ]);
    const environments = await context.rest.get(
      'machine-learning/_apis/distributedtask/environments',
    );
    expect(environments.body.count).toBe(0);
    const groups = await context.rest.get('_apis/graph/groups');
    expect(
      groups.body.value.filter(
        (group: Json) =>
          group.principalName === '[machine-learning]\\Contributors',
      ),
    ).toHaveLength(1);
  });

  it('are refused a name that no address can have', async () => {
    const answer = await context.rest.post(projects, { name: '\ud800' });
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain('half a character');
  });

  it('are made from one of the processes', async () => {
    const { value } = (await context.rest.get('_apis/process/processes')).body;
    expect(value.map((process: Json) => process.name)).toEqual([
      'Scrum',
      'Basic',
      'Agile',
      'CMMI',
    ]);
    const one = await context.rest.get(`_apis/process/processes/${scrum}`);
    expect(one.body.name).toBe('Scrum');
    const none = await context.rest.get('_apis/process/processes/x');
    expect(none.status).toBe(404);
  });
});
