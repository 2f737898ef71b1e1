import { approverToken } from '../seed/developmentTokens';
import { basic } from '../testing/RestClient';
import { withSimulator } from '../testing/withSimulator';

describe('a rate limit', () => {
  let now = new Date('2026-01-01T00:00:00Z');
  const context = withSimulator({
    rateLimit: { budget: 2, window: 60 },
    clock: () => now,
  });

  it('tells of delays beyond the budget, refuses beyond twice the budget, and ends with the window', async () => {
    const get = () => context.rest.get('_apis/projects');
    const answers = [await get(), await get(), await get(), await get()];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const delays = answers.map(({ headers }) =>
      headers.get('x-ratelimit-delay'),
    );
    expect(delays).toEqual([null, null, '60', '60']);
    expect(answers[2].headers.get('x-ratelimit-remaining')).toBe('0');
    now = new Date('2026-01-01T00:00:20Z');
    const refused = await get();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('40');
    expect(refused.body.message).toContain('TF400733');
    const other = await context.rest.get('_apis/projects', {
      token: approverToken,
    });
    expect(other.headers.get('x-ratelimit-resource')).toBeNull();
    now = new Date('2026-01-01T00:01:00Z');
    expect((await get()).headers.get('x-ratelimit-resource')).toBeNull();
  });
});

describe('a rate limit of the control API', () => {
  const context = withSimulator();

  it('is set and taken away', async () => {
    const control = (method: string, body?: unknown) =>
      fetch(`${context.simulator.url}/_simulator/rateLimit`, {
        method,
        headers: { authorization: basic(context.simulator.token) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
    expect((await control('PUT', { budget: 0, window: 1 })).status).toBe(400);
    expect((await control('PUT', { budget: 1, window: 600 })).status).toBe(204);
    await context.rest.get('_apis/projects');
    await context.rest.get('_apis/projects');
    expect((await context.rest.get('_apis/projects')).status).toBe(429);
    expect((await control('DELETE')).status).toBe(204);
    expect((await context.rest.get('_apis/projects')).status).toBe(200);
  });
});

describe('API versions', () => {
  const context = withSimulator();
  const paths = [
    '_apis/projects',
    '_apis/teams',
    '_apis/hooks/publishers',
    '_apis/userentitlements',
    '_apis/graph/users',
    '_apis/securitynamespaces',
    '_apis/distributedtask/pools',
    'machine-learning/_apis/git/repositories',
    'machine-learning/_apis/build/definitions',
    'machine-learning/_apis/pipelines',
    'machine-learning/_apis/policy/types',
    'machine-learning/_apis/serviceendpoint/endpoints',
    'machine-learning/_apis/distributedtask/variablegroups',
    'machine-learning/_apis/distributedtask/securefiles',
  ];

  it.each(paths)('are refused in their own words by %s', async path => {
    const keyOf = async (version: string) =>
      (await context.rest.get(path, { version })).body.typeKey;
    expect(await keyOf('9.0')).toBe('VssVersionOutOfRangeException');
    expect(await keyOf('4.1')).toBe('VssVersionOutOfRangeException');
    expect(await keyOf('7.2')).toBe('VssInvalidPreviewVersionException');
    expect(await keyOf('new')).toBe('VssInvalidApiResourceVersionException');
    for (const version of ['5.0-preview', '6.0-preview.1', '7.2-preview.1']) {
      expect(await keyOf(version)).toBeUndefined();
    }
  });
});
