import { execFile } from 'node:child_process';
import { promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  developmentToken,
  expiredToken,
  type Simulator,
  startSimulator,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import type { HttpClient } from 'isomorphic-git';
import { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { ensureRepository } from '../provisioning';
import { createGitHttpTransport } from './gitHttpTransport';
import { pushProject } from './pushProject';

const run = promisify(execFile);
const AUTHORIZATION = `Basic ${Buffer.from(`:${developmentToken}`).toString(
  'base64',
)}`;
const pristineBranch = 'template/azure-mlops-project';

describe('pushing a generated project', () => {
  let simulator: Simulator;
  let directory: string;

  beforeEach(async () => {
    simulator = await startSimulator();
    directory = await fileSystem.mkdtemp(path.join(os.tmpdir(), 'push-'));
    await write('README.md', '# Churn model\n');
    await write('src/train.py', 'print("train")\n');
    await ensureRepository({
      client: connect(),
      project: 'machine-learning',
      repository: 'churn-model',
    });
  });
  afterEach(async () => {
    await simulator.close();
    await fileSystem.rm(directory, { recursive: true, force: true });
  });

  async function write(file: string, content: string) {
    const target = path.join(directory, file);
    await fileSystem.mkdir(path.dirname(target), { recursive: true });
    await fileSystem.writeFile(target, content);
  }

  function connect(token = developmentToken) {
    const credentials = Buffer.from(`:${token}`).toString('base64');
    return AzureDevOpsClient.create({
      organizationUrl: simulator.organizationUrl('contoso'),
      authorization: async () => ({ Authorization: `Basic ${credentials}` }),
    });
  }

  function remoteUrl() {
    return connect().webUrls.repository({
      project: 'machine-learning',
      repository: 'churn-model',
    });
  }

  function push(
    options: {
      readonly date?: Date;
      readonly dryRun?: boolean;
      readonly token?: string;
      readonly http?: HttpClient;
    } = {},
  ) {
    return pushProject({
      directory,
      remoteUrl: remoteUrl(),
      http:
        options.http ?? createGitHttpTransport(connect(options.token).gitHttp),
      branch: 'main',
      pristineBranch,
      message: 'Create churn-model',
      author: { name: 'Portal', email: 'portal@contoso.example' },
      date: options.date ?? new Date('2026-11-01T12:00:00Z'),
      dryRun: options.dryRun,
    });
  }

  /** The first commit on main, made in the web. */
  async function commitOnMain() {
    const change = {
      changeType: 'add',
      item: { path: '/note.txt' },
      newContent: { content: 'Notes', contentType: 'rawtext' },
    };
    const response = await fetch(
      `${simulator.organizationUrl()}/machine-learning/_apis/git/repositories/churn-model/pushes?api-version=7.1`,
      {
        method: 'POST',
        headers: {
          authorization: AUTHORIZATION,
          'content-type': 'application/json',
        },
        body: JSON.stringify({
          refUpdates: [
            { name: 'refs/heads/main', oldObjectId: '0'.repeat(40) },
          ],
          commits: [{ comment: 'By hand', changes: [change] }],
        }),
      },
    );
    expect(response.status).toBe(201);
  }

  /** Branches as stock git sees them. */
  async function branches(): Promise<Record<string, string>> {
    const { stdout } = await run('git', ['ls-remote', '--heads', remoteUrl()], {
      env: {
        ...process.env,
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.extraHeader',
        GIT_CONFIG_VALUE_0: `Authorization: ${AUTHORIZATION}`,
      },
    });
    return Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .filter(line => line !== '')
        .map(line => {
          const [commit, ref] = line.split('\t');
          return [ref.replace('refs/heads/', ''), commit];
        }),
    );
  }

  it('puts one commit on the branch that people work on and on the pristine branch', async () => {
    const result = await push();
    expect(result).toMatchObject({ outcome: 'created', files: 2 });
    expect(await branches()).toEqual({
      main: result.commit,
      [pristineBranch]: result.commit,
    });
  });

  it('asks once which branches there are, and then sends one request per branch', async () => {
    const before = simulator.statistics().git;
    await push();
    expect(simulator.statistics().git - before).toBe(3);
  });

  it('refuses a branch that somebody has made in between, and leaves it as it is', async () => {
    let posts = 0;
    const error: unknown = await push({
      http: {
        request: async request => {
          posts += request.method === 'POST' ? 1 : 0;
          if (posts === 2) {
            posts += 1;
            await commitOnMain();
          }
          return createGitHttpTransport(connect().gitHttp).request(request);
        },
      },
    }).catch(thrown => thrown);
    expect(error).toMatchObject({ name: 'ConflictError' });
    const { main, [pristineBranch]: pristine } = await branches();
    expect([undefined, pristine]).not.toContain(main);
  });

  it('leaves a finished push alone, on another day too', async () => {
    const first = await push();
    const second = await push({ date: new Date('2026-12-24T18:00:00Z') });
    expect(second).toEqual({ ...first, outcome: 'unchanged' });
    expect((await branches()).main).toBe(first.commit);
  });

  it.each([
    { drop: 'before' as const, skip: 0, lost: 'request of the first branch' },
    { drop: 'after' as const, skip: 0, lost: 'answer to the first branch' },
    { drop: 'before' as const, skip: 1, lost: 'request of the second branch' },
    { drop: 'after' as const, skip: 1, lost: 'answer to the second branch' },
  ])(
    'finishes, at another time, a push that lost the $lost',
    async ({ drop, skip }) => {
      simulator.failNext({
        method: 'POST',
        path: /git-receive-pack$/,
        drop,
        skip,
      });
      await expect(push()).rejects.toThrow();
      const result = await push({ date: new Date('2026-11-02T12:00:00Z') });
      expect(await branches()).toEqual({
        main: result.commit,
        [pristineBranch]: result.commit,
      });
    },
  );

  it('says what it would do in a dry run, and sends nothing', async () => {
    expect(await push({ dryRun: true })).toEqual({
      outcome: 'created',
      files: 2,
    });
    expect(await branches()).toEqual({});
  });

  it('refuses a repository that holds other content, and changes nothing in it', async () => {
    const first = await push();
    await write('README.md', '# Something else\n');
    await expect(push()).rejects.toThrow(/already holds other content/);
    expect((await branches()).main).toBe(first.commit);
  });

  it('tells an expired token with the address and without the token', async () => {
    const error: Error = await push({ token: expiredToken }).then(
      () => Promise.reject(new Error('It was accepted')),
      failure => failure,
    );
    expect(error.name).toBe('AzureDevOpsError');
    expect(error.message).toContain('/_git/churn-model');
    expect(error.message).not.toContain(expiredToken);
  });

  /** Answers every push as Azure DevOps does where policies guard the branch. */
  function refusePushes(branch: string): HttpClient {
    const http = createGitHttpTransport(connect().gitHttp);
    const refusal = [
      'unpack ok\n',
      `ng refs/heads/${branch} TF402455: Pushes to this branch are not permitted\n`,
    ];
    const report = `${refusal.map(packetLine).join('')}0000`;
    return {
      request: async request =>
        request.method === 'POST' && /receive-pack$/.test(request.url)
          ? {
              url: request.url,
              statusCode: 200,
              statusMessage: 'OK',
              headers: {},
              body: oneChunk(`${packetLine(`\u0001${report}`)}0000`),
            }
          : http.request(request),
    };
  }

  it('says Azure DevOps’ own words and the remedy when it refuses a branch', async () => {
    await expect(
      push({ http: refusePushes(pristineBranch) }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringMatching(
        /branch template\/azure-mlops-project to http[\s\S]*TF402455: Pushes to this branch[\s\S]*by a pull request/,
      ),
    });
  });

  it('leaves a finished push alone where policies guard the branch by now', async () => {
    const first = await push();
    await expect(push({ http: refusePushes('main') })).resolves.toEqual({
      ...first,
      outcome: 'unchanged',
    });
  });

  it.each([
    ['GET', /info\/refs/],
    ['POST', /git-receive-pack$/],
  ])(
    'names the address and the remedy when the connection breaks on %s',
    async (method, address) => {
      simulator.failNext({ method, path: address, drop: 'before' });
      await expect(push()).rejects.toMatchObject({
        name: 'AzureDevOpsError',
        kind: 'connection',
        message: expect.stringMatching(
          /_git\/churn-model\/.* got no answer: .*run again/,
        ),
      });
    },
  );

  it('ends with the reason of the signal', async () => {
    const controller = new AbortController();
    controller.abort(new Error('The task was cancelled'));
    const client = connect().withSignal(controller.signal);
    await expect(
      push({ http: createGitHttpTransport(client.gitHttp) }),
    ).rejects.toThrow('The task was cancelled');
    expect(await branches()).toEqual({});
  });
});

/** A line as git's protocol frames it. */
function packetLine(text: string): string {
  return `${(text.length + 4).toString(16).padStart(4, '0')}${text}`;
}

async function* oneChunk(text: string): AsyncIterableIterator<Uint8Array> {
  yield new TextEncoder().encode(text);
}
