/** Requests served since the start, by kind. */
export interface RequestStatistics {
  /** REST calls. */
  readonly calls: number;
  /** REST calls that reached an operation which may change something; a query sent as POST is none. */
  readonly writes: number;
  /** Requests of git clients. */
  readonly git: number;
}

export class StatisticsCounter {
  #calls = 0;
  #writes = 0;
  #git = 0;

  countCall(): void {
    this.#calls++;
  }

  countWrite(): void {
    this.#writes++;
  }

  countGit(): void {
    this.#git++;
  }

  snapshot(): RequestStatistics {
    return { calls: this.#calls, writes: this.#writes, git: this.#git };
  }
}
