import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { AgentSettings } from './AgentSettings';
import { LineSplitter } from './LineSplitter';
import { endLostProcesses, LostProcess } from './lostProcesses';
import { ProcessGroup } from './ProcessGroup';

export interface ChildOptions {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly directory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly onLine: (line: string, source: 'output' | 'error') => void;
}

export interface ChildOutcome {
  /** As a shell gives it: 128 and the signal's number, if one has ended it. */
  readonly exitCode: number;
  readonly wasStopped: boolean;
  /** Something that the child has left behind still held its output open. */
  readonly leftOutputOpen: boolean;
}

const signalNumbers: Readonly<Partial<Record<NodeJS.Signals, number>>> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGSEGV: 11,
  SIGPIPE: 13,
  SIGTERM: 15,
};

function readLines(stream: Readable, onLine: (line: string) => void): void {
  const splitter = new LineSplitter(onLine);
  stream.on('data', (chunk: Buffer) => splitter.push(chunk));
  stream.once('close', () => splitter.end());
  // A pipe that breaks shows in the exit code.
  stream.on('error', () => {});
}

/** Resolves to true if the promise settles in time. */
async function isDoneWithin(
  promise: Promise<unknown>,
  milliseconds: number,
): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>(resolve => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The children of one job. Each leads a process group of its own, so that its children end with it. */
export class JobProcesses {
  readonly #settings: AgentSettings;
  readonly #lookupId: string;
  readonly #groups = new Set<ProcessGroup>();

  constructor(settings: AgentSettings, lookupId: string) {
    this.#settings = settings;
    this.#lookupId = lookupId;
  }

  /**
   * Runs a child to its end, or stops it and all its children once the signal is aborted.
   *
   * @throws the system's error if it cannot be started.
   */
  async run(options: ChildOptions): Promise<ChildOutcome> {
    options.signal.throwIfAborted();
    const child = spawn(options.command, options.parameters, {
      cwd: options.directory,
      env: options.environment,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    readLines(child.stdout, line => options.onLine(line, 'output'));
    readLines(child.stderr, line => options.onLine(line, 'error'));
    const closed = new Promise<void>(resolve => {
      child.once('close', () => resolve());
    });
    const exited = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) =>
        resolve(code ?? 128 + ((signal && signalNumbers[signal]) ?? 0)),
      );
    });
    const group =
      child.pid === undefined ? undefined : new ProcessGroup(child.pid);
    if (group) {
      this.#groups.add(group);
    }
    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= group?.stop(this.#settings.stopTimes);
    };
    options.signal.addEventListener('abort', stop, { once: true });
    try {
      const exitCode = await exited;
      const isClosed = await this.#drain(closed, options.signal);
      // Aborted meanwhile: what the child left behind is stopped as well.
      await stopping;
      return {
        exitCode,
        wasStopped: stopping !== undefined,
        leftOutputOpen: !isClosed,
      };
    } finally {
      options.signal.removeEventListener('abort', stop);
      child.stdout.destroy();
      child.stderr.destroy();
      if (group && !group.isAlive()) {
        this.#groups.delete(group);
      }
    }
  }

  /** Ends whatever the steps have left behind, and says what that was. */
  async endAll(): Promise<readonly LostProcess[]> {
    const lost = await endLostProcesses(
      this.#lookupId,
      this.#settings.platform,
    );
    this.#groups.forEach(group => group.kill());
    this.#groups.clear();
    return lost;
  }

  async #drain(closed: Promise<void>, signal: AbortSignal): Promise<boolean> {
    const aborted = new Promise<void>(resolve => {
      if (signal.aborted) {
        resolve();
      } else {
        signal.addEventListener('abort', () => resolve(), { once: true });
      }
    });
    const isClosedOrAborted = await isDoneWithin(
      Promise.race([closed, aborted]),
      this.#settings.drainMilliseconds,
    );
    // A group that is stopped closes its pipes by itself, and soon.
    return signal.aborted
      ? isDoneWithin(closed, this.#settings.stopTimes.terminateMilliseconds)
      : isClosedOrAborted;
  }
}
