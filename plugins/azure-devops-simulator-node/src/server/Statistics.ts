/** Requests served since the start, by kind. */
export interface RequestStatistics {
  /** REST calls. */
  readonly calls: number;
  /** REST calls that may change something: all but GET, HEAD and OPTIONS. */
  readonly writes: number;
  /** Requests of git clients. */
  readonly git: number;
}

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

export class StatisticsCounter {
  #calls = 0;
  #writes = 0;
  #git = 0;

  countCall(method: string): void {
    this.#calls++;
    if (!reading.has(method)) {
      this.#writes++;
    }
  }

  countGit(): void {
    this.#git++;
  }

  snapshot(): RequestStatistics {
    return { calls: this.#calls, writes: this.#writes, git: this.#git };
  }
}
