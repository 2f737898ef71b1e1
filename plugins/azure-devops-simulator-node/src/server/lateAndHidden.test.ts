import { Fault } from './Faults';
import { createRepositoryWith } from '../testing/pushFiles';
import { GitWorkspace, withToken } from '../testing/GitWorkspace';
import { withSimulator } from '../testing/withSimulator';

const project = 'machine-learning';
const repositories = `${project}/_apis/git/repositories`;
const environments = `${project}/_apis/distributedtask/environments`;

/** The same fault, asked for in process and through the control API. */
describe.each(['in process', 'through the control API'])('a fault %s', way => {
  const context = withSimulator();

  async function arm(fault: Omit<Fault, 'path'> & { readonly path?: string }) {
    const { simulator } = context;
    if (way === 'in process') {
      const { path, ...rest } = fault;
      simulator.failNext({ ...rest, ...(path && { path: new RegExp(path) }) });
      return;
    }
    const response = await fetch(`${simulator.url}/_simulator/faults`, {
      method: 'POST',
      headers: { authorization: `Bearer ${simulator.token}` },
      body: JSON.stringify(fault),
    });
    expect(response.status).toBe(201);
  }

  afterEach(() => context.simulator.clearFailures());

  it('lets an answer come late', async () => {
    await arm({ path: '_apis/projects', delayMilliseconds: 150 });
    const started = performance.now();
    const { status } = await context.rest.get('_apis/projects');
    expect(status).toBe(200);
    expect(performance.now() - started).toBeGreaterThanOrEqual(145);
  });

  it('lets a failure come late', async () => {
    await arm({ path: '_apis/projects', delayMilliseconds: 50, status: 503 });
    const started = performance.now();
    expect((await context.rest.get('_apis/projects')).status).toBe(503);
    expect(performance.now() - started).toBeGreaterThanOrEqual(45);
  });

  it('ends a delay when the faults are cleared', async () => {
    await arm({ path: '_apis/projects', delayMilliseconds: 600_000 });
    const answer = context.rest.get('_apis/projects');
    let happened = 0;
    while (happened === 0) {
      const report = await fetch(`${context.simulator.url}/_simulator/faults`, {
        headers: { authorization: `Bearer ${context.simulator.token}` },
      });
      happened = (await report.json()).value[0].happened;
    }
    context.simulator.clearFailures();
    expect((await answer).status).toBe(200);
  });

  it('adds headers to an answer that is otherwise as usual', async () => {
    await arm({
      path: 'environments',
      passWithHeaders: { 'x-ratelimit-delay': '1.5', 'retry-after': '2' },
    });
    const answer = await context.rest.post(environments, { name: 'limited' });
    expect(answer.status).toBe(200);
    expect(answer.body.name).toBe('limited');
    expect(answer.headers.get('x-ratelimit-delay')).toBe('1.5');
    expect(answer.headers.get('retry-after')).toBe('2');
  });

  it('answers 401 in the middle, and 429 with Retry-After', async () => {
    await arm({ path: '_apis/projects', status: 401, skip: 1 });
    await arm({
      path: '_apis/projects',
      status: 429,
      headers: { 'retry-after': '7' },
      skip: 1,
    });
    const answers = [];
    for (let call = 0; call < 4; call++) {
      answers.push(await context.rest.get('_apis/projects'));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 429, 200]);
    expect(answers[2].headers.get('retry-after')).toBe('7');
  });

  it('hides what is created from the reads that would show it, and from no write', async () => {
    await arm({
      method: 'POST',
      path: 'environments',
      invisibleForReads: 3,
    });
    const created = await context.rest.post(environments, { name: 'late' });
    expect(created.status).toBe(200);
    expect(created.body.name).toBe('late');
    const again = await context.rest.post(environments, { name: 'late' });
    expect(again.status).toBe(409);
    const named = `${environments}?name=late`;
    expect((await context.rest.get(named)).body.value).toEqual([]);
    const one = `${environments}/${created.body.id}`;
    expect((await context.rest.get(one)).status).toBe(404);
    // A read of something else does not count.
    expect((await context.rest.get(repositories)).status).toBe(200);
    expect((await context.rest.get(one)).status).toBe(404);
    expect((await context.rest.get(one)).status).toBe(200);
    expect((await context.rest.get(named)).body.count).toBe(1);
  });

  it('hides a project with all that belongs to it, but not the operation that creates it', async () => {
    await arm({ method: 'POST', path: 'projects', invisibleForReads: 1 });
    const name = `p-${way.length}`;
    const operation = await context.rest.post('_apis/projects', { name });
    expect(
      (await context.rest.get(`_apis/operations/${operation.body.id}`)).status,
    ).toBe(200);
    expect((await context.rest.get(`_apis/projects/${name}`)).status).toBe(404);
    expect((await context.rest.get(`_apis/projects/${name}`)).status).toBe(200);
    expect(
      (await context.rest.get(`${name}/_apis/distributedtask/queues`)).body
        .count,
    ).toBeGreaterThan(0);
  });

  it('shows what was hidden when the faults are cleared', async () => {
    await arm({ method: 'POST', invisibleForReads: 1000 });
    await context.rest.post(repositories, { name: 'cleared' });
    expect((await context.rest.get(`${repositories}/cleared`)).status).toBe(
      404,
    );
    context.simulator.clearFailures();
    expect((await context.rest.get(`${repositories}/cleared`)).status).toBe(
      200,
    );
  });

  it('can lose the answer of a creation and hide it as well', async () => {
    await arm({ method: 'POST', drop: 'after', invisibleForReads: 1 });
    await expect(
      context.rest.post(repositories, { name: 'lost' }),
    ).rejects.toThrow();
    expect((await context.rest.get(`${repositories}/lost`)).status).toBe(404);
    expect((await context.rest.get(`${repositories}/lost`)).status).toBe(200);
  });
});

