/** How much a user may ask for, in Azure DevOps' manner. */
export interface RateLimitOptions {
  /** Requests of one user in a window before answers say that they were delayed. */
  readonly budget: number;
  /** Seconds. */
  readonly window: number;
}

/** What becomes of a request, and the headers that say so. */
export interface RateDecision {
  /** Beyond twice the budget: the answer is 429. */
  readonly isRefused: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

interface Use {
  readonly started: number;
  readonly count: number;
}

/**
 * Counts the requests of every user. Within the budget, nothing is said; beyond
 * it, answers carry the headers of a delayed request; beyond twice the budget,
 * a request is refused until the window is over. The shape of the headers is
 * documented, where the steps lie is the simulator's own.
 */
export class RateLimit {
  readonly #now: () => Date;
  readonly #uses = new Map<string, Use>();
  #options: RateLimitOptions | undefined;

  constructor(now: () => Date, options?: RateLimitOptions) {
    this.#now = now;
    this.#options = options;
  }

  /** Starts to count anew; without options, nothing is limited. */
  set(options: RateLimitOptions | undefined): void {
    this.#options = options;
    this.#uses.clear();
  }

  get options(): RateLimitOptions | undefined {
    return this.#options;
  }

  take(userId: string): RateDecision {
    const options = this.#options;
    if (!options) {
      return { isRefused: false, headers: {} };
    }
    const now = this.#now().getTime() / 1000;
    const current = this.#uses.get(userId);
    const use: Use =
      current && now - current.started < options.window
        ? { ...current, count: current.count + 1 }
        : { started: now, count: 1 };
    this.#uses.set(userId, use);
    if (use.count <= options.budget) {
      return { isRefused: false, headers: {} };
    }
    const reset = use.started + options.window;
    const wait = String(Math.max(1, Math.ceil(reset - now)));
    const isRefused = use.count > 2 * options.budget;
    return {
      isRefused,
      headers: {
        'x-ratelimit-resource': 'Core',
        'x-ratelimit-limit': String(options.budget),
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(Math.ceil(reset)),
        // The delay is only told: tests should not have to wait for it.
        ...(isRefused ? {} : { 'x-ratelimit-delay': wait }),
        'retry-after': wait,
      },
    };
  }
}
