// @ts-check
import { availableParallelism } from 'node:os';

/** As many as there are cores, but for a machine with very many. */
export const LANES = Math.max(1, Math.min(availableParallelism(), 8));

/**
 * Does the work for every item, a few at the same time; the first failure ends it.
 *
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item, lane: number) => Promise<void>} work
 * @param {number} [lanes]
 */
export async function runInLanes(items, work, lanes = LANES) {
  const waiting = [...items];
  const runLane = async (/** @type {number} */ lane) => {
    for (
      let item = waiting.shift();
      item !== undefined;
      item = waiting.shift()
    ) {
      await work(item, lane);
    }
  };
  await Promise.all(
    Array.from({ length: lanes }, async (_, lane) => {
      try {
        await runLane(lane);
      } catch (error) {
        waiting.length = 0;
        throw error;
      }
    }),
  );
}
