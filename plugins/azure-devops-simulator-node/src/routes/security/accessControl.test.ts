import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const build = '33344d9c-fc72-4d6f-aba5-fa317101a7e9';
const git = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87';

describe('security namespaces', () => {
  const context = withSimulator();

  it('are listed with their ids and bits', async () => {
    const { body } = await context.rest.get('_apis/securitynamespaces');
    const repositories = body.value.find(
      (namespace: Json) => namespace.name === 'Git Repositories',
    );
    expect(repositories.namespaceId).toBe(git);
    expect(repositories.actions).toContainEqual(
      expect.objectContaining({ bit: 4, name: 'GenericContribute' }),
    );
    expect(body.value.map((namespace: Json) => namespace.name)).toEqual(
      expect.arrayContaining(['Build', 'Environment', 'Library', 'Project']),
    );
  });

  it('are read one by one', async () => {
    const { rest } = context;
    const one = await rest.get(`_apis/securitynamespaces/${build}`);
    expect(one.body.value).toHaveLength(1);
    const unknown = `_apis/securitynamespaces/${build.replace('3', '4')}`;
    expect((await rest.get(unknown)).status).toBe(404);
  });
});

describe('access control', () => {
  const context = withSimulator();
  let dana: string;
  let group: Json;
  const lists = `_apis/accesscontrollists/${git}`;
  const entries = `_apis/accesscontrolentries/${git}`;

  beforeAll(async () => {
    const { rest } = context;
    const find = async (name: string) =>
      (
        await rest.get(
          `_apis/identities?searchFilter=General&filterValue=${name}`,
        )
      ).body.value[0];
    dana = (await find('dana.scientist@contoso.example')).descriptor;
    await rest.post('_apis/graph/groups', { displayName: 'writers' });
    group = await find('[contoso]\\writers');
  });

  const read = async (query: string) =>
    (await context.rest.get(`${lists}?${query}`)).body.value;
  const has = async (bits: number, tokens: string) =>
    (
      await context.rest.get(
        `_apis/permissions/${git}/${bits}?tokens=${tokens}`,
      )
    ).body.value;

  it('sets lists, replaces them, and removes them', async () => {
    const { rest } = context;
    const set = (allow: number) =>
      rest.post(lists, {
        value: [
          {
            token: 'repoV2/lists',
            inheritPermissions: false,
            acesDictionary: { [dana]: { descriptor: dana, allow, deny: 0 } },
          },
        ],
      });
    expect((await set(2)).status).toBe(204);
    expect((await set(6)).status).toBe(204);
    expect(await read('token=repoV2/lists')).toEqual([
      {
        token: 'repoV2/lists',
        inheritPermissions: false,
        acesDictionary: { [dana]: { descriptor: dana, allow: 6, deny: 0 } },
      },
    ]);
    const remove = () => rest.delete(`${lists}?tokens=repoV2/lists`);
    expect((await remove()).body).toBe(true);
    expect((await remove()).body).toBe(false);
    expect(await read('token=repoV2/lists')).toEqual([]);
  });

  it('merges entries, replaces them, and removes them', async () => {
    const { rest } = context;
    const token = 'repoV2/entries';
    const set = async (merge: boolean, allow: number, deny: number) =>
      (
        await rest.post(entries, {
          token,
          merge,
          accessControlEntries: [{ descriptor: dana, allow, deny }],
        })
      ).body.value[0];
    expect(await set(false, 5, 0)).toMatchObject({ allow: 5, deny: 0 });
    expect(await set(true, 8, 4)).toMatchObject({ allow: 9, deny: 4 });
    expect(await set(true, 4, 0)).toMatchObject({ allow: 13, deny: 0 });
    expect(await set(false, 2, 0)).toMatchObject({ allow: 2, deny: 0 });
    const remove = () =>
      rest.delete(
        `${entries}?token=${token}&descriptors=${encodeURIComponent(dana)}`,
      );
    expect((await remove()).body).toBe(true);
    expect((await remove()).body).toBe(false);
    expect((await read(`token=${token}`))[0].acesDictionary).toEqual({});
  });

  it('reads below a token and for chosen identities', async () => {
    const { rest } = context;
    for (const token of ['repoV2/p', 'repoV2/p/r', 'repoV2/page']) {
      await rest.post(entries, {
        token,
        accessControlEntries: [
          { descriptor: dana, allow: 2 },
          { descriptor: group.descriptor, allow: 4 },
        ],
      });
    }
    const tokens = (await read('token=repoV2/p&recurse=true')).map(
      (entry: Json) => entry.token,
    );
    expect(tokens).toEqual(['repoV2/p', 'repoV2/p/r']);
    const [one] = await read(
      `token=repoV2/p&descriptors=${encodeURIComponent(dana)}`,
    );
    expect(Object.keys(one.acesDictionary)).toEqual([dana]);
  });

  it('says of a token and an identity what holds in the end, even if nothing was set', async () => {
    const extended = (token: string) =>
      read(`token=${token}&descriptors=${dana}&includeExtendedInfo=true`);
    const [nothing] = await extended('repoV2/untouched');
    expect(nothing.acesDictionary).toEqual({
      [dana]: { descriptor: dana, allow: 0, deny: 0, extendedInfo: {} },
    });
    await context.rest.post(entries, {
      token: 'repoV2/touched',
      merge: true,
      accessControlEntries: [{ descriptor: dana, allow: 0, deny: 4 }],
    });
    const [touched] = await extended('repoV2/touched');
    expect(touched.acesDictionary[dana].extendedInfo).toEqual({
      effectiveDeny: 4,
    });
  });

  it('adds up what the caller is allowed, from above and through groups', async () => {
    const { rest } = context;
    const set = (token: string, descriptor: string, allow: number, deny = 0) =>
      rest.post(entries, {
        token,
        merge: true,
        accessControlEntries: [{ descriptor, allow, deny }],
      });
    const users = (await rest.get('_apis/graph/users')).body.value;
    const user = users.find((entry: Json) => dana.endsWith(entry.mailAddress));
    await rest.call(
      `_apis/graph/memberships/${user.descriptor}/${group.subjectDescriptor}`,
      { method: 'PUT' },
    );
    await set('repoV2/e', group.descriptor, 4 + 16);
    await set('repoV2/e/r', dana, 2, 16);
    expect(await has(4, 'repoV2/e,repoV2/e/r,repoV2')).toEqual([
      true,
      true,
      false,
    ]);
    expect(await has(16, 'repoV2/e,repoV2/e/r')).toEqual([true, false]);
    expect(await has(6, 'repoV2/e/r')).toEqual([true]);
    const [record] = await read('token=repoV2/e/r&includeExtendedInfo=true');
    expect(record.acesDictionary[dana].extendedInfo).toEqual({
      effectiveAllow: 2,
      effectiveDeny: 16,
    });
  });

  it('evaluates many questions at once', async () => {
    const { rest } = context;
    const ask = async (alwaysAllowAdministrators: boolean) =>
      (
        await rest.post('_apis/security/permissionevaluationbatch', {
          alwaysAllowAdministrators,
          evaluations: [
            { securityNamespaceId: build, token: 'nothing', permissions: 8 },
          ],
        })
      ).body.evaluations[0].value;
    expect(await ask(false)).toBe(false);
    expect(await ask(true)).toBe(true);
  });

  it('takes single permissions back', async () => {
    const { rest } = context;
    await rest.post(entries, {
      token: 'repoV2/back',
      accessControlEntries: [{ descriptor: dana, allow: 7, deny: 8 }],
    });
    const { body } = await rest.delete(
      `_apis/permissions/${git}/9?token=repoV2/back&descriptor=${encodeURIComponent(
        dana,
      )}`,
    );
    expect(body).toEqual({ descriptor: dana, allow: 6, deny: 0 });
  });

  it.each([
    [
      'an entry without an identity',
      { token: 'a', accessControlEntries: [{}] },
    ],
    ['entries without a token', { accessControlEntries: [] }],
  ])('refuses %s', async (_title, body) => {
    expect((await context.rest.post(entries, body)).status).toBe(400);
  });
});
