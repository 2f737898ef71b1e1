import { setTimeout as sleep } from 'node:timers/promises';

const patience = 10_000;

/** Looks again until a list has as many entries as expected: for what happens in the background. */
export async function untilThere<T>(
  read: () => Promise<readonly T[]>,
  expected: number,
): Promise<readonly T[]> {
  const end = Date.now() + patience;
  for (;;) {
    const found = await read();
    if (found.length >= expected) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(
        `After ${patience} ms there are ${found.length} entries instead of ${expected}.`,
      );
    }
    await sleep(20);
  }
}
