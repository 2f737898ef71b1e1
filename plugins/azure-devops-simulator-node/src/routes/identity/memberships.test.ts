import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

describe('memberships', () => {
  const context = withSimulator();
  let dana: Json;
  let inner: Json;
  let outer: Json;

  const at = (member: Json, container: Json) =>
    `_apis/graph/memberships/${member.descriptor}/${container.descriptor}`;
  const add = (member: Json, container: Json) =>
    context.rest.call(at(member, container), { method: 'PUT' });

  beforeAll(async () => {
    const { rest } = context;
    const group = async (displayName: string) =>
      (await rest.post('_apis/graph/groups', { displayName })).body;
    const users = (await rest.get('_apis/graph/users')).body.value;
    dana = users.find((user: Json) => user.mailAddress.startsWith('dana'));
    inner = await group('inner');
    outer = await group('outer');
    await add(dana, inner);
    await add(inner, outer);
  });

  it('are made, and do no harm when made again', async () => {
    const { status, body } = await add(dana, inner);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      memberDescriptor: dana.descriptor,
      containerDescriptor: inner.descriptor,
    });
    const { rest } = context;
    expect((await rest.get(at(dana, inner))).body).toEqual(body);
    const list = `_apis/graph/memberships/${dana.descriptor}`;
    expect((await rest.get(list)).body.value).toEqual([body]);
  });

  it('are looked for with HEAD', async () => {
    const head = (path: string) => context.rest.call(path, { method: 'HEAD' });
    expect((await head(at(dana, inner))).status).toBe(200);
    const missing = await head(at(dana, outer));
    expect(missing.status).toBe(404);
    expect(missing.text).toBe('');
  });

  it.each([
    ['up', 1, ['inner']],
    ['up', 2, ['inner', 'outer']],
  ])('are listed %s in %d steps', async (direction, depth, expected) => {
    const { rest } = context;
    const { body } = await rest.get(
      `_apis/graph/memberships/${dana.descriptor}?direction=${direction}&depth=${depth}`,
    );
    const names = new Map([
      [inner.descriptor, 'inner'],
      [outer.descriptor, 'outer'],
    ]);
    expect(
      body.value.map((entry: Json) => names.get(entry.containerDescriptor)),
    ).toEqual(expected);
  });

  it('are listed down', async () => {
    const { body } = await context.rest.get(
      `_apis/graph/memberships/${outer.descriptor}?direction=Down`,
    );
    expect(body.value.map((entry: Json) => entry.memberDescriptor)).toEqual([
      inner.descriptor,
    ]);
  });

  it('are refused in a circle, in a user, and of nobody', async () => {
    const circle = await add(outer, inner);
    expect(circle.status).toBe(400);
    expect(circle.body.typeKey).toBe('AddMemberCyclicMembershipException');
    expect((await add(inner, inner)).status).toBe(400);
    expect((await add(inner, dana)).status).toBe(400);
    expect((await add({ descriptor: 'aad.nobody' }, inner)).status).toBe(404);
    const list = `_apis/graph/memberships/${dana.descriptor}?direction=left`;
    expect((await context.rest.get(list)).status).toBe(400);
  });

  it('end, and cannot end twice', async () => {
    const { rest } = context;
    const passing = (
      await rest.post('_apis/graph/groups', { displayName: 'passing' })
    ).body;
    await add(dana, passing);
    expect((await rest.delete(at(dana, passing))).status).toBe(200);
    expect((await rest.get(at(dana, passing))).status).toBe(404);
    expect((await rest.delete(at(dana, passing))).status).toBe(404);
  });

  it('start with the group where the creation names containers', async () => {
    const { rest } = context;
    const container = (
      await rest.post('_apis/graph/groups', { displayName: 'container' })
    ).body;
    const { body } = await rest.post(
      `_apis/graph/groups?groupDescriptors=${container.descriptor}`,
      { displayName: 'born inside' },
    );
    expect((await rest.get(at(body, container))).status).toBe(200);
  });

  it.each([
    ['None', 0, 0],
    ['Direct', 1, 1],
    ['Expanded', 2, 2],
    ['ExpandedUp', 2, 0],
    ['ExpandedDown', 0, 2],
  ])('show in identities read with %s', async (query, up, down) => {
    const { rest } = context;
    const read = async (descriptor: string) =>
      (
        await rest.get(
          `_apis/identities?subjectDescriptors=${descriptor}&queryMembership=${query}`,
        )
      ).body.value[0];
    const group = await read(outer.descriptor);
    expect((await read(dana.descriptor)).memberOf).toHaveLength(up);
    expect(group.memberIds).toHaveLength(down);
    expect(group.members).toHaveLength(group.memberIds.length);
  });

  it('are asked for by a word that is known', async () => {
    const { status } = await context.rest.get(
      `_apis/identities?subjectDescriptors=${dana.descriptor}&queryMembership=Some`,
    );
    expect(status).toBe(400);
  });

  it('have a state', async () => {
    const { body } = await context.rest.get(
      `_apis/graph/membershipstates/${dana.descriptor}`,
    );
    expect(body.active).toBe(true);
  });
});

