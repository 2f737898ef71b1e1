import { fork, type ChildProcess as NodeProcess } from 'node:child_process';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { AnswerMessage, Requests } from './requests';

interface Waiting {
  readonly fulfil: (answer: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Another Node process of the benchmark, which answers requests. */
export class ChildProcess<Known extends Requests> {
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;

  private constructor(
    private readonly name: string,
    private readonly node: NodeProcess,
  ) {
    node.on('message', (message: AnswerMessage) => this.settle(message));
    node.once('exit', (code, signal) => this.failAll(signal ?? `code ${code}`));
  }

  /**
   * @param options - `entry` is a file of this package's sources, without `.ts`, run with the
   *   TypeScript loader of this process
   */
  static start<Known extends Requests>(options: {
    readonly entry: string;
    readonly nodeArguments?: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
  }): ChildProcess<Known> {
    const { entry, nodeArguments = [], environment = {} } = options;
    const node = fork(
      resolvePackagePath('azure-mlops-benchmarks', `src/${entry}.ts`),
      {
        execArgv: [...process.execArgv, ...nodeArguments],
        env: { ...process.env, ...environment },
        // Standard output belongs to the figures.
        stdio: ['ignore', 2, 2, 'ipc'],
      },
    );
    return new ChildProcess<Known>(entry, node);
  }

  /** @throws Error with the stack of the other process when the request fails there. */
  ask<Name extends keyof Known & string>(
    name: Name,
    input: Known[Name]['input'],
  ): Promise<Known[Name]['answer']> {
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((fulfil, reject) => {
      this.waiting.set(id, { fulfil, reject });
      this.node.send({ id, name, input }, error => {
        if (error) {
          this.waiting.delete(id);
          reject(error);
        }
      });
    });
  }

  async stop(): Promise<void> {
    if (this.node.exitCode !== null || this.node.signalCode !== null) {
      return;
    }
    const ended = new Promise<void>(fulfil => {
      this.node.once('exit', () => fulfil());
    });
    this.node.disconnect();
    await ended;
  }

  private settle(message: AnswerMessage): void {
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.outcome === 'answered') {
      waiting?.fulfil(message.answer);
    } else {
      waiting?.reject(new Error(`${this.name}: ${message.reason}`));
    }
  }

  private failAll(how: string): void {
    for (const { reject } of this.waiting.values()) {
      reject(new Error(`The process ${this.name} ended by itself (${how})`));
    }
    this.waiting.clear();
  }
}
