import { withSimulator } from '../../testing/withSimulator';

describe('identities', () => {
  const context = withSimulator();
  const search = (filter: string, value: string) =>
    context.rest.get(
      `_apis/identities?searchFilter=${filter}&filterValue=${encodeURIComponent(
        value,
      )}`,
    );

  it.each([
    ['General', 'ari.approver@contoso.example'],
    ['General', 'Ari Approver'],
    ['MailAddress', 'ARI.APPROVER@contoso.example'],
    ['DisplayName', 'Ari Approver'],
  ])('finds a user by %s %s', async (filter, value) => {
    const { body } = await search(filter, value);
    expect(body.value).toHaveLength(1);
    expect(body.value[0]).toMatchObject({
      providerDisplayName: 'Ari Approver',
      subjectDescriptor: expect.stringMatching(/^aad\./),
    });
  });

  it('finds a group by its full name', async () => {
    const { body } = await search(
      'General',
      '[machine-learning]\\Contributors',
    );
    expect(body.value[0]).toMatchObject({
      isContainer: true,
      subjectDescriptor: expect.stringMatching(/^vssgp\./),
    });
  });

  it('finds nobody for a name that nobody has', async () => {
    expect((await search('General', 'nobody@contoso.example')).body).toEqual({
      count: 0,
      value: [],
    });
  });

  it('has the same ids in every simulator', async () => {
    const { body } = await search('General', 'dana.scientist@contoso.example');
    expect(body.value[0].id).toBe('5e03c487-6192-5897-9ebc-9df0431c8cf1');
  });

  it('finds by id and by descriptor, with null for those it does not know', async () => {
    const [dana] = (await search('General', 'Dana Scientist')).body.value;
    const unknown = '00000000-0000-0000-0000-000000000000';
    const byId = await context.rest.get(
      `_apis/identities?identityIds=${dana.id},${unknown}`,
    );
    expect(byId.body.value).toEqual([dana, null]);
    const byDescriptor = await context.rest.get(
      `_apis/identities?subjectDescriptors=${dana.subjectDescriptor}`,
    );
    expect(byDescriptor.body.value[0].id).toBe(dana.id);
  });

  it('wants to know whom to look for', async () => {
    expect((await context.rest.get('_apis/identities')).status).toBe(400);
  });

  it('goes from descriptor to storage key and back', async () => {
    const users = await context.rest.get('_apis/graph/users');
    const [user] = users.body.value;
    const key = await context.rest.get(
      `_apis/graph/storagekeys/${user.descriptor}`,
    );
    const descriptor = await context.rest.get(
      `_apis/graph/descriptors/${key.body.value}`,
    );
    expect(descriptor.body.value).toBe(user.descriptor);
    expect(
      (await context.rest.get('_apis/graph/users/aad.nobody')).status,
    ).toBe(404);
  });

  it('finds subjects by the start of their name', async () => {
    const { body } = await context.rest.post('_apis/graph/subjectquery', {
      query: 'ari',
      subjectKind: ['User'],
    });
    expect(
      body.value.map(({ displayName }: { displayName: string }) => displayName),
    ).toEqual(['Ari Approver']);
  });
});

describe('projects', () => {
  const context = withSimulator();

  it('is found by name and by id', async () => {
    const byName = await context.rest.get(
      '_apis/projects/machine-learning?includeCapabilities=true',
    );
    expect(byName.body).toMatchObject({
      state: 'wellFormed',
      visibility: 'private',
      capabilities: { versioncontrol: { sourceControlType: 'Git' } },
    });
    expect(
      (await context.rest.get(`_apis/projects/${byName.body.id}`)).body.name,
    ).toBe('machine-learning');
  });

  it('is created by an operation that takes a while', async () => {
    const created = await context.rest.post('_apis/projects', {
      name: 'forecasts',
      capabilities: {},
    });
    expect(created.status).toBe(202);
    const states = [];
    for (let look = 0; look < 2; look++) {
      states.push(
        (await context.rest.get(`_apis/operations/${created.body.id}`)).body
          .status,
      );
    }
    expect(states).toEqual(['inProgress', 'succeeded']);
    expect((await context.rest.get('_apis/projects')).body.count).toBe(2);
    expect(
      (await context.rest.get('forecasts/_apis/distributedtask/queues')).body
        .count,
    ).toBeGreaterThan(0);
  });

  it('refuses a name that is taken or illegal', async () => {
    expect(
      (await context.rest.post('_apis/projects', { name: 'machine-learning' }))
        .body.message,
    ).toContain('TF200019');
    expect(
      (await context.rest.post('_apis/projects', { name: 'a/b' })).status,
    ).toBe(400);
  });
});
