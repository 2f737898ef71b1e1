import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

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
  /** Wait this long before anything else; without a failure beside it, the request then goes its way. */
  readonly delayMilliseconds?: number;
  /** Do the work and send these headers with its answer, for instance `x-ratelimit-delay`. */
  readonly passWithHeaders?: Readonly<Record<string, string>>;
  /**
   * Eventual consistency: what the request creates is answered as usual, but the next reads that
   * would show it do not find it, this many of them. Writes see it at once.
   */
  readonly invisibleForReads?: number;
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
  /** Resolves after the delay, or when the faults are cleared. */
  delay(): Promise<void>;
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
        return {
          fault: armed.fault,
          hold: () => this.#hold(armed),
          delay: () => this.#delay(armed.fault.delayMilliseconds ?? 0),
        };
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

  async #delay(milliseconds: number): Promise<void> {
    const { signal } = this.#clearing;
    try {
      await sleep(milliseconds, undefined, { signal, ref: false });
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  }
}
