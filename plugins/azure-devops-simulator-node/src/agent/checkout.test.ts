import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { GitWorkspace } from '../testing/GitWorkspace';
import { createRepositoryWith } from '../testing/pushFiles';
import { withSimulator } from '../testing/withSimulator';
import { JobRepository } from './JobRequest';
import { script, StepDraft, withAgent } from './testing/withAgent';

function checkout(
  repository: string,
  options: Readonly<Record<string, string>> = {},
): StepDraft {
  return { action: { kind: 'checkout', repository, options } };
}

describe('a checkout from the simulator', () => {
  const context = withSimulator();
  const agent = withAgent();
  let repository: JobRepository;

  beforeAll(async () => {
    const { id, url, commit } = await createRepositoryWith(context, 'model', {
      'README.md': 'Hello\n',
    });
    const address = new URL(url);
    address.username = 'someone';
    repository = {
      id,
      name: 'model',
      cloneUrl: address.href,
      ref: 'refs/heads/main',
      commit,
    };
  });

  it('is the first step of a job that does not speak of it, and uses the token of the job', async () => {
    const { result, listener } = await agent.run(
      [script('git rev-parse HEAD; ls', { displayName: 'Look' })],
      {
        repositories: { self: repository },
        accessToken: context.simulator.token,
      },
    );
    expect(result).toBe('succeeded');
    expect(listener.added.slice(0, 2)).toEqual([
      'before: Initialize job',
      'before: Checkout model@main to s',
    ]);
    expect(listener.named('Look').lines).toEqual(
      expect.arrayContaining([repository.commit, 'README.md']),
    );
    const git = listener.named('Checkout model@main to s').lines.join('\n');
    expect(git).toContain('##[command]git fetch');
    expect(git).toContain(`HEAD is now at ${repository.commit.slice(0, 7)}`);
    expect(git).not.toContain(context.simulator.token);
  });

  it('leaves the token to later steps only if it is told to', async () => {
    const fetch = script('git fetch origin && echo fetched', {
      displayName: 'Fetch',
    });
    const request = {
      repositories: { self: repository },
      accessToken: context.simulator.token,
    };
    const without = await agent.run([checkout('self'), fetch], request);
    expect(without.listener.named('Fetch').result).toBe('failed');
    const kept = await agent.run(
      [checkout('self', { persistCredentials: 'true' }), fetch],
      request,
    );
    expect(kept.listener.named('Fetch').lines).toContain('fetched');
    const file = join(agent.directory, 'work/1/s/.git/job-credentials');
    expect((await stat(file)).mode % 0o1000).toBe(0o600);
    expect(kept.listener.text).not.toContain(
      Buffer.from(`:${context.simulator.token}`).toString('base64'),
    );
  });

  it('fails with what git says when the token is refused', async () => {
    const { result, listener } = await agent.run([checkout('self')], {
      repositories: { self: repository },
      accessToken: 'a-token-that-nobody-knows',
    });
    expect(result).toBe('failed');
    expect(listener.step('step0').issues[0].message).toMatch(
      /Git fetch failed with exit code/,
    );
  });
});

