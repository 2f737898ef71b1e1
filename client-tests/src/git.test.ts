import { createHash, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  expiredToken,
  readOnlyToken,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { GitClient } from './testing/GitClient';
import { temporaryDirectories } from './testing/temporaryDirectories';
import { project, withAzureDevOps } from './testing/withAzureDevOps';

describe('git', () => {
  const context = withAzureDevOps();
  const directories = temporaryDirectories();

  const addressOf = (name: string, token = context.simulator.token) => {
    const address = new URL(
      `${context.organizationUrl}/${project}/_git/${name}`,
    );
    address.username = 'anybody';
    address.password = token;
    return address.href;
  };

  async function createRepository(name: string): Promise<string> {
    const api = await context.connect().getGitApi();
    const { id = '' } = await api.createRepository({ name }, project);
    return id;
  }

  async function emptyClone(name: string): Promise<GitClient> {
    const git = new GitClient(await directories.create());
    await git.run('init', '--quiet', '--initial-branch=main');
    await git.run('remote', 'add', 'origin', addressOf(name));
    return git;
  }

  /** A repository with two commits on its branch main, and the clone that pushed them. */
  async function repositoryWithCommits(name: string): Promise<{
    readonly git: GitClient;
    readonly commits: readonly [string, string];
  }> {
    await createRepository(name);
    const git = await emptyClone(name);
    const first = await git.commit('First', { 'README.md': '# One\n' });
    const second = await git.commit('Second', {
      'README.md': '# Two\n',
      'src/train.py': 'print("train")\n',
    });
    await git.run('push', '--quiet', 'origin', 'main');
    return { git, commits: [first, second] };
  }

  async function clone(
    name: string,
    ...options: readonly string[]
  ): Promise<GitClient> {
    const git = new GitClient(await directories.create());
    await git.run('clone', '--quiet', ...options, addressOf(name), '.');
    return git;
  }

  it('clones, pushes and fetches', async () => {
    const { git, commits } = await repositoryWithCommits('life');
    const other = await clone('life');
    expect(await other.run('rev-parse', 'HEAD')).toBe(commits[1]);
    expect(await other.run('branch', '--show-current')).toBe('main');
    const third = await other.commit('Third', { 'b.txt': 'b\n' });
    await other.run('push', '--quiet');
    await git.run('fetch', '--quiet');
    expect(await git.run('rev-parse', 'origin/main')).toBe(third);
    const api = await context.connect().getGitApi();
    const pushes = await api.getPushes('life', project);
    expect(pushes).toHaveLength(2);
  });

  it('is refused a push that is not fast-forward, and forces it', async () => {
    const { git, commits } = await repositoryWithCommits('forced');
    await git.run('reset', '--quiet', '--hard', commits[0]);
    const other = await git.commit('Other', { 'other.txt': 'other\n' });
    await expect(git.run('push', 'origin', 'main')).rejects.toThrow(
      /rejected.*(fetch first|non-fast-forward)/s,
    );
    await git.run('push', '--quiet', '--force-with-lease', 'origin', 'main');
    const api = await context.connect().getGitApi();
    const [reference] = await api.getRefs('forced', project, 'heads/main');
    expect(reference.objectId).toBe(other);
  });

  it('creates, lists and deletes branches and tags', async () => {
    const { git, commits } = await repositoryWithCommits('references');
    await git.run('tag', 'light');
    await git.run('tag', '--annotate', 'v1', '--message', 'One');
    await git.run('branch', 'topic', commits[0]);
    await git.run('push', '--quiet', 'origin', 'topic', 'light', 'v1');
    const listed = await git.run('ls-remote', 'origin');
    expect(listed.split('\n').map(line => line.split('\t')[1])).toEqual([
      'HEAD',
      'refs/heads/main',
      'refs/heads/topic',
      'refs/tags/light',
      'refs/tags/v1',
      'refs/tags/v1^{}',
    ]);
    await git.run('push', '--quiet', 'origin', '--delete', 'topic', 'light');
    expect(await git.run('ls-remote', 'origin', 'topic', 'light')).toBe('');
  });

  it('clones shallow, and deepens', async () => {
    const { commits } = await repositoryWithCommits('shallow');
    const git = await clone('shallow', '--depth=1');
    expect(await git.run('rev-list', 'HEAD')).toBe(commits[1]);
    await git.run('fetch', '--quiet', '--unshallow');
    expect((await git.run('rev-list', 'HEAD')).split('\n')).toEqual([
      commits[1],
      commits[0],
    ]);
  });

  it('clones partially, and fetches what is missing when it is wanted', async () => {
    const { commits } = await repositoryWithCommits('partial');
    const git = await clone('partial', '--filter=blob:none', '--no-checkout');
    const missing = await git.run(
      'rev-list',
      '--objects',
      '--all',
      '--missing=print',
    );
    expect(missing).toMatch(/^\?/m);
    expect(await git.run('show', `${commits[0]}:README.md`)).toBe('# One');
  });

  it('carries a large file both ways', async () => {
    await createRepository('large');
    const git = await emptyClone('large');
    const content = randomBytes(20 * 1024 * 1024);
    await git.commit('Large', { 'model.bin': content });
    await git.run('push', '--quiet', 'origin', 'main');
    const other = await clone('large');
    const found = await readFile(join(other.directory, 'model.bin'));
    const hash = (bytes: Uint8Array) =>
      createHash('sha256').update(bytes).digest('hex');
    expect(hash(found)).toBe(hash(content));
  });

  it('takes a submodule from another repository', async () => {
    await repositoryWithCommits('library');
    const { git } = await repositoryWithCommits('application');
    await git.run('submodule', '--quiet', 'add', '../library', 'library');
    await git.run('commit', '--quiet', '--message', 'Use the library');
    await git.run('push', '--quiet', 'origin', 'main');
    const other = await clone('application', '--recurse-submodules');
    expect(
      await readFile(join(other.directory, 'library', 'README.md'), 'utf8'),
    ).toBe('# Two\n');
  });

  it('is refused with wrong, expired and missing tokens', async () => {
    await repositoryWithCommits('closed');
    const git = new GitClient(await directories.create());
    for (const token of ['nonsense', expiredToken]) {
      await expect(
        git.run('ls-remote', addressOf('closed', token)),
      ).rejects.toThrow(/Authentication failed/);
    }
    await expect(
      git.run('ls-remote', `${context.organizationUrl}/${project}/_git/closed`),
    ).rejects.toThrow(/could not read Username/);
  });

  it('reads with a token that only reads, and is refused a push', async () => {
    const { git, commits } = await repositoryWithCommits('reading');
    const address = addressOf('reading', readOnlyToken);
    expect(await git.run('ls-remote', address, 'main')).toContain(commits[1]);
    await git.commit('More', { 'more.txt': 'more\n' });
    await expect(git.run('push', address, 'main')).rejects.toThrow(/403/);
    expect(await git.run('ls-remote', address, 'main')).toContain(commits[1]);
  });

  it('says that a repository is unknown', async () => {
    const git = new GitClient(await directories.create());
    await expect(git.run('clone', addressOf('nowhere'), '.')).rejects.toThrow(
      /not found|TF401019/,
    );
  });
});
