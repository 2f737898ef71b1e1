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
  /** How many matching requests fail. Default 1. */
  readonly times?: number;
  /** How many matching requests pass first. Default 0. */
  readonly skip?: number;
}

interface ArmedFault {
  readonly fault: Fault;
  toSkip: number;
  left: number;
}

/** Failures asked for by a test. */
export class Faults {
  #armed: ArmedFault[] = [];

  add(fault: Fault): void {
    this.#armed.push({
      fault,
      toSkip: fault.skip ?? 0,
      left: fault.times ?? 1,
    });
  }

  clear(): void {
    this.#armed = [];
  }

  /** The failure for this request, if there is one; using it up. */
  take(method: string, path: string): Fault | undefined {
    for (const armed of this.#armed) {
      const { fault } = armed;
      const matches =
        (!fault.method || fault.method.toUpperCase() === method) &&
        (!fault.path || fault.path.test(path));
      if (matches && armed.toSkip > 0) {
        armed.toSkip--;
      } else if (matches && armed.left > 0) {
        armed.left--;
        this.#armed = this.#armed.filter(other => other.left > 0);
        return fault;
      }
    }
    return undefined;
  }
}
