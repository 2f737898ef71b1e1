/** The two ways in which a job is stopped: first politely, then at once. */
export class JobCancellation {
  readonly #polite = new AbortController();
  readonly #hard = new AbortController();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #cancelMinutes: number;
  #message = 'The operation was canceled.';

  constructor(options: {
    readonly signal: AbortSignal;
    /** 0 for no limit. */
    readonly timeoutMinutes: number;
    readonly cancelTimeoutMinutes: number;
    readonly timeoutMessage: string;
  }) {
    this.#cancelMinutes = options.cancelTimeoutMinutes;
    if (options.signal.aborted) {
      this.#request();
    } else {
      options.signal.addEventListener('abort', () => this.#request(), {
        signal: this.#hard.signal,
      });
    }
    if (options.timeoutMinutes > 0) {
      this.#after(options.timeoutMinutes, () => {
        if (!this.isRequested) {
          this.#message = options.timeoutMessage;
        }
        this.#request();
      });
    }
  }

  get isRequested(): boolean {
    return this.#polite.signal.aborted;
  }

  /** Why the job stops, for people. */
  get message(): string {
    return this.#message;
  }

  /** Steps stop, unless their condition lets them run in a cancelled job. */
  get requested(): AbortSignal {
    return this.#polite.signal;
  }

  /** Every step stops. */
  get forced(): AbortSignal {
    return this.#hard.signal;
  }

  /** Stops everything now. */
  force(): void {
    this.#polite.abort();
    this.#hard.abort();
  }

  /** Forgets the timers, once the job has ended. */
  close(): void {
    this.#timers.forEach(clearTimeout);
  }

  #request(): void {
    if (!this.isRequested) {
      this.#polite.abort();
      this.#after(this.#cancelMinutes, () => this.#hard.abort());
    }
  }

  #after(minutes: number, act: () => void): void {
    // A timer cannot be set further ahead than this, which is 24 days.
    const milliseconds = Math.min(minutes * 60_000, 2 ** 31 - 1);
    this.#timers.push(setTimeout(act, milliseconds));
  }
}
