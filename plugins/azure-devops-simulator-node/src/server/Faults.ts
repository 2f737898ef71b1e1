import { once } from 'node:events';

/** A failure to happen to the next matching requests. */
export interface Fault {
  /** HTTP method; any if absent. */
  readonly method?: string;
  /** Matched against path and query; any if absent. */
  readonly path?: RegExp;
  /** Answer with this status instead of doing the work. */
  readonly status?: number;
  /** Body of the answer; Azure DevOps' own error shape if absent. */
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Cut the connection before the work is done, or after it, so that the client cannot know. */
  readonly drop?: 'before' | 'after';
  /**
   * Do not answer, before the work is done or after it, until the faults are cleared: time enough
   * to end the client while it waits.
   */
  readonly hold?: 'before' | 'after';
  /** How many matching requests fail. Default 1. */
  readonly times?: number;
  /** How many matching requests pass first. Default 0. */
  readonly skip?: number;
}

/** A fault and what has become of it. */
export interface FaultReport {
  readonly fault: Fault;
  /** How many requests it has happened to. */
  readonly happened: number;
  /** How many of them are held at the moment. */
  readonly holding: number;
}

/** A fault that happens to the request at hand. */
export interface TakenFault {
  readonly fault: Fault;
  /** Resolves when the faults are cleared; the request counts as held until then. */
  hold(): Promise<void>;
}

interface ArmedFault {
  readonly fault: Fault;
  toSkip: number;
  happened: number;
  holding: number;
}

function matches(fault: Fault, method: string, path: string): boolean {
  return (
    (!fault.method || fault.method.toUpperCase() === method) &&
    (!fault.path || fault.path.test(path))
  );
}

/** Failures asked for by a test. */
export class Faults {
  #armed: ArmedFault[] = [];
  #clearing = new AbortController();

  add(fault: Fault): void {
    this.#armed.push({
      fault,
      toSkip: fault.skip ?? 0,
      happened: 0,
      holding: 0,
    });
  }

  /** Forgets all faults and lets go of the requests that are held. */
  clear(): void {
    this.#armed = [];
    this.#clearing.abort();
    this.#clearing = new AbortController();
  }

  report(): readonly FaultReport[] {
    return this.#armed.map(({ fault, happened, holding }) => ({
      fault,
      happened,
      holding,
    }));
  }

  /** The failure for this request, if there is one; using it up. */
  take(method: string, path: string): TakenFault | undefined {
    for (const armed of this.#armed) {
      if (!matches(armed.fault, method, path)) {
        continue;
      }
      if (armed.toSkip > 0) {
        armed.toSkip--;
      } else if (armed.happened < (armed.fault.times ?? 1)) {
        armed.happened++;
        return { fault: armed.fault, hold: () => this.#hold(armed) };
      }
    }
    return undefined;
  }

  async #hold(armed: ArmedFault): Promise<void> {
    const { signal } = this.#clearing;
    armed.holding++;
    if (!signal.aborted) {
      await once(signal, 'abort');
    }
    armed.holding--;
  }
}
