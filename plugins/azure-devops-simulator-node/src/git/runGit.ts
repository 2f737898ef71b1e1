import { execFile, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';

/** Git ran and said no. */
export class GitCommandError extends Error {
  readonly exitCode: number;
  /** What it had printed until then. */
  readonly stdout: string;

  constructor(options: {
    readonly command: string;
    readonly exitCode: number;
    readonly stderr: string;
    readonly stdout?: string;
  }) {
    super(
      `git ${options.command} ended with ${
        options.exitCode
      }: ${options.stderr.trim()}`,
    );
    this.name = 'GitCommandError';
    this.exitCode = options.exitCode;
    this.stdout = options.stdout ?? '';
  }
}

/**
 * The environment for every git process: nothing of the caller's own git
 * (its hooks, aliases, GIT_DIR of a surrounding commit) may leak in.
 */
export function gitEnvironment(
  extra: Readonly<Record<string, string>> = {},
): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('GIT_'),
  );
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    HOME: tmpdir(),
    LC_ALL: 'C',
    ...extra,
  };
}

export interface GitOptions {
  readonly directory: string;
  readonly input?: Uint8Array | string;
  readonly environment?: Readonly<Record<string, string>>;
}

const largestOutput = 512 * 1024 * 1024;

/** Runs git without a shell and gives back what it printed. */
export function runGit(
  parameters: readonly string[],
  options: GitOptions,
): Promise<Buffer> {
  const texts = [...parameters, ...Object.values(options.environment ?? {})];
  if (texts.some(value => value.includes('\0'))) {
    // No path or name on disk can have it, and no process takes it.
    return Promise.reject(
      new GitCommandError({
        command: parameters[0] ?? '',
        exitCode: 128,
        stderr: 'a value contains a zero byte',
      }),
    );
  }
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      parameters,
      {
        cwd: options.directory,
        env: gitEnvironment(options.environment),
        encoding: 'buffer',
        maxBuffer: largestOutput,
      },
      (error, stdout, stderr) => {
        if (error) {
          const exitCode = typeof error.code === 'number' ? error.code : -1;
          reject(
            new GitCommandError({
              command: parameters[0] ?? '',
              exitCode,
              stderr: stderr.toString('utf8') || error.message,
              stdout: stdout.toString('utf8'),
            }),
          );
          return;
        }
        resolve(stdout);
      },
    );
    // Git may end before it has read its input; that shows in the exit code.
    child.stdin?.on('error', () => {});
    child.stdin?.end(options.input ?? '');
  });
}

/** Starts git for streaming. */
export function spawnGit(
  parameters: readonly string[],
  options: { readonly environment: Readonly<Record<string, string>> },
) {
  return spawn('git', parameters, {
    env: gitEnvironment(options.environment),
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}
