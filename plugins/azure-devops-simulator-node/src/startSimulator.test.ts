import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Simulator, startSimulator } from './startSimulator';
import { GitWorkspace, withToken } from './testing/GitWorkspace';
import { RestClient } from './testing/RestClient';

describe('the state of the simulator', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-data-'));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('survives a restart when it has a folder', async () => {
    const first = await startSimulator({ dataDirectory: directory });
    const rest = new RestClient(first);
    const { body } = await rest.post(
      'machine-learning/_apis/git/repositories',
      { name: 'churn' },
    );
    await rest.post('machine-learning/_apis/distributedtask/environments', {
      name: 'dev',
    });
    const workspace = await GitWorkspace.create();
    await workspace.write('README.md', 'Hello');
    const commit = await workspace.commit('Start');
    await workspace.git(
      'push',
      '--quiet',
      withToken(body.remoteUrl, first.token),
      'main',
    );
    await workspace.remove();
    await first.close();

    const second = await startSimulator({ dataDirectory: directory });
    const again = new RestClient(second);
    const repository = await again.get(
      'machine-learning/_apis/git/repositories/churn',
    );
    expect(repository.body).toMatchObject({
      id: body.id,
      defaultBranch: 'refs/heads/main',
    });
    expect(
      (await again.get('machine-learning/_apis/git/repositories/churn/commits'))
        .body.value[0].commitId,
    ).toBe(commit);
    expect(
      (await again.get('machine-learning/_apis/distributedtask/environments'))
        .body.count,
    ).toBe(1);
    expect((await again.get('_apis/projects')).body.count).toBe(1);
    await second.close();
  });

  it('catches up with a push that git took while the simulator was killed', async () => {
    const first = await startSimulator({ dataDirectory: directory });
    const { body } = await new RestClient(first).post(
      'machine-learning/_apis/git/repositories',
      { name: 'churn' },
    );
    await first.close();
    const workspace = await GitWorkspace.create();
    await workspace.write('README.md', 'Hello');
    const commit = await workspace.commit('Start');
    await workspace.git(
      'push',
      '--quiet',
      join(directory, 'repositories', `${body.id}.git`),
      'main:trunk',
    );
    await workspace.remove();

    const second = await startSimulator({ dataDirectory: directory });
    const rest = new RestClient(second);
    const repository = 'machine-learning/_apis/git/repositories/churn';
    expect((await rest.get(repository)).body).toMatchObject({
      defaultBranch: 'refs/heads/trunk',
      size: expect.any(Number),
    });
    expect(
      (await rest.get(`${repository}/commits`)).body.value[0].commitId,
    ).toBe(commit);
    const clone = await GitWorkspace.clone(
      withToken(body.remoteUrl, second.token).replace(
        `:${first.port}/`,
        `:${second.port}/`,
      ),
    );
    expect(await clone.git('rev-parse', 'HEAD')).toBe(commit);
    await clone.remove();
    await second.close();
  });

  it('leaves nothing behind when it has none', async () => {
    const simulator = await startSimulator({ temporaryDirectory: directory });
    expect(await readdir(directory)).toHaveLength(1);
    await new RestClient(simulator).post(
      'machine-learning/_apis/git/repositories',
      { name: 'churn' },
    );
    await simulator.close();
    expect(await readdir(directory)).toEqual([]);
  });

  it('starts with the organizations, users and tokens of a seed', async () => {
    const simulator = await startSimulator({
      seed: {
        organizations: [
          { name: 'fabrikam', projects: [{ name: 'forecasts' }] },
        ],
        users: [{ displayName: 'Kim Engineer', mail: 'kim@fabrikam.example' }],
        tokens: [{ token: 'kims-token', user: 'kim@fabrikam.example' }],
      },
    });
    const response = await fetch(
      `${simulator.organizationUrl('fabrikam')}/_apis/projects`,
      {
        headers: { authorization: 'Bearer kims-token' },
      },
    );
    expect((await response.json()).value[0].name).toBe('forecasts');
    await simulator.close();
  });

  it('says so when a token of the seed belongs to nobody', async () => {
    await expect(
      startSimulator({
        seed: { tokens: [{ token: 'x', user: 'ghost@contoso.example' }] },
      }),
    ).rejects.toThrow(/ghost/);
  });

  it('delays every request when asked to', async () => {
    const simulator = await startSimulator({ latencyMilliseconds: 60 });
    const started = performance.now();
    await new RestClient(simulator).get('_apis/projects');
    expect(performance.now() - started).toBeGreaterThan(55);
    await simulator.close();
  });

  it('listens on this machine only', async () => {
    const simulator: Simulator = await startSimulator();
    expect(simulator.url).toBe(`http://localhost:${simulator.port}`);
    expect(simulator.host).toBe(`localhost:${simulator.port}`);
    await simulator.close();
  });
});
