import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The git of this machine in a folder, with none of the user's configuration. */
export class GitClient {
  constructor(readonly directory: string) {}

  /** What git prints; throws what it says on its error output. */
  async run(...parameters: readonly string[]): Promise<string> {
    const { stdout } = await promisify(execFile)('git', [...parameters], {
      cwd: this.directory,
      maxBuffer: 64 * 1024 * 1024,
      env: {
        PATH: process.env.PATH,
        HOME: this.directory,
        LC_ALL: 'C',
        GIT_CONFIG_NOSYSTEM: '1',
        GIT_TERMINAL_PROMPT: '0',
        GIT_ALLOW_PROTOCOL: 'http:https',
        GIT_AUTHOR_NAME: 'Dana',
        GIT_AUTHOR_EMAIL: 'dana@contoso.example',
        GIT_COMMITTER_NAME: 'Dana',
        GIT_COMMITTER_EMAIL: 'dana@contoso.example',
      },
    });
    return stdout.trim();
  }

  /** Writes files and commits them; gives back the id of the commit. */
  async commit(
    message: string,
    files: Readonly<Record<string, string | Uint8Array>>,
  ): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.directory, path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, content);
      await this.run('add', '--', path);
    }
    await this.run('commit', '--quiet', '--message', message);
    return this.run('rev-parse', 'HEAD');
  }
}
