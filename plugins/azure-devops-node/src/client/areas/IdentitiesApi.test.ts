import {
  startScriptedServer,
  type ScriptedServer,
} from '../__testUtils__/scriptedServer';
import { AzureDevOpsClient } from '../AzureDevOpsClient';

let server: ScriptedServer;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

function createClient() {
  return AzureDevOpsClient.create({
    organizationUrl: `${server.url}/contoso`,
    authorization: async () => ({}),
  });
}

describe('identities by their descriptors', () => {
  it('are read in one call, each once, without those that are gone', async () => {
    server.answer({ json: { value: [{ id: '1' }, null, { id: '3' }] } });
    const found = await createClient().identities.findByDescriptors([
      'Microsoft.TeamFoundation.Identity;S-1',
      'x;a\\b',
      'x;a\\b',
    ]);
    expect(found).toEqual([{ id: '1' }, { id: '3' }]);
    expect(
      server.received.map(({ path, query }) => [
        path,
        query.get('descriptors'),
      ]),
    ).toEqual([
      [
        '/contoso/_apis/identities',
        'Microsoft.TeamFoundation.Identity;S-1,x;a\\b',
      ],
    ]);
  });

  it('are read in several calls when one address would get too long', async () => {
    server.answer({ json: { value: [] } });
    const before = server.received.length;
    const descriptors = Array.from(
      { length: 100 },
      (_, index) => `vssgp.${String(index).padStart(3, '0')}${'x'.repeat(110)}`,
    );
    await createClient().identities.findGroupsWithMembers(descriptors);
    const queries = server.received.slice(before).map(({ query }) => query);
    expect(queries).toHaveLength(3);
    expect(
      queries.flatMap(query => query.get('subjectDescriptors')?.split(',')),
    ).toEqual(descriptors);
    expect(queries.map(query => query.get('queryMembership'))).toEqual([
      'Direct',
      'Direct',
      'Direct',
    ]);
    for (const query of queries) {
      expect(query.toString().length).toBeLessThan(6200);
    }
  });

  it('are not asked for when there are none', async () => {
    const before = server.received.length;
    await expect(
      createClient().identities.findByDescriptors([]),
    ).resolves.toEqual([]);
    expect(server.received.length).toBe(before);
  });
});

describe('users', () => {
  const identity = (id: string, account: string, more = {}) => ({
    id,
    isActive: true,
    properties: {
      SchemaClassName: { $value: 'User' },
      Account: { $value: account },
      Mail: { $value: account },
    },
    ...more,
  });

  it('are those of exactly this name, whether active or not, and no groups', async () => {
    server.answer({
      json: {
        value: [
          null,
          identity('1', 'ari@contoso.example'),
          identity('2', 'ari@contoso.example.org'),
          identity('3', 'ari@contoso.example', { isActive: false }),
          identity('4', 'ari@contoso.example', { isContainer: true }),
        ],
      },
    });
    const users = await createClient().identities.find('Ari@Contoso.example');
    expect(users.map(({ id }) => id)).toEqual(['1', '3']);
    expect(server.received[0].query.get('searchFilter')).toBe('General');
  });
});
