// @ts-check
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repositoryRoot = resolve(
  fileURLToPath(new URL('..', import.meta.url)),
);

/** What the set-up installs outside node_modules: Node, Python packages, stamps, logs. */
export const toolsDirectory = join(repositoryRoot, '.tools');

export const logDirectory = join(toolsDirectory, 'logs');

/**
 * A path as a reader at the top of the repository would type it; absolute when it lies outside.
 *
 * @param {string} path
 */
export function displayPath(path) {
  const fromRoot = relative(repositoryRoot, path);
  return fromRoot === '' || fromRoot.startsWith('..') ? path : fromRoot;
}
