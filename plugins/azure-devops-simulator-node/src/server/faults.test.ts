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
