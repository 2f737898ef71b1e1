const queues = new WeakMap<object, Map<string, Promise<unknown>>>();

/**
 * Does work on one thing after other work on it has ended, well or not, so
 * that what is decided from what was read still holds when it is written.
 *
 * @param owner - what the names are unique in, usually a part of the environment
 */
export async function inTurn<T>(
  owner: object,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const queue = queues.get(owner) ?? new Map<string, Promise<unknown>>();
  queues.set(owner, queue);
  const before = queue.get(name) ?? Promise.resolve();
  const own = before.then(work, work);
  queue.set(name, own);
  try {
    return await own;
  } finally {
    if (queue.get(name) === own) {
      queue.delete(name);
    }
  }
}
