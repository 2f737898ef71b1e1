import { ConfigReader } from '@backstage/config';
import { ScmIntegrations } from '@backstage/integration';
import {
  startScriptedServer,
  type ScriptedServer,
} from './__testUtils__/scriptedServer';
import { authorizationFromIntegrations } from './authorization';
import { AzureDevOpsClient } from './AzureDevOpsClient';

let server: ScriptedServer;
let host: string;

beforeAll(async () => {
  server = await startScriptedServer();
  host = new URL(server.url).host;
});
afterAll(() => server.close());

function integrations() {
  return ScmIntegrations.fromConfig(
    new ConfigReader({
      integrations: {
        azure: [
          {
            host,
            credentials: [
              { organizations: ['contoso'], personalAccessToken: 'portal-pat' },
            ],
          },
        ],
      },
    }),
  );
}

async function authorizationSent(
  options: { token?: string; organization?: string } = {},
): Promise<string | undefined> {
  server.answer({ json: { id: 'p', name: 'ml' } });
  await AzureDevOpsClient.fromIntegrations({
    integrations: integrations(),
    host,
    organization: 'contoso',
    ...options,
  }).projects.find('ml');
  return server.received[0].headers.authorization;
}

const basic = (token: string) =>
  `Basic ${Buffer.from(`:${token}`).toString('base64')}`;

describe('signing in', () => {
  it('uses the configured token of the organization', async () => {
    await expect(authorizationSent()).resolves.toBe(basic('portal-pat'));
  });

  it('uses the user’s own personal access token in its place', async () => {
    await expect(authorizationSent({ token: 'own-pat' })).resolves.toBe(
      basic('own-pat'),
    );
  });

  it.each([
    ['signed', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1In0.c2ln'],
    ['encrypted', 'eyJlbmMiOiJBIn0..aXY.Y2lwaGVy.dGFn'],
  ])('sends the user’s Entra token that is %s as it is', async (_, token) => {
    await expect(authorizationSent({ token })).resolves.toBe(`Bearer ${token}`);
  });

  it.each([
    ['dev.azure.com', 'contoso', ['contoso']],
    ['contoso.visualstudio.com', 'contoso', ['contoso']],
    ['contoso.visualstudio.com', 'contoso', undefined],
    ['contoso.visualstudio.com', 'DefaultCollection', undefined],
    ['ado.corp.example:8443', 'tfs/Research', ['Research']],
    ['ado.corp.example', 'Research', ['Research']],
    ['ado.corp.example', 'Research', undefined],
  ])(
    'finds the credentials of %s, %s, configured for %j',
    async (onHost, organization, organizations) => {
      const authorize = authorizationFromIntegrations({
        integrations: ScmIntegrations.fromConfig(
          new ConfigReader({
            integrations: {
              azure: [
                {
                  host: onHost,
                  credentials: [
                    {
                      ...(organizations && { organizations }),
                      personalAccessToken: 'portal-pat',
                    },
                  ],
                },
              ],
            },
          }),
        ),
        host: onHost,
        organization,
      });
      await expect(authorize()).resolves.toEqual({
        Authorization: basic('portal-pat'),
      });
    },
  );

  it('says which organization has no credentials', async () => {
    await expect(
      authorizationSent({ organization: 'fabrikam' }),
    ).rejects.toThrow(/no credentials for "fabrikam" on 127/);
  });

  it('refuses a host that is not configured, and names those that are', () => {
    expect(() =>
      AzureDevOpsClient.fromIntegrations({
        integrations: integrations(),
        host: 'evil.example',
        organization: 'contoso',
        token: 'own-pat',
      }),
    ).toThrow(/host: "evil.example" is not configured; expected one of 127/);
  });

  it.each(['', '../other', 'a/b', 'con toso?x', 'a#b'])(
    'refuses %j as name of an organization',
    organization => {
      expect(() =>
        AzureDevOpsClient.fromIntegrations({
          integrations: integrations(),
          host,
          organization,
        }),
      ).toThrow(/organization: .* is not the name/);
    },
  );

  it('hands the same credentials to git', async () => {
    const { authorization, toError } = AzureDevOpsClient.fromIntegrations({
      integrations: integrations(),
      host,
      organization: 'contoso',
    }).gitHttp;
    await expect(authorization()).resolves.toEqual({
      Authorization: basic('portal-pat'),
    });
    await expect(
      toError(new Response('', { status: 401 }), {
        method: 'POST',
        url: 'https://user:secret@host/x?token=secret',
      }),
    ).resolves.toMatchObject({
      kind: 'not-signed-in',
      url: 'https://host/x',
      message: expect.not.stringContaining('secret'),
    });
  });
});
