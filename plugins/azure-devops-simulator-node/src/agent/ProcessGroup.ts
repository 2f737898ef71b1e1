import { setTimeout as wait } from 'node:timers/promises';
import { StopTimes } from './AgentSettings';

const pollMilliseconds = 25;

/** A child and all its children, as long as they stay in its group. */
export class ProcessGroup {
  readonly id: number;

  /** @param id - of the process that leads the group */
  constructor(id: number) {
    this.id = id;
  }

  isAlive(): boolean {
    return this.#signal(0);
  }

  kill(): void {
    this.#signal('SIGKILL');
  }

  /** SIGINT, then SIGTERM, then SIGKILL; done as soon as nobody is left. */
  async stop(times: StopTimes): Promise<void> {
    this.#signal('SIGINT');
    if (await this.#isGoneWithin(times.interruptMilliseconds)) {
      return;
    }
    this.#signal('SIGTERM');
    if (await this.#isGoneWithin(times.terminateMilliseconds)) {
      return;
    }
    this.kill();
  }

  async #isGoneWithin(milliseconds: number): Promise<boolean> {
    const deadline = performance.now() + milliseconds;
    while (this.isAlive()) {
      if (performance.now() >= deadline) {
        return false;
      }
      await wait(pollMilliseconds);
    }
    return true;
  }

  #signal(signal: NodeJS.Signals | 0): boolean {
    try {
      process.kill(-this.id, signal);
      return true;
    } catch (error) {
      // ESRCH: nobody is left. EPERM (macOS): only processes that are dead and not yet buried.
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ESRCH' || code === 'EPERM') {
        return false;
      }
      throw error;
    }
  }
}
