import { readOnlyToken } from '../seed/developmentTokens';
import { RequestEvent } from './requestContext';
import { withSimulator } from '../testing/withSimulator';

describe('failures on demand', () => {
  const events: RequestEvent[] = [];
  const context = withSimulator({ onRequest: event => events.push(event) });
  const repositories = 'machine-learning/_apis/git/repositories';

  it('answers with the status asked for, as often as asked for', async () => {
    const { simulator, rest } = context;
    simulator.failNext({
      method: 'GET',
      path: /projects/,
      status: 429,
      headers: { 'retry-after': '0' },
      times: 2,
    });
    const statuses = [];
    for (let call = 0; call < 3; call++) {
      statuses.push((await rest.get('_apis/projects')).status);
    }
    expect(statuses).toEqual([429, 429, 200]);
  });

  it('leaves other requests alone and lets the first ones pass', async () => {
    const { simulator, rest } = context;
    simulator.failNext({ path: /_apis\/projects/, status: 500, skip: 1 });
    expect((await rest.get(repositories)).status).toBe(200);
    expect((await rest.get('_apis/projects')).status).toBe(200);
    expect((await rest.get('_apis/projects')).status).toBe(500);
    expect((await rest.get('_apis/projects')).status).toBe(200);
  });

  it('cuts the connection before anything has happened', async () => {
    const { simulator, rest } = context;
    simulator.failNext({ method: 'POST', drop: 'before' });
    await expect(rest.post(repositories, { name: 'before' })).rejects.toThrow();
    expect((await rest.get(`${repositories}/before`)).status).toBe(404);
  });

  it('cuts the connection after it has happened', async () => {
    const { simulator, rest } = context;
    simulator.failNext({ method: 'POST', drop: 'after' });
    await expect(rest.post(repositories, { name: 'after' })).rejects.toThrow();
    expect((await rest.get(`${repositories}/after`)).status).toBe(200);
  });

  it('forgets failures that have not happened', async () => {
    const { simulator, rest } = context;
    simulator.failNext({ status: 500 });
    simulator.clearFailures();
    expect((await rest.get('_apis/projects')).status).toBe(200);
  });

  it('tells of every request', () => {
    expect(events).toContainEqual(
      expect.objectContaining({ method: 'GET', status: 429 }),
    );
  });
});

describe('failures on demand from another process', () => {
  const context = withSimulator();
  const repositories = 'machine-learning/_apis/git/repositories';

  function control(
    method: string,
    options: { body?: unknown; token?: string } = {},
  ) {
    const { simulator } = context;
    return fetch(`${simulator.url}/_simulator/faults`, {
      method,
      headers: {
        authorization: `Bearer ${options.token ?? simulator.token}`,
      },
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
    });
  }

  afterEach(() => context.simulator.clearFailures());

  it.each(['before', 'after'] as const)(
    'holds a request %s the work until the faults are cleared, and says that it does',
    async hold => {
      const { rest } = context;
      const fault = { method: 'POST', path: 'repositories', hold };
      expect((await control('POST', { body: fault })).status).toBe(201);
      const answer = rest.post(repositories, { name: hold });
      let report;
      do {
        report = await (await control('GET')).json();
      } while (report.value[0].holding === 0);
      expect(report.value).toEqual([{ ...fault, happened: 1, holding: 1 }]);
      const { status } = await rest.get(`${repositories}/${hold}`);
      expect(status).toBe(hold === 'before' ? 404 : 200);

      expect((await control('DELETE')).status).toBe(204);
      expect((await answer).status).toBe(201);
      expect((await (await control('GET')).json()).value).toEqual([]);
    },
  );

  it('does not do the held work of a client that has gone', async () => {
    const { rest, simulator } = context;
    simulator.failNext({ method: 'POST', hold: 'before' });
    const client = new AbortController();
    const address = `${simulator.organizationUrl()}/${repositories}?api-version=7.1`;
    const request = fetch(address, {
      method: 'POST',
      signal: client.signal,
      headers: { authorization: `Bearer ${simulator.token}` },
      body: JSON.stringify({ name: 'gone' }),
    });
    let report;
    do {
      report = await (await control('GET')).json();
    } while (report.value[0]?.holding !== 1);
    client.abort();
    await expect(request).rejects.toThrow();
    simulator.clearFailures();
    expect((await rest.get(`${repositories}/gone`)).status).toBe(404);
  });

  it.each([
    ['a fault with a word it does not know', { when: 'now' }, /no 'when'/],
    ['an unknown moment', { drop: 'during' }, /'before' or 'after'/],
    ['a broken pattern', { path: '(' }, /regular expression/],
    ['a list', [], /not an object/],
  ])('refuses %s', async (_title, body, message) => {
    const response = await control('POST', { body });
    expect(response.status).toBe(400);
    expect((await response.json()).message).toMatch(message);
  });

  it('asks for a token that may change things', async () => {
    expect((await control('GET', { token: 'nobody' })).status).toBe(401);
    expect((await control('GET', { token: readOnlyToken })).status).toBe(403);
  });

  it('counts neither the calls of the control API nor lets them fail', async () => {
    const { simulator } = context;
    const before = simulator.statistics();
    simulator.failNext({ status: 500 });
    expect((await control('GET')).status).toBe(200);
    expect(simulator.statistics()).toEqual(before);
  });
});
