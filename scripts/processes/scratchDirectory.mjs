// @ts-check
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives work a temporary folder that is gone afterwards, also when the command is interrupted.
 *
 * @template T
 * @param {string} prefix of its name
 * @param {(directory: string) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withScratchDirectory(prefix, work) {
  const directory = mkdtempSync(join(tmpdir(), prefix));
  const remove = () => {
    process.off('exit', remove);
    rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', remove);
  try {
    return await work(directory);
  } finally {
    remove();
  }
}
