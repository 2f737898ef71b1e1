import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { runGit } from '../git/runGit';
import { RestClient } from '../testing/RestClient';
import { checkInvariants } from './checkInvariants';
import { KillableSimulator } from './KillableSimulator';
import { SeededRandom } from './SeededRandom';
import { GitBranch, RestBranch } from './writtenBranches';
import {
  WrittenEnvironment,
  WrittenProject,
  WrittenRepository,
  WrittenVariableGroup,
} from './writtenResources';
import { acknowledged, Session, WrittenThing } from './WrittenThing';

const entry = join(__dirname, 'simulatorProcess.ts');
const kills = 100;
const roundsPerRepository = 20;
const longestLife = 300;
const seed = Number(process.env.ROBUSTNESS_SEED ?? Date.now() % 1_000_000_000);

interface Life {
  readonly session: Session;
  kill(): Promise<void>;
}

/** Repositories grow old: every so often, branches move to a new one. */
class Branches {
  #current: readonly WrittenThing[] = [];
  readonly #git: GitBranch[] = [];

  async of(round: number, { rest }: Session): Promise<readonly WrittenThing[]> {
    if (round % roundsPerRepository === 0) {
      const repository = `branches-${round}`;
      acknowledged(
        await rest.post('machine-learning/_apis/git/repositories', {
          name: repository,
        }),
        repository,
      );
      const git = ['trunk', 'git'].map(name => new GitBranch(repository, name));
      this.#git.push(...git);
      this.#current = [...git, new RestBranch(repository, 'rest')];
    }
    return this.#current;
  }

  async dispose(): Promise<void> {
    await Promise.all(this.#git.map(branch => branch.dispose()));
  }
}

describe(`kill -9 (seed ${seed})`, () => {
  const random = new SeededRandom(seed);
  let directory: string;
  let spare: KillableSimulator;
  let values = 0;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-kill-'));
    spare = new KillableSimulator(entry);
  });

  afterAll(async () => {
    await spare.kill('group');
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  });

  async function live(): Promise<Life> {
    const simulator = spare;
    await simulator.start(directory);
    spare = new KillableSimulator(entry);
    const { url, token } = simulator;
    let isOver = false;
    const rest = new RestClient({
      token,
      organizationUrl: () => `${url}/contoso`,
    });
    return {
      session: {
        url,
        token,
        rest,
        random,
        fresh: () => `value-${++values}`,
        isOver: () => isOver,
      },
      kill: async () => {
        isOver = true;
        await simulator.kill(random.pick(['process', 'group']));
        if (simulator.complaints) {
          throw new Error(simulator.complaints);
        }
      },
    };
  }

  async function writtenResources(): Promise<readonly WrittenThing[]> {
    const { session, kill } = await live();
    const { body } = await session.rest.get('_apis/projects/machine-learning');
    await kill();
    return [
      new WrittenEnvironment('development'),
      new WrittenVariableGroup('settings', body.id),
      new WrittenRepository('model'),
      new WrittenProject('forecasts'),
    ];
  }

  it(`loses no acknowledged write and shows nothing half made in ${kills} kills under load`, async () => {
    const resources = await writtenResources();
    const branches = new Branches();
    let writes = 0;
    for (let round = 0; round < kills; round++) {
      const { session, kill } = await live();
      const known = [...resources, ...(await branches.of(round, session))];
      for (const thing of known) {
        await thing.verify(session);
      }
      await checkInvariants(session.rest, directory);
      const work = Promise.all(
        known.map(thing => thing.writeUntilOver(session)),
      );
      await Promise.race([work, sleep(random.below(longestLife))]);
      await kill();
      writes += (await work).reduce((sum, count) => sum + count, 0);
    }
    await branches.dispose();
    expect(writes).toBeGreaterThan(kills);
  }, 900_000);

  it('leaves repositories in which git finds nothing wrong', async () => {
    const { session, kill } = await live();
    await checkInvariants(session.rest, directory);
    await kill();
    const repositories = join(directory, 'repositories');
    const folders = (await readdir(repositories)).filter(name =>
      name.endsWith('.git'),
    );
    expect(folders.length).toBeGreaterThanOrEqual(kills / roundsPerRepository);
    for (const folder of folders) {
      await runGit(['fsck', '--strict', '--no-dangling'], {
        directory: join(repositories, folder),
      });
    }
  }, 240_000);
});
