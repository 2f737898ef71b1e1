import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const patch = { 'content-type': 'application/json-patch+json' };

describe('groups', () => {
  const context = withSimulator();
  let scope: string;

  beforeAll(async () => {
    const { rest } = context;
    const { body } = await rest.get('_apis/projects/machine-learning');
    scope = (await rest.get(`_apis/graph/descriptors/${body.id}`)).body.value;
  });

  const create = (displayName: string, extra: object = {}) =>
    context.rest.post(`_apis/graph/groups?scopeDescriptor=${scope}`, {
      displayName,
      ...extra,
    });

  it('are created in a project, with descriptor and address', async () => {
    const answer = await create('prod approvers', {
      description: 'They approve.',
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      subjectKind: 'group',
      displayName: 'prod approvers',
      principalName: '[machine-learning]\\prod approvers',
      description: 'They approve.',
      origin: 'vsts',
      descriptor: expect.stringMatching(/^vssgp\./),
      domain: expect.stringMatching(/^vstfs:\/\/\/Classification\/TeamProject/),
    });
    expect(answer.headers.get('location')).toBe(answer.body.url);
    const again = await context.rest.get(
      `_apis/graph/groups/${answer.body.descriptor}`,
    );
    expect(again.body).toEqual(answer.body);
  });

  it('of a project are all in its group of valid users, those made later too', async () => {
    const { rest } = context;
    const { descriptor } = (await create('late arrivals')).body;
    const groups = await rest.get(
      `_apis/graph/groups?scopeDescriptor=${scope}`,
    );
    const everybody = groups.body.value.find(
      (group: Json) => group.displayName === 'Project Valid Users',
    );
    const members = await rest.get(
      `_apis/graph/memberships/${everybody.descriptor}?direction=down`,
    );
    const others = groups.body.value.filter((g: Json) => g !== everybody);
    expect(
      members.body.value.map((link: Json) => link.memberDescriptor).sort(),
    ).toEqual(others.map((group: Json) => group.descriptor).sort());
    expect(others.map((group: Json) => group.descriptor)).toContain(descriptor);
  });

  it('are created in the organization where no scope is named', async () => {
    const { body } = await context.rest.post('_apis/graph/groups', {
      displayName: 'Everybody',
    });
    expect(body.principalName).toBe('[contoso]\\Everybody');
    const inProject = await create('Everybody');
    expect(inProject.status).toBe(201);
  });

  it('are refused with a name that the scope has already, whatever its case', async () => {
    await create('twice');
    const { status, body } = await create('TWICE');
    expect(status).toBe(409);
    expect(body.typeKey).toBe('GroupCreationException');
    expect(body.message).toContain('TWICE');
  });

  it.each([
    ['no name', {}, 400],
    ['a name with a backslash', { displayName: 'a\\b' }, 400],
    ['a name of 257 characters', { displayName: 'x'.repeat(257) }, 400],
    ['a group of a directory', { originId: 'e3a5' }, 501],
  ])('are refused with %s', async (_title, body, status) => {
    const answer = await context.rest.post('_apis/graph/groups', body);
    expect(answer.status).toBe(status);
  });

  it('are refused in a scope that does not exist', async () => {
    const nowhere = `scp.${Buffer.from('nowhere').toString('base64url')}`;
    const path = `_apis/graph/groups?scopeDescriptor=${nowhere}`;
    const { status } = await context.rest.post(path, { displayName: 'lost' });
    expect(status).toBe(404);
    expect((await context.rest.get(path)).status).toBe(404);
  });

  it('are listed by scope and kind of subject', async () => {
    const { rest } = context;
    const names = (body: Json) =>
      body.value.map((group: Json) => group.principalName);
    const inProject = await rest.get(
      `_apis/graph/groups?scopeDescriptor=${scope}&subjectTypes=vssgp`,
    );
    expect(names(inProject.body)).toContain('[machine-learning]\\Contributors');
    expect(names(inProject.body)).not.toContain('[contoso]\\Everybody');
    expect(names((await rest.get('_apis/graph/groups')).body)).toContain(
      '[contoso]\\Everybody',
    );
    const ofDirectory = await rest.get('_apis/graph/groups?subjectTypes=aadgp');
    expect(ofDirectory.body.value).toEqual([]);
  });

  it('are listed in pages that a continuation token leads through', async () => {
    const { rest } = context;
    const all = (await rest.get('_apis/graph/groups')).body.value;
    const first = await rest.get('_apis/graph/groups?$top=2');
    const token = first.headers.get('x-ms-continuationtoken');
    const second = await rest.get(
      `_apis/graph/groups?continuationToken=${token}`,
    );
    expect([...first.body.value, ...second.body.value]).toEqual(all);
  });

  it('are renamed and described by a JSON patch, and keep their descriptor', async () => {
    const { rest } = context;
    const { body } = await create('before');
    const one = `_apis/graph/groups/${body.descriptor}`;
    const changed = await rest.patch(
      one,
      [
        { op: 'replace', path: '/displayName', value: 'after' },
        { op: 'add', path: '/description', value: 'Changed' },
      ],
      { headers: patch },
    );
    expect(changed.status).toBe(200);
    expect(changed.body).toMatchObject({
      descriptor: body.descriptor,
      principalName: '[machine-learning]\\after',
      description: 'Changed',
    });
    expect((await create('before')).status).toBe(201);
  });

  it.each([
    ['another content type', {}, '/description', 415],
    ['a path that cannot change', patch, '/descriptor', 400],
    ['the name of another group', patch, '/displayName', 409],
  ])('refuse a patch with %s', async (_title, headers, path, status) => {
    const { body } = await create(`patched ${status}`);
    const answer = await context.rest.patch(
      `_apis/graph/groups/${body.descriptor}`,
      [{ op: 'replace', path, value: 'Contributors' }],
      { headers },
    );
    expect(answer.status).toBe(status);
  });

  it('are deleted with their memberships', async () => {
    const { rest } = context;
    const { body } = await create('short-lived');
    const { value } = (await rest.get('_apis/graph/users')).body;
    const user = value[0].descriptor;
    await rest.put(
      `_apis/graph/memberships/${user}/${body.descriptor}`,
      undefined,
    );
    const one = `_apis/graph/groups/${body.descriptor}`;
    expect((await rest.delete(one)).status).toBe(204);
    expect((await rest.get(one)).status).toBe(404);
    expect((await rest.delete(one)).status).toBe(404);
    const left = await rest.get(`_apis/graph/memberships/${user}`);
    expect(
      left.body.value.map((entry: Json) => entry.containerDescriptor),
    ).not.toContain(body.descriptor);
  });

  it('approve by their storage key', async () => {
    const { rest } = context;
    const { body } = await create('approving group');
    const key = await rest.get(`_apis/graph/storagekeys/${body.descriptor}`);
    expect(key.body.value).toBe(body.originId);
    const environment = await rest.post(
      'machine-learning/_apis/distributedtask/environments',
      { name: 'guarded' },
    );
    const check = await rest.post(
      'machine-learning/_apis/pipelines/checks/configurations?$expand=settings',
      {
        type: { id: '8c6f20a7-a545-4486-9777-f762fafe0d4d', name: 'Approval' },
        settings: { approvers: [{ id: key.body.value }] },
        resource: { type: 'environment', id: String(environment.body.id) },
      },
    );
    expect(check.status).toBe(200);
    expect(check.body.settings.approvers).toEqual([
      {
        id: key.body.value,
        displayName: '[machine-learning]\\approving group',
      },
    ]);
  });
});
