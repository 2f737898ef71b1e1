import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exerciseSimulator } from '../contract/exerciseSimulator';
import { GitWorkspace, withToken } from '../testing/GitWorkspace';
import { RestClient } from '../testing/RestClient';
import { checkInvariants } from './checkInvariants';
import { HostileRequests } from './HostileRequests';
import { judgeAnswer } from './judgeAnswer';
import { KillableSimulator } from './KillableSimulator';
import { RawConnection } from './RawConnection';
import { recordTraffic } from './recordTraffic';
import { SeededRandom } from './SeededRandom';

const entry = join(__dirname, 'simulatorProcess.ts');
const seed = Number(process.env.ROBUSTNESS_SEED ?? Date.now() % 1_000_000_000);
const requests = Number(process.env.ROBUSTNESS_REQUESTS ?? 100_000);
const connections = 12;
const mostFindings = 20;

describe(`malformed requests (seed ${seed})`, () => {
  let directory: string;
  let simulator: KillableSimulator;
  let rest: RestClient;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-fuzz-'));
    // What grows without bound does not fit into this.
    simulator = new KillableSimulator(entry, ['--max-old-space-size=192']);
    await simulator.start(directory);
    const { url, token } = simulator;
    rest = new RestClient({ token, organizationUrl: () => `${url}/contoso` });
  }, 240_000);

  afterAll(async () => {
    await simulator.kill('group');
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  async function hostileRequests(): Promise<HostileRequests> {
    const { url, token } = simulator;
    const traffic = await recordTraffic(url, proxy =>
      exerciseSimulator({ url: proxy, token, version: '7.1' }),
    );
    expect(traffic.length).toBeGreaterThan(250);
    return new HostileRequests({
      random: new SeededRandom(seed),
      token,
      traffic,
      repositoryPath: '/contoso/machine-learning/_git/exercise-7-1',
    });
  }

  it(`gets an answer of Azure DevOps' kind to each of ${requests}`, async () => {
    const source = await hostileRequests();
    const findings = new Map<string, string>();
    const statuses = new Map<number, number>();
    let left = requests;
    const port = Number(new URL(simulator.url).port);
    const attack = async () => {
      const connection = new RawConnection(port);
      while (left > 0 && findings.size < mostFindings) {
        left--;
        const request = source.next();
        const answer = await connection.send(request.bytes, {
          isHead: request.method === 'HEAD',
        });
        const status = answer?.status ?? 0;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        const wrong = judgeAnswer(request, answer);
        if (wrong) {
          findings.set(
            wrong,
            `${wrong}\n  ${request.bytes.toString('latin1', 0, 1500)}`,
          );
        }
      }
      connection.close();
    };
    await Promise.all(Array.from({ length: connections }, attack));
    expect([...findings.values()]).toEqual([]);
    expect(simulator.complaints).toBe('');
    // Most of it has to get past the door to be worth anything.
    expect([...statuses.keys()]).toEqual(
      expect.arrayContaining([200, 400, 401, 404, 501]),
    );
  }, 900_000);

  it('leaves a state that is consistent, and a service that works', async () => {
    await checkInvariants(rest, directory);
    await rest.post('_apis/projects', { name: 'aftermath', capabilities: {} });
    let state: string | undefined;
    while (state !== 'wellFormed') {
      const { status, body } = await rest.get('_apis/projects/aftermath');
      expect(status).toBe(200);
      state = body.state;
    }
    const created = await rest.post('aftermath/_apis/git/repositories', {
      name: 'model',
    });
    const workspace = await GitWorkspace.create();
    const url = withToken(created.body.remoteUrl, simulator.token);
    await workspace.write('README.md', 'Still here\n');
    const commit = await workspace.commit('Start');
    await workspace.git('push', '--quiet', url, 'main');
    expect(await workspace.git('ls-remote', url, 'main')).toContain(commit);
    await workspace.remove();
    await checkInvariants(rest, directory);
    expect(simulator.complaints).toBe('');
  }, 240_000);
});