describe('looking for subjects', () => {
  const context = withSimulator();

  it('finds groups by their local name, and no user by it', async () => {
    const search = async (filter: string, value: string) =>
      (
        await context.rest.get(
          `_apis/identities?searchFilter=${filter}&filterValue=${value}`,
        )
      ).body.value.map((entry: Json) => entry.providerDisplayName);
    expect(await search('LocalGroupName', 'Contributors')).toEqual([
      '[machine-learning]\\Contributors',
    ]);
    expect(await search('LocalGroupName', 'Ari Approver')).toEqual([]);
    expect(await search('AccountName', 'ari.approver@contoso.example')).toEqual(
      ['Ari Approver'],
    );
  });

  it('looks descriptors up and leaves out those that nobody has', async () => {
    const { rest } = context;
    const users = (await rest.get('_apis/graph/users')).body.value;
    const { status, body } = await rest.post('_apis/graph/subjectlookup', {
      lookupKeys: [
        { descriptor: users[0].descriptor },
        { descriptor: 'aad.nobody' },
      ],
    });
    expect(status).toBe(200);
    expect(body.value).toEqual({ [users[0].descriptor]: users[0] });
    expect((await rest.post('_apis/graph/subjectlookup', {})).status).toBe(400);
  });

  it('goes from a project to its scope and back', async () => {
    const { rest } = context;
    const { id } = (await rest.get('_apis/projects/machine-learning')).body;
    const scope = (await rest.get(`_apis/graph/descriptors/${id}`)).body.value;
    expect(
      (await rest.get(`_apis/graph/storagekeys/${scope}`)).body.value,
    ).toBe(id);
    const { body } = await rest.post('_apis/graph/subjectquery', {
      query: 'read',
      subjectKind: ['Group'],
      scopeDescriptor: scope,
    });
    expect(body.value.map((group: Json) => group.displayName)).toEqual([
      'Readers',
    ]);
  });

  it('picks identities by the start of their names', async () => {
    const { body } = await context.rest.post(
      '_apis/IdentityPicker/Identities',
      {
        query: 'ari;contrib;nobody',
        identityTypes: ['user', 'group'],
        operationScopes: ['ims'],
        options: { MinResults: 1, MaxResults: 5 },
      },
    );
    expect(
      body.results.map((result: Json) =>
        result.identities.map((entry: Json) => [
          entry.entityType,
          entry.displayName,
        ]),
      ),
    ).toEqual([
      [['User', 'Ari Approver']],
      [['Group', '[machine-learning]\\Contributors']],
      [],
    ]);
    expect(body.results[0].identities[0].localId).toMatch(/^[0-9a-f-]{36}$/);
  });
});
