// @ts-check
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a test suite is about, and the suite itself. */
const FOLDERS = [
  'src',
  join('operation', 'execution'),
  join('operation', 'monitoring'),
  join('operation', 'tests'),
];

/**
 * Few of the projects whose complete test suites together run everything that the template has: each
 * file of code and of tests, in each wording that is rendered, at least once. So every overlay is
 * among them, and beside every other one that changes a file.
 *
 * @template {{ directory: string }} Project
 * @param {Project[]} projects
 * @returns {Project[]}
 */
export function chooseSuites(projects) {
  const contents = new Map(
    projects.map(project => [project, wordingsOf(project.directory)]),
  );
  return chooseCover(projects, project => contents.get(project) ?? []);
}

/**
 * Takes what brings most that is still missing, the first of equals, until nothing is missing.
 *
 * @template Item
 * @param {Item[]} items
 * @param {(item: Item) => string[]} partsOf
 * @returns {Item[]}
 */
export function chooseCover(items, partsOf) {
  const missing = new Set(items.flatMap(partsOf));
  /** @type {Item[]} */
  const chosen = [];
  const gainOf = (/** @type {Item} */ item) =>
    partsOf(item).filter(part => missing.has(part)).length;
  while (missing.size > 0) {
    const best = items.reduce((one, other) =>
      gainOf(other) > gainOf(one) ? other : one,
    );
    chosen.push(best);
    partsOf(best).forEach(part => missing.delete(part));
  }
  return chosen;
}

/** @param {string} directory */
function wordingsOf(directory) {
  return FOLDERS.flatMap(folder => filesIn(join(directory, folder))).map(
    file => {
      const hash = createHash('sha256').update(readFileSync(file));
      return `${file.slice(directory.length)} ${hash.digest('hex')}`;
    },
  );
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === '__pycache__' ? [] : filesIn(path);
    }
    return [path];
  });
}