describe('a checkout', () => {
  const agent = withAgent();
  const workspaces: GitWorkspace[] = [];
  let repositories: Readonly<Record<string, JobRepository>>;
  let first: string;

  async function repositoryOf(workspace: GitWorkspace, name: string) {
    return {
      id: name,
      name,
      cloneUrl: `file://${workspace.directory}`,
      ref: 'refs/heads/main',
      commit: await workspace.git('rev-parse', 'HEAD'),
    };
  }

  beforeAll(async () => {
    const model = await GitWorkspace.create();
    const tools = await GitWorkspace.create();
    workspaces.push(model, tools);
    await model.write('a.txt', 'one\n');
    first = await model.commit('First');
    await model.git('tag', 'v1');
    await model.write('a.txt', 'two\n');
    await model.commit('Second');
    await tools.write('tool.sh', 'echo tool');
    await tools.commit('Tools');
    repositories = {
      self: await repositoryOf(model, 'model'),
      tools: await repositoryOf(tools, 'shared/tools'),
    };
  });
  afterAll(() => Promise.all(workspaces.map(one => one.remove())));

  it('fetches one commit unless it is told how many', async () => {
    const count = script('git rev-list --count HEAD; git tag', {
      displayName: 'Count',
    });
    const shallow = await agent.run([checkout('self'), count], {
      repositories,
    });
    expect(shallow.listener.named('Count').lines).toContain('1');
    expect(shallow.listener.named('Count').lines).not.toContain('v1');
    const deep = await agent.run(
      [checkout('self', { fetchDepth: '0', fetchTags: 'true' }), count],
      { repositories },
    );
    expect(deep.listener.named('Count').lines).toEqual(
      expect.arrayContaining(['2', 'v1']),
    );
  });

  it('checks out the commit of the run, also where the branch has gone on', async () => {
    for (const fetchDepth of ['0', '1']) {
      const { listener } = await agent.run(
        [
          checkout('self', { fetchDepth }),
          script('cat a.txt', { displayName: 'Look' }),
        ],
        {
          repositories: { self: { ...repositories.self, commit: first } },
        },
      );
      expect(listener.named('Look').lines).toContain('one');
    }
  });

  it('puts several repositories side by side', async () => {
    const { result, listener } = await agent.run(
      [
        checkout('self'),
        checkout('tools'),
        script('cat model/a.txt; sh tools/tool.sh; pwd', {
          displayName: 'Look',
        }),
      ],
      { repositories },
    );
    expect(result).toBe('succeeded');
    expect(listener.named('Look').lines).toEqual(
      expect.arrayContaining(['two', 'tool', expect.stringMatching(/\/s$/)]),
    );
  });

  it('follows a path, and no path out of the work folder', async () => {
    const { listener } = await agent.run(
      [
        checkout('self', { path: 'place/of/mine' }),
        script('pwd; echo $BUILD_SOURCESDIRECTORY', { displayName: 'Look' }),
      ],
      { repositories },
    );
    expect(
      listener
        .named('Look')
        .lines.filter(line => line.endsWith('/1/place/of/mine')),
    ).toHaveLength(2);
    const outside = await agent.run([checkout('self', { path: '../2/s' })], {
      repositories,
    });
    expect(outside.result).toBe('failed');
    expect(outside.listener.step('step0').issues[0].message).toContain(
      'must be below Agent.BuildDirectory',
    );
  });

  it('cleans a folder that is there, if it is told to', async () => {
    const { listener } = await agent.run(
      [
        checkout('self', { path: 's' }),
        script('echo changed > a.txt; echo new > b.txt'),
        checkout('self', { path: 's', clean: 'true' }),
        script('cat a.txt; ls', { displayName: 'Look' }),
      ],
      { repositories },
    );
    expect(listener.named('Look').lines).toContain('two');
    expect(listener.named('Look').lines).not.toContain('b.txt');
  });

  it('refuses what is not simulated, not installed or not known', async () => {
    const cases = [
      [checkout('self', { sparseCheckoutPatterns: '*' }), 'not simulated'],
      [
        checkout('self', { fetchDepth: 'deep' }),
        "fetchDepth of the checkout is 'deep'",
      ],
      [checkout('other'), "asks for the repository 'other'"],
    ] as const;
    for (const [step, message] of cases) {
      const { result, listener } = await agent.run([step], { repositories });
      expect(result).toBe('failed');
      expect(listener.step('step0').issues[0].message).toContain(message);
    }
  });

  it('is no part of a deployment', async () => {
    const { listener } = await agent.run(
      [script('ls -A | wc -l', { displayName: 'Look' })],
      { repositories, isDeployment: true },
    );
    expect(listener.named('Look').lines).toContain('0');
    expect(listener.added.join()).not.toContain('Checkout');
  });
});
