import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runGit } from '../git/runGit';

/** A clone on disk, driven with the real git command. */
export class GitWorkspace {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  static async create(): Promise<GitWorkspace> {
    const workspace = new GitWorkspace(
      await mkdtemp(join(tmpdir(), 'simulator-git-')),
    );
    await workspace.git('init', '--quiet', '--initial-branch=main');
    return workspace;
  }

  static async clone(
    url: string,
    ...options: readonly string[]
  ): Promise<GitWorkspace> {
    const workspace = new GitWorkspace(
      await mkdtemp(join(tmpdir(), 'simulator-git-')),
    );
    await workspace.git('clone', '--quiet', ...options, url, '.');
    return workspace;
  }

  async git(...parameters: readonly string[]): Promise<string> {
    const identity = {
      GIT_AUTHOR_NAME: 'Dana',
      GIT_AUTHOR_EMAIL: 'dana@contoso.example',
      GIT_COMMITTER_NAME: 'Dana',
      GIT_COMMITTER_EMAIL: 'dana@contoso.example',
    };
    return (
      await runGit(parameters, {
        directory: this.directory,
        environment: identity,
      })
    )
      .toString('utf8')
      .trim();
  }

  async write(path: string, content: string | Uint8Array): Promise<void> {
    const file = join(this.directory, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }

  async commit(message: string): Promise<string> {
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '--message', message);
    return this.git('rev-parse', 'HEAD');
  }

  remove(): Promise<void> {
    return rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The address of a repository with the token in it, as git takes it. */
export function withToken(url: string, token: string): string {
  const address = new URL(url);
  address.username = 'token';
  address.password = token;
  return address.href;
}
