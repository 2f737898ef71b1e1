import { Simulator, startSimulator } from '../startSimulator';
import { GitWorkspace, withToken } from '../testing/GitWorkspace';
import { RestClient } from '../testing/RestClient';
import { expiredToken, readOnlyToken } from '../seed/developmentTokens';

describe('git over smart HTTP', () => {
  let simulator: Simulator;
  let rest: RestClient;
  const workspaces: GitWorkspace[] = [];

  const keep = (workspace: GitWorkspace) => {
    workspaces.push(workspace);
    return workspace;
  };

  const createRepository = async (name: string): Promise<string> => {
    const { body } = await rest.post(
      'machine-learning/_apis/git/repositories',
      { name },
    );
    return body.remoteUrl;
  };

  const firstCommit = async () => {
    const workspace = keep(await GitWorkspace.create());
    await workspace.write('README.md', '# Hello\n');
    await workspace.write('src/train.py', 'print("train")\n');
    await workspace.commit('Start');
    return workspace;
  };

  beforeEach(async () => {
    simulator = await startSimulator();
    rest = new RestClient(simulator);
  });

  afterEach(async () => {
    await Promise.all(
      workspaces.splice(0).map(workspace => workspace.remove()),
    );
    await simulator.close();
  });

  it('takes a push and gives it back to a clone', async () => {
    const url = withToken(await createRepository('churn'), simulator.token);
    const workspace = await firstCommit();
    await workspace.git('push', '--quiet', url, 'main');
    const clone = keep(await GitWorkspace.clone(url));
    expect(await clone.git('log', '--format=%s')).toBe('Start');
    expect(await clone.git('ls-files')).toBe('README.md\nsrc/train.py');
  });

  it('makes the first pushed branch the default one, and notes size and push', async () => {
    const url = withToken(await createRepository('churn'), simulator.token);
    const workspace = await firstCommit();
    await workspace.git('branch', 'template/azure-mlops-project');
    await workspace.git(
      'push',
      '--quiet',
      url,
      'main',
      'template/azure-mlops-project',
    );
    const { body } = await rest.get(
      'machine-learning/_apis/git/repositories/churn',
    );
    expect(body.defaultBranch).toBe('refs/heads/main');
    expect(body.size).toBeGreaterThan(0);
    const pushes = await rest.get(
      'machine-learning/_apis/git/repositories/churn/pushes?searchCriteria.includeRefUpdates=true',
    );
    expect(pushes.body.count).toBe(1);
    expect(pushes.body.value[0].refUpdates).toHaveLength(2);
    expect(pushes.body.value[0].pushedBy.uniqueName).toBe(
      'dana.scientist@contoso.example',
    );
  });

  it('takes another name as the default branch when that is all there is', async () => {
    const url = withToken(await createRepository('churn'), simulator.token);
    const workspace = await firstCommit();
    await workspace.git('push', '--quiet', url, 'main:refs/heads/trunk');
    const { body } = await rest.get(
      'machine-learning/_apis/git/repositories/churn',
    );
    expect(body.defaultBranch).toBe('refs/heads/trunk');
    const clone = keep(await GitWorkspace.clone(url));
    expect(await clone.git('branch', '--show-current')).toBe('trunk');
  });

  it('serves pushes to different branches at the same time', async () => {
    const url = withToken(await createRepository('churn'), simulator.token);
    const workspace = await firstCommit();
    await workspace.git('push', '--quiet', url, 'main');
    await Promise.all(
      [1, 2, 3, 4].map(number =>
        workspace.git(
          'push',
          '--quiet',
          url,
          `main:refs/heads/feature-${number}`,
        ),
      ),
    );
    const { body } = await rest.get(
      'machine-learning/_apis/git/repositories/churn/refs?filter=heads/feature',
    );
    expect(body.count).toBe(4);
  });

  it('refuses a push that would lose commits', async () => {
    const url = withToken(await createRepository('churn'), simulator.token);
    const workspace = await firstCommit();
    await workspace.git('push', '--quiet', url, 'main');
    const other = keep(await GitWorkspace.create());
    await other.write('other.txt', 'other');
    await other.commit('Other');
    await expect(other.git('push', '--quiet', url, 'main')).rejects.toThrow(
      /rejected/,
    );
  });

  it('takes a large push and gives a shallow clone', async () => {
    const url = withToken(await createRepository('churn'), simulator.token);
    const workspace = await firstCommit();
    const noise = Uint8Array.from(
      { length: 3_000_000 },
      (_, index) => (index * 2654435761) >>> 11,
    );
    await workspace.write('data/noise.bin', noise);
    await workspace.commit('Noise');
    await workspace.git('push', '--quiet', url, 'main');
    const clone = keep(await GitWorkspace.clone(url, '--depth=1'));
    expect(await clone.git('rev-list', '--count', 'HEAD')).toBe('1');
  });

  it.each([
    ['nobody knows', 'nonsense'],
    ['has expired', expiredToken],
  ])('refuses a token that %s', async (_, token) => {
    const url = withToken(await createRepository('churn'), token);
    const workspace = await firstCommit();
    await expect(workspace.git('ls-remote', url)).rejects.toThrow(
      /Authentication failed|could not read/,
    );
  });

  it('lets a reading token fetch but not push', async () => {
    const url = withToken(await createRepository('churn'), readOnlyToken);
    const workspace = await firstCommit();
    await expect(workspace.git('ls-remote', url)).resolves.toBe('');
    await expect(workspace.git('push', '--quiet', url, 'main')).rejects.toThrow(
      /403/,
    );
  });

  it('says that a repository does not exist', async () => {
    const url = withToken(
      `${simulator.organizationUrl()}/machine-learning/_git/nowhere`,
      simulator.token,
    );
    const workspace = await firstCommit();
    await expect(workspace.git('ls-remote', url)).rejects.toThrow(
      /TF401019|not found/,
    );
  });
});
