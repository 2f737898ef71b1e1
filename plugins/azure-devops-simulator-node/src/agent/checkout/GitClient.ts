import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';

/** What git is told on behalf of a job; the token is in the environment, where no list of processes shows it. */
export interface GitCredentials {
  /** Name of the setting: it is for addresses of the simulator alone. */
  readonly key: string;
  readonly header: string;
}

export function credentialsFor(
  cloneUrl: URL,
  token: string,
): GitCredentials | undefined {
  return /^https?:$/.test(cloneUrl.protocol)
    ? {
        key: `http.${cloneUrl.origin}/.extraheader`,
        header: `AUTHORIZATION: basic ${Buffer.from(`:${token}`).toString(
          'base64',
        )}`,
      }
    : undefined;
}

/** Runs git for a checkout, with its output in the log. */
export class GitClient {
  readonly #context: StepContext;
  readonly #directory: string;
  readonly #environment: Readonly<Record<string, string>>;

  constructor(options: {
    readonly context: StepContext;
    readonly directory: string;
    readonly credentials: GitCredentials | undefined;
    readonly fetchesLargeFiles: boolean;
  }) {
    const { credentials } = options;
    this.#context = options.context;
    this.#directory = options.directory;
    this.#environment = {
      // Whoever started the agent may have settings of their own.
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      LC_ALL: 'C',
      ...(!options.fetchesLargeFiles && { GIT_LFS_SKIP_SMUDGE: '1' }),
      ...(credentials && {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: credentials.key,
        GIT_CONFIG_VALUE_0: credentials.header,
      }),
    };
  }

  /** @returns whether git ended well. */
  async try(...parameters: readonly string[]): Promise<boolean> {
    return (await this.#run(parameters)) === 0;
  }

  /** @throws TaskFailure if git did not end well. */
  async run(...parameters: readonly string[]): Promise<void> {
    const exitCode = await this.#run(parameters);
    if (exitCode !== 0) {
      throw new TaskFailure(
        `Git ${parameters[0]} failed with exit code: ${exitCode}`,
      );
    }
  }

  async #run(parameters: readonly string[]): Promise<number> {
    this.#context.log(`##[command]git ${parameters.join(' ')}`);
    const { exitCode } = await this.#context.runChild({
      command: 'git',
      parameters,
      directory: this.#directory,
      environment: this.#environment,
      // Names and messages in a repository give no commands.
      onOutputLine: line => this.#context.log(line),
      onErrorLine: line => this.#context.log(line),
    });
    return exitCode;
  }
}