describe('the number of a call that is cut off', () => {
  const context = withSimulator();

  it('counts only the requests that match, and happens once unless told otherwise', async () => {
    const { rest, simulator } = context;
    simulator.failNext({ method: 'POST', skip: 1, drop: 'before' });
    const outcomes: string[] = [];
    for (const name of ['one', 'two', 'three']) {
      expect((await rest.get(repositories)).status).toBe(200);
      outcomes.push(
        await rest.post(repositories, { name }).then(
          ({ status }) => String(status),
          () => 'dropped',
        ),
      );
    }
    expect(outcomes).toEqual(['201', 'dropped', '201']);
  });

  it('counts the requests of git', async () => {
    const { simulator } = context;
    const { url } = await createRepositoryWith(context, 'counted', {
      'README.md': 'One\n',
    });
    const workspace = await GitWorkspace.create();
    const look = () =>
      workspace.git('ls-remote', withToken(url, simulator.token));
    try {
      // The first request carries no token and is answered with 401; the second one does.
      simulator.failNext({ path: /\/_git\//, status: 500, skip: 1 });
      await expect(look()).rejects.toThrow('500');
      await expect(look()).resolves.toContain('refs/heads/main');
    } finally {
      await workspace.remove();
    }
  });

  it.each([
    ['before', false],
    ['after', true],
  ] as const)(
    'cuts off a push, too: dropped %s, it has happened: %s',
    async (drop, happened) => {
      const { rest, simulator } = context;
      const { id, url } = await createRepositoryWith(context, `git-${drop}`, {
        'README.md': 'One\n',
      });
      const workspace = await GitWorkspace.clone(
        withToken(url, simulator.token),
      );
      try {
        await workspace.write('README.md', 'Two\n');
        const commit = await workspace.commit('Two');
        // Git itself tries again once when a connection that it uses again is cut.
        const path = /git-receive-pack$/;
        simulator.failNext({ method: 'POST', path, drop, times: 2 });
        const pushing = workspace.git('push', '--quiet', 'origin', 'main');
        await expect(pushing).rejects.toThrow();
        simulator.clearFailures();
        const { body } = await rest.get(`${repositories}/${id}/refs`);
        expect(body.value[0].objectId === commit).toBe(happened);
        await workspace.git('push', '--quiet', 'origin', 'main');
      } finally {
        await workspace.remove();
      }
    },
  );
});
