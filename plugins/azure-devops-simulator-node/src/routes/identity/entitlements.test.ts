import { withSimulator } from '../../testing/withSimulator';

const all = '_apis/userentitlements';
const patch = { headers: { 'content-type': 'application/json-patch+json' } };
const mail = 'noor.analyst@contoso.example';

describe('member entitlements', () => {
  const context = withSimulator();
  const add = (body: object) => context.rest.post(all, body);
  const change = (path: string, body: unknown) =>
    context.rest.call(path, { method: 'PATCH', body, ...patch });

  it('adds a person with a licence and a project, whom the graph then knows', async () => {
    const added = await add({
      accessLevel: { accountLicenseType: 'stakeholder' },
      user: { principalName: mail, subjectKind: 'user' },
      projectEntitlements: [
        {
          projectRef: {
            id: (
              await context.rest.get('_apis/projects/machine-learning')
            ).body.id,
          },
          group: { groupType: 'projectContributor' },
        },
      ],
    });
    expect(added.body.isSuccess).toBe(true);
    expect(added.body.operationResult.result).toMatchObject({
      accessLevel: {
        accountLicenseType: 'stakeholder',
        licenseDisplayName: 'Stakeholder',
      },
      projectEntitlements: [{ group: { groupType: 'projectContributor' } }],
    });
    const { descriptor } = added.body.userEntitlement.user;
    const user = await context.rest.get(`_apis/graph/users/${descriptor}`);
    expect(user.body.mailAddress).toBe(mail);
    const groups = await context.rest.get(
      `_apis/graph/memberships/${descriptor}?direction=up`,
    );
    expect(groups.body.count).toBe(1);
  });

  it('finds by name and by licence, a page at a time', async () => {
    const named = await context.rest.get(`${all}?$filter=name eq 'noor'`);
    expect(named.body.totalCount).toBe(1);
    const licensed = await context.rest.get(
      `${all}?$filter=licenseId eq 'Account-Stakeholder'`,
    );
    expect(licensed.body.members[0].user.mailAddress).toBe(mail);
    const first = await context.rest.get(
      `${all}?top=2&$orderBy=name ascending`,
    );
    expect(first.body.members).toHaveLength(2);
    const next = await context.rest.get(
      `${all}?top=2&$orderBy=name ascending&continuationToken=${first.body.continuationToken}`,
    );
    expect(next.body.members).toHaveLength(1);
    expect(next.body.continuationToken).toBe('');
  });

  it('changes licence and project of one person', async () => {
    const found = await context.rest.get(`${all}?$filter=name eq 'noor'`);
    const { id } = found.body.members[0];
    const project = await context.rest.get('_apis/projects/machine-learning');
    const changed = await change(`${all}/${id}`, [
      {
        op: 'replace',
        path: '/accessLevel',
        value: { accountLicenseType: 'express' },
      },
      {
        op: 'replace',
        path: `/projectEntitlements/${project.body.id}/group`,
        value: { groupType: 'projectReader' },
      },
    ]);
    expect(changed.body.userEntitlement).toMatchObject({
      accessLevel: { accountLicenseType: 'express' },
      projectEntitlements: [{ group: { groupType: 'projectReader' } }],
    });
  });

  it('tells of a change that is not possible inside an answer with 200', async () => {
    const answer = await change(all, [
      { op: 'replace', path: '/nobody/accessLevel', value: {} },
      {
        op: 'add',
        path: '',
        value: { user: { principalName: 'kai@contoso.example' } },
      },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.body.haveResultsSucceeded).toBe(false);
    expect(answer.body.results[0]).toMatchObject({
      isSuccess: false,
      errors: [{ value: expect.stringContaining('nobody') }],
    });
    expect(answer.body.results[1].isSuccess).toBe(true);
  });

  it('takes a person out of the organization and back again', async () => {
    const found = await context.rest.get(`${all}?$filter=name eq 'noor'`);
    const { id, user } = found.body.members[0];
    expect((await context.rest.delete(`${all}/${id}`)).status).toBe(204);
    expect((await context.rest.get(`${all}/${id}`)).status).toBe(404);
    const gone = await context.rest.get(`_apis/graph/users/${user.descriptor}`);
    expect(gone.status).toBe(404);
    const back = await context.rest.post('_apis/graph/users', {
      principalName: mail,
    });
    expect(back.status).toBe(201);
    expect(back.body.descriptor).toBe(user.descriptor);
    const summary = await context.rest.get('_apis/userentitlementsummary');
    expect(summary.body.licenses).toEqual([
      expect.objectContaining({ licenseName: 'Basic', assigned: 4 }),
    ]);
  });

  it('has no rules for groups', async () => {
    const rules = await context.rest.get('_apis/groupentitlements');
    expect(rules.body).toEqual({ count: 0, value: [] });
  });
});

describe('users of the graph', () => {
  const context = withSimulator();
  const users = '_apis/graph/users';

  it('creates a user in a group, lists by project, and deletes', async () => {
    const project = await context.rest.get('_apis/projects/machine-learning');
    const scope = await context.rest.get(
      `_apis/graph/descriptors/${project.body.id}`,
    );
    const groups = await context.rest.get(
      `_apis/graph/groups?scopeDescriptor=${scope.body.value}`,
    );
    const created = await context.rest.post(
      `${users}?groupDescriptors=${groups.body.value[0].descriptor}`,
      { principalName: 'lee@contoso.example' },
    );
    expect(created.status).toBe(201);
    const listed = await context.rest.get(
      `${users}?scopeDescriptor=${scope.body.value}`,
    );
    expect(
      listed.body.value.map(
        (user: { mailAddress: string }) => user.mailAddress,
      ),
    ).toEqual(['lee@contoso.example']);
    const one = `${users}/${created.body.descriptor}`;
    const provider = await context.rest.get(`${one}/providerinfo`);
    expect(provider.body.origin).toBe('aad');
    expect((await context.rest.delete(one)).status).toBe(204);
    expect((await context.rest.get(one)).status).toBe(404);
  });

  it('refuses a user without a name, and says that ids of a directory are not simulated', async () => {
    expect((await context.rest.post(users, {})).status).toBe(400);
    const directory = await context.rest.post(users, { originId: 'x' });
    expect(directory.status).toBe(501);
  });
});
