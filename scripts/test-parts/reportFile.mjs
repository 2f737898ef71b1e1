// @ts-check
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { toolsDirectory } from '../repository.mjs';

/**
 * Where a test runner writes its report; an old one is removed, so that it is not taken for new.
 *
 * @param {string} id
 */
export function reportFile(id) {
  const directory = join(toolsDirectory, 'test-reports');
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${id}.json`);
  rmSync(file, { force: true });
  return file;
}

/**
 * @param {string} file
 * @returns {any} undefined when the runner ended before it wrote a whole report
 */
export function readReport(file) {
  if (!existsSync(file)) {
    return undefined;
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
