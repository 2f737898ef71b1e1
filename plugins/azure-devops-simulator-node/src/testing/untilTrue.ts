import { setTimeout as sleep } from 'node:timers/promises';

/** Looks again and again, until something has come about; throws after ten seconds. */
export async function untilTrue(look: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 10_000;
  while (!(await look())) {
    if (Date.now() > end) {
      throw new Error('It has not come about within ten seconds');
    }
    await sleep(25);
  }
}
