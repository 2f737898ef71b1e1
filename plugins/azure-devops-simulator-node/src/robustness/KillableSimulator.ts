import { ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { ProcessMessage, StartMessage } from './simulatorProcess';

/** The simulator alone, or with every git process that works for it. */
export type KillScope = 'process' | 'group';

/** A simulator in a process of its own, made to be killed. */
export class KillableSimulator {
  readonly #child: ChildProcess;
  readonly #loaded: Promise<ProcessMessage>;
  readonly #complaints: string[] = [];
  #address: { readonly url: string; readonly token: string } | undefined;

  /**
   * Loads the sources at once, so that the start itself is quick.
   *
   * @param entry - path of `simulatorProcess.ts`
   * @param nodeArguments - more of them for Node
   */
  constructor(entry: string, nodeArguments: readonly string[] = []) {
    this.#child = fork(entry, {
      // A group of its own, so that it can be killed together with its git processes.
      detached: true,
      execArgv: [
        ...nodeArguments,
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child.stderr?.on('data', chunk =>
      this.#complaints.push(String(chunk)),
    );
    this.#loaded = this.#nextMessage();
    this.#loaded.catch(() => {}); // start() tells of it
  }

  get url(): string {
    return this.#started.url;
  }

  get token(): string {
    return this.#started.token;
  }

  /** What it has told of errors inside the simulator. */
  get complaints(): string {
    return this.#complaints.join('');
  }

  async start(dataDirectory: string): Promise<void> {
    await this.#loaded;
    const answer = this.#nextMessage();
    const message: StartMessage = { dataDirectory };
    this.#child.send(message);
    const told = await answer;
    if (told.kind !== 'started') {
      throw new Error(
        `The simulator did not start: ${
          told.kind === 'failed' ? told.reason : told.kind
        }`,
      );
    }
    this.#address = told;
  }

  /** kill -9. */
  async kill(scope: KillScope): Promise<void> {
    const { pid } = this.#child;
    if (pid === undefined || this.#child.exitCode !== null) {
      return;
    }
    const ended = once(this.#child, 'exit');
    process.kill(scope === 'group' ? -pid : pid, 'SIGKILL');
    await ended;
  }

  get #started() {
    if (!this.#address) {
      throw new Error('The simulator has not been started.');
    }
    return this.#address;
  }

  #nextMessage(): Promise<ProcessMessage> {
    return new Promise((resolve, reject) => {
      const onExit = () =>
        reject(new Error(`The simulator ended: ${this.complaints}`));
      const onMessage = (message: object) => {
        // The loader of the sources tells its parent what it has loaded, too.
        if ('kind' in message) {
          this.#child.off('exit', onExit);
          this.#child.off('message', onMessage);
          resolve(message as ProcessMessage);
        }
      };
      this.#child.once('exit', onExit);
      this.#child.on('message', onMessage);
    });
  }
}
