// @ts-check
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder that is gone after the test.
 *
 * @param {import('node:test').TestContext} test
 */
export function temporaryDirectory(test) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'azure-mlops-')));
  test.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}
