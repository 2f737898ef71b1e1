import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const scopes = '_apis/securityroles/scopes';

describe('security roles', () => {
  const context = withSimulator();
  let projectId: string;
  let dana: string;
  let group: string;

  const resource = (scope: string, id: string) =>
    `${scopes}/${scope}/roleassignments/resources/${encodeURIComponent(id)}`;
  const assigned = async (path: string) =>
    (await context.rest.get(path)).body.value.map((entry: Json) => [
      entry.identity.id,
      entry.role.name,
    ]);

  beforeAll(async () => {
    const { rest } = context;
    projectId = (await rest.get('_apis/projects/machine-learning')).body.id;
    dana = (
      await rest.get(
        '_apis/identities?searchFilter=General&filterValue=dana.scientist@contoso.example',
      )
    ).body.value[0].id;
    group = (
      await rest.post('_apis/graph/groups', { displayName: 'role holders' })
    ).body.originId;
  });

  async function newEnvironment(name: string): Promise<string> {
    const { body } = await context.rest.post(
      'machine-learning/_apis/distributedtask/environments',
      { name },
    );
    return resource(
      'distributedtask.environmentreferencerole',
      `${projectId}_${body.id}`,
    );
  }

  it.each([
    [
      'distributedtask.environmentreferencerole',
      ['Administrator', 'User', 'Reader'],
    ],
    ['distributedtask.library', ['Administrator', 'User', 'Reader', 'Creator']],
    ['distributedtask.variablegroup', ['Administrator', 'User', 'Reader']],
    [
      'distributedtask.serviceendpointrole',
      ['Administrator', 'User', 'Reader'],
    ],
  ])('are defined by the scope %s', async (scope, names) => {
    const { body } = await context.rest.get(
      `${scopes}/${scope}/roledefinitions`,
    );
    expect(body.value.map((role: Json) => role.name)).toEqual(names);
    expect(body.value[0]).toMatchObject({
      scope,
      identifier: `${scope}.Administrator`,
      denyPermissions: 0,
    });
  });

  it('are given, changed, and taken away', async () => {
    const { rest } = context;
    const path = await newEnvironment('roles');
    expect(await assigned(path)).toEqual([]);
    const given = await rest.put(path, [
      { userId: dana, roleName: 'User' },
      { userId: group, roleName: 'Reader' },
    ]);
    expect(given.status).toBe(200);
    expect(given.body.value[0]).toMatchObject({
      identity: { id: dana, uniqueName: 'dana.scientist@contoso.example' },
      role: { name: 'User', allowPermissions: 17 },
      access: 'assigned',
    });
    await rest.put(path, [{ userId: dana, roleName: 'Administrator' }]);
    expect(await assigned(path)).toEqual([
      [dana, 'Administrator'],
      [group, 'Reader'],
    ]);
    const one = await rest.put(`${path}/${group}`, { roleName: 'User' });
    expect(one.body.role.name).toBe('User');
    expect((await rest.delete(`${path}/${group}`)).status).toBe(200);
    expect(await assigned(path)).toEqual([[dana, 'Administrator']]);
    expect((await rest.patch(path, [dana])).status).toBe(200);
    expect(await assigned(path)).toEqual([]);
  });

  describe('and permissions', () => {
    const environments = '83d4c2e6-e57d-4d6e-892b-b87222b7ad20';
    const descriptorOf = async (id: string) =>
      (await context.rest.get(`_apis/identities?identityIds=${id}`)).body
        .value[0].descriptor;
    const lists = async () =>
      (
        await context.rest.get(
          `_apis/accesscontrollists/${environments}?token=Environments/${projectId}&recurse=true`,
        )
      ).body.value;
    const tokenOf = (path: string) =>
      `Environments/${decodeURIComponent(path)
        .split('/')
        .pop()
        ?.replace('_', '/')}`;

    it('are the same thing, given as a role', async () => {
      const path = await newEnvironment('as a role');
      await context.rest.put(path, [{ userId: dana, roleName: 'User' }]);
      const descriptor = await descriptorOf(dana);
      expect(await lists()).toContainEqual({
        token: tokenOf(path),
        inheritPermissions: true,
        acesDictionary: { [descriptor]: { descriptor, allow: 17, deny: 0 } },
      });
    });

    it.each([
      ['all permissions', 63, 0, [['Administrator']]],
      ['those of a role and one more', 19, 0, [['User']]],
      ['less than any role has', 2, 0, []],
      ['a denial', 17, 2, []],
    ])('are the same thing, given as %s', async (...row) => {
      const [title, allow, deny, roles] = row;
      const path = await newEnvironment(title);
      await context.rest.post(`_apis/accesscontrolentries/${environments}`, {
        token: tokenOf(path),
        merge: false,
        accessControlEntries: [
          { descriptor: await descriptorOf(group), allow, deny },
        ],
      });
      expect(await assigned(path)).toEqual(
        roles.map(([role]) => [group, role]),
      );
    });
  });

  it('belong to one resource', async () => {
    const first = await newEnvironment('first');
    const second = await newEnvironment('second');
    await context.rest.put(first, [{ userId: dana, roleName: 'User' }]);
    expect(await assigned(second)).toEqual([]);
  });

  it('are given for the library and for a variable group', async () => {
    const { rest } = context;
    const { body } = await rest.post('_apis/distributedtask/variablegroups', {
      name: 'settings',
      type: 'Vsts',
      variables: { a: { value: 'b' } },
      variableGroupProjectReferences: [
        { name: 'settings', projectReference: { id: projectId } },
      ],
    });
    for (const path of [
      resource('distributedtask.library', `${projectId}$0`),
      resource('distributedtask.variablegroup', `${projectId}$${body.id}`),
    ]) {
      await rest.put(path, [{ userId: group, roleName: 'Administrator' }]);
      expect(await assigned(path)).toEqual([[group, 'Administrator']]);
    }
  });

  it('are not shown of an identity that is gone', async () => {
    const { rest } = context;
    const { body } = await rest.post('_apis/graph/groups', {
      displayName: 'passing',
    });
    const path = await newEnvironment('passing');
    await rest.put(path, [{ userId: body.originId, roleName: 'User' }]);
    await rest.delete(`_apis/graph/groups/${body.descriptor}`);
    expect(await assigned(path)).toEqual([]);
  });

  it.each([
    ['an unknown role', { roleName: 'King' }, 400, /has no role 'King'/],
    ['no role', {}, 400, /roleName/],
    [
      'an unknown identity',
      { userId: '00000000-0000-0000-0000-000000000001', roleName: 'User' },
      404,
      /could not be found/,
    ],
  ])('are refused with %s, and then none is given', async (...row) => {
    const [title, entry, status, message] = row;
    const path = await newEnvironment(title);
    const answer = await context.rest.put(path, [
      { userId: group, roleName: 'User' },
      { userId: dana, ...entry },
    ]);
    expect(answer.status).toBe(status);
    expect(answer.body.message).toMatch(message);
    expect(await assigned(path)).toEqual([]);
  });

  it.each([
    ['an unknown scope', 'distributedtask.teapot', '1'],
    ['an unknown project', 'distributedtask.library', 'nowhere$0'],
    ['no such resource', 'distributedtask.serviceendpointrole', 'a_b'],
  ])('are not found for %s', async (_title, scope, id) => {
    const { status } = await context.rest.get(resource(scope, id));
    expect(status).toBe(404);
  });
});
