import { withSimulator } from '../testing/withSimulator';
import { startSimulator } from '../startSimulator';
import { routes } from '../routes/routes';
import { scopesFor } from './tokenScopes';

const tokenFor = (scope: string) => `token-for-${scope}`;
const scopes = [
  'vso.code',
  'vso.code_write',
  'vso.code_manage',
  'vso.build',
  'vso.build_execute',
  'vso.project',
  'vso.project_manage',
  'vso.environment_manage',
  'vso.variablegroups_manage',
  'vso.serviceendpoint',
  'vso.graph',
  'vso.security_manage',
];

describe('tokens with scopes', () => {
  const context = withSimulator({
    seed: {
      tokens: scopes.map(scope => ({
        token: tokenFor(scope),
        user: 'dana.scientist@contoso.example',
        scopes: [scope],
      })),
    },
  });
  const project = 'machine-learning/_apis';

  it.each([
    ['vso.code', 'GET', `${project}/git/repositories`, 200],
    ['vso.code', 'POST', `${project}/git/repositories`, 401],
    ['vso.code_write', 'POST', `${project}/git/repositories`, 401],
    ['vso.code_manage', 'POST', `${project}/git/repositories`, 201],
    ['vso.code', 'GET', `${project}/build/definitions`, 401],
    ['vso.build', 'GET', `${project}/build/definitions`, 200],
    ['vso.build', 'POST', `${project}/build/folders?path=new`, 401],
    ['vso.project', 'GET', '_apis/projects', 200],
    ['vso.project', 'POST', '_apis/projects', 401],
    ['vso.project_manage', 'POST', '_apis/projects', 202],
    ['vso.build_execute', 'GET', `${project}/pipelines/environments`, 401],
    ['vso.environment_manage', 'GET', `${project}/pipelines/environments`, 200],
    ['vso.variablegroups_manage', 'GET', `${project}/policy/types`, 401],
    ['vso.graph', 'GET', '_apis/graph/groups', 200],
    ['vso.graph', 'POST', '_apis/graph/groups', 401],
    ['vso.security_manage', 'GET', '_apis/securitynamespaces', 200],
    ['vso.build', 'GET', '_apis/connectionData', 200],
  ])('with %s answers %s %s with %d', async (scope, method, path, status) => {
    const answer = await context.rest.call(path, {
      method,
      token: tokenFor(scope),
      ...(method === 'POST' && { body: { name: 'by-scope' } }),
    });
    expect(answer.status).toBe(status);
  });

  it('names the user who is not authorized', async () => {
    const answer = await context.rest.get('_apis/projects', {
      token: tokenFor('vso.graph'),
    });
    expect(answer.status).toBe(401);
    expect(answer.body.typeKey).toBe('UnauthorizedRequestException');
    expect(answer.body.message).toMatch(/^TF400813: The user '[0-9a-f-]{36}'/);
  });

  it('reads with git by vso.code, and pushes by vso.code_write only', async () => {
    const created = await context.rest.post(`${project}/git/repositories`, {
      name: 'guarded',
    });
    expect(created.status).toBe(201);
    const service = async (scope: string, name: string) => {
      const response = await fetch(
        `${context.simulator.organizationUrl()}/machine-learning/_git/guarded/info/refs?service=git-${name}`,
        { headers: { authorization: `Bearer ${tokenFor(scope)}` } },
      );
      return `${response.status} ${(await response.text()).slice(0, 8)}`;
    };
    expect(await service('vso.code', 'upload-pack')).toMatch(/^200 /);
    expect(await service('vso.code_write', 'receive-pack')).toMatch(/^200 /);
    expect(await service('vso.code', 'receive-pack')).toBe('403 TF401027');
    expect(await service('vso.build', 'upload-pack')).toBe('403 TF401027');
  });

  it('does not open the control API', async () => {
    const response = await fetch(`${context.simulator.url}/_simulator/faults`, {
      headers: { authorization: `Bearer ${tokenFor('vso.code_manage')}` },
    });
    expect(response.status).toBe(403);
  });

  it('knows a scope for every operation that changes something', () => {
    const open = routes
      .filter(route => !['GET', 'HEAD', 'OPTIONS'].includes(route.method))
      .filter(route => !route.reads && scopesFor(route) === undefined)
      .map(({ method, path }) => `${method} ${path}`);
    expect(open).toEqual([]);
  });
});

describe('a seed with scopes', () => {
  it('refuses a scope that does not exist', async () => {
    const user = 'dana.scientist@contoso.example';
    await expect(
      startSimulator({
        seed: { tokens: [{ token: 'x', user, scopes: ['vso.everything'] }] },
      }),
    ).rejects.toThrow("the scope 'vso.everything'");
  });
});
