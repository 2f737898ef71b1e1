import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { promises as fileSystem } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { atMost, rounded, type Figure } from '../measurements/Figure';
import { median } from '../measurements/median';
import { RestLoad } from './RestLoad';
import type { ServerProcess } from './withServer';

const FILES = 100;
const BYTES_PER_FILE = 1_000_000;
const RUNS = 3;
const HIGHEST_RATIO = 1.3;

async function git(directory: string, ...parameters: readonly string[]) {
  await promisify(execFile)('git', parameters, {
    cwd: directory,
    env: {
      PATH: process.env.PATH,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Bench',
      GIT_AUTHOR_EMAIL: 'bench@contoso.example',
      GIT_COMMITTER_NAME: 'Bench',
      GIT_COMMITTER_EMAIL: 'bench@contoso.example',
    },
  });
}

/** A clone with files that nothing can make smaller. */
async function makeSource(directory: string): Promise<void> {
  await fileSystem.mkdir(directory);
  await git(directory, 'init', '--quiet', '--initial-branch=main');
  for (let index = 0; index < FILES; index += 1) {
    await fileSystem.writeFile(
      path.join(directory, `file-${index}.bin`),
      randomBytes(BYTES_PER_FILE),
    );
  }
  await git(directory, 'add', '--all');
  await git(directory, 'commit', '--quiet', '--message', 'Start');
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await work();
  return (performance.now() - before) / 1000;
}

/** Pushes and clones against the simulator and against plain `git http-backend`, in turns. */
export async function measureGit(
  server: ServerProcess,
  directory: string,
): Promise<readonly Figure[]> {
  const source = path.join(directory, 'source');
  const root = path.join(directory, 'plain');
  await makeSource(source);
  await fileSystem.mkdir(root);
  const target = await server.ask('start', {
    dataDirectory: path.join(directory, 'data'),
  });
  const plain = await server.ask('startPlainGit', { root });
  const load = new RestLoad(target, 1);
  const makeAddress = {
    simulator: async (name: string) => {
      const repositories = 'machine-learning/_apis/git/repositories';
      const made = await load.send('POST', repositories, { name });
      const address = new URL(JSON.parse(made).remoteUrl);
      address.username = 'bench';
      address.password = target.token;
      return address.href;
    },
    plain: async (name: string) => {
      const bare = `${name}.git`;
      await git(
        root,
        'init',
        '--quiet',
        '--bare',
        '--initial-branch=main',
        bare,
      );
      await git(path.join(root, bare), 'config', 'http.receivepack', 'true');
      return `${plain.url}/${bare}`;
    },
  };
  const times = {
    push: { simulator: [] as number[], plain: [] as number[] },
    clone: { simulator: [] as number[], plain: [] as number[] },
  };
  for (let run = 0; run < RUNS; run += 1) {
    for (const side of ['simulator', 'plain'] as const) {
      const name = `${side}-${run}`;
      const address = await makeAddress[side](name);
      const clone = path.join(directory, `clone-${name}`);
      times.push[side].push(
        await seconds(() => git(source, 'push', '--quiet', address, 'main')),
      );
      times.clone[side].push(
        await seconds(() => git(directory, 'clone', '--quiet', address, clone)),
      );
      await fileSystem.rm(clone, { recursive: true });
    }
  }
  load.close();
  return Object.entries(times).flatMap(
    ([metric, { simulator, plain: least }]) => {
      const ours = median(simulator);
      const theirs = median(least);
      const about = {
        case: `${(FILES * BYTES_PER_FILE) / 1e6} MB repository`,
        unit: 's',
      };
      return [
        { ...about, metric: `${metric}: simulator`, value: rounded(ours) },
        {
          ...about,
          metric: `${metric}: plain git http-backend`,
          value: rounded(theirs),
        },
        atMost(
          {
            ...about,
            metric: `${metric}: ratio`,
            value: rounded(ours / theirs),
            unit: '',
          },
          HIGHEST_RATIO,
        ),
      ];
    },
  );
}
