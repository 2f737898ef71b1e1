import { JobCancellation } from './JobCancellation';

/** Says when a step has to stop, and why. */
export class StepTimer {
  readonly #controller = new AbortController();
  readonly #listening = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #reason: 'canceled' | 'timedOut' | undefined;

  /**
   * @param mayGoOn - whether the step's condition holds in a cancelled job too; asked when that happens
   */
  constructor(cancellation: JobCancellation, mayGoOn: () => boolean) {
    const listening = { signal: this.#listening.signal };
    const stop = () => this.#stop('canceled');
    const ask = () => {
      if (!this.#isTrue(mayGoOn)) {
        stop();
      }
    };
    if (cancellation.forced.aborted) {
      stop();
    } else {
      cancellation.forced.addEventListener('abort', stop, listening);
    }
    if (!cancellation.isRequested) {
      cancellation.requested.addEventListener('abort', ask, listening);
    }
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get reason(): 'canceled' | 'timedOut' | undefined {
    return this.#reason;
  }

  /** @param minutes - 0 for no limit */
  limit(minutes: number): void {
    if (minutes > 0) {
      this.#timer = setTimeout(
        () => this.#stop('timedOut'),
        Math.min(minutes * 60_000, 2 ** 31 - 1),
      );
    }
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#listening.abort();
  }

  /** A condition that cannot be evaluated any more keeps no step alive. */
  #isTrue(mayGoOn: () => boolean): boolean {
    try {
      return mayGoOn();
    } catch {
      return false;
    }
  }

  #stop(reason: 'canceled' | 'timedOut'): void {
    if (!this.#reason) {
      this.#reason = reason;
      this.#controller.abort();
    }
  }
}
