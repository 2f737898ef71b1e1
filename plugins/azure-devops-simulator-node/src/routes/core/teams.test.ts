import { WebApi, getPersonalAccessTokenHandler } from 'azure-devops-node-api';
import { withSimulator } from '../../testing/withSimulator';

const teams = '_apis/projects/machine-learning/teams';
const patch = { headers: { 'content-type': 'application/json-patch+json' } };

describe('teams', () => {
  const context = withSimulator();

  it('lists the team that the project was made with', async () => {
    const answer = await context.rest.get(teams);
    expect(answer.body.value).toEqual([
      expect.objectContaining({
        name: 'machine-learning Team',
        projectName: 'machine-learning',
      }),
    ]);
    expect(answer.body.value[0].identity).toBeUndefined();
  });

  it('creates a team with its creator in it, changes and deletes it', async () => {
    const created = await context.rest.post(teams, {
      name: 'Vision',
      description: 'Cameras',
    });
    expect(created.status).toBe(201);
    expect(created.body.identity.subjectDescriptor).toMatch(/^vssgp\./);
    const members = await context.rest.get(`${teams}/vision/members`);
    expect(members.body.value[0].identity.displayName).toBe('Dana Scientist');
    const mine = await context.rest.get(`${teams}?$mine=true`);
    expect(mine.body.value.map((team: { name: string }) => team.name)).toEqual([
      'Vision',
    ]);
    const sorted = await context.rest.get(
      '_apis/projects/machine-learning/categorizedteams',
    );
    expect(sorted.body.myTeams).toHaveLength(1);
    expect(sorted.body.otherReadableTeams).toHaveLength(1);
    const one = `${teams}/${created.body.id}`;
    const changed = await context.rest.patch(one, { name: 'Seeing' });
    expect(changed.body).toMatchObject({
      name: 'Seeing',
      description: 'Cameras',
    });
    expect((await context.rest.delete(one)).status).toBe(204);
    expect((await context.rest.get(one)).status).toBe(404);
  });

  it('refuses a name that is taken, a name with a slash and the end of the default team', async () => {
    const taken = await context.rest.post(teams, { name: 'Contributors' });
    expect(taken.status).toBe(400);
    expect(taken.body.typeKey).toBe('TeamAlreadyExistsException');
    const slash = await context.rest.post(teams, { name: 'a/b' });
    expect(slash.body.typeKey).toBe('InvalidTeamNameException');
    const end = await context.rest.delete(`${teams}/machine-learning Team`);
    expect(end.status).toBe(400);
  });

  it('pages the teams of the organization', async () => {
    await context.rest.post(teams, { name: 'Second' });
    const first = await context.rest.get('_apis/teams?$top=1');
    expect(first.body.value).toHaveLength(1);
    const next = await context.rest.get('_apis/teams?$top=1&$skip=1');
    expect(next.body.value[0].name).toBe('Second');
  });

  it('serves the teams to azure-devops-node-api', async () => {
    const { simulator } = context;
    const api = await new WebApi(
      simulator.organizationUrl(),
      getPersonalAccessTokenHandler(simulator.token),
    ).getCoreApi();
    const created = await api.createTeam(
      { name: 'Speech' },
      'machine-learning',
    );
    const listed = await api.getTeams('machine-learning');
    expect(listed.map(({ name }) => name)).toContain('Speech');
    const members = await api.getTeamMembersWithExtendedProperties(
      'machine-learning',
      String(created.id),
    );
    expect(members).toHaveLength(1);
    await api.deleteTeam('machine-learning', String(created.id));
    await expect(
      api.getTeam('machine-learning', String(created.id)),
    ).resolves.toBeNull();
  });
});

describe('project properties', () => {
  const context = withSimulator();
  const path = '_apis/projects/machine-learning/properties';

  it('sets, finds and removes a property', async () => {
    const set = await context.rest.call(path, {
      method: 'PATCH',
      body: [{ op: 'add', path: '/Model.Registry', value: 'central' }],
      ...patch,
    });
    expect(set.status).toBe(204);
    const found = await context.rest.get(`${path}?keys=model.*`);
    expect(found.body.value).toEqual([
      { name: 'Model.Registry', value: 'central' },
    ]);
    await context.rest.call(path, {
      method: 'PATCH',
      body: [{ op: 'remove', path: '/model.registry' }],
      ...patch,
    });
    const gone = await context.rest.get(`${path}?keys=Model.Registry`);
    expect(gone.body.value).toEqual([]);
  });

  it('refuses what is no JSON patch, and a path that names no property', async () => {
    const plain = await context.rest.patch(path, []);
    expect(plain.status).toBe(415);
    const deep = await context.rest.call(path, {
      method: 'PATCH',
      body: [{ op: 'add', path: '/a/b', value: 1 }],
      ...patch,
    });
    expect(deep.status).toBe(400);
  });
});
