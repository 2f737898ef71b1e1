/** Time as the client sees it; tests hand in their own. @public */
export interface Clock {
  now(): number;
  /** Waits, and rejects with the signal's reason when it is aborted meanwhile. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const woken = new AbortController();
      const timer = setTimeout(() => {
        woken.abort();
        resolve();
      }, milliseconds);
      // The listener goes when the timer fires: a signal outlives many sleeps.
      signal?.addEventListener(
        'abort',
        () => {
          clearTimeout(timer);
          reject(signal.reason);
        },
        { once: true, signal: woken.signal },
      );
    }),
};
