// @ts-check
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Workspace
 * @property {string} directory
 * @property {string} manifest path of its package.json
 * @property {string | undefined} role its Backstage role
 */

/**
 * The packages of the repository, from the `workspaces` list of the root package.json.
 *
 * @param {string} root
 * @returns {Workspace[]}
 */
export function listWorkspaces(root) {
  /** @type {{ workspaces: string[] }} */
  const { workspaces } = readJson(join(root, 'package.json'));
  return workspaces
    .flatMap(pattern => expand(root, pattern))
    .filter(directory => existsSync(join(directory, 'package.json')))
    .sort()
    .map(directory => {
      const manifest = join(directory, 'package.json');
      return { directory, manifest, role: readJson(manifest).backstage?.role };
    });
}

/**
 * @param {string} root
 * @param {string} pattern a folder, or a folder and `/*`
 */
function expand(root, pattern) {
  if (!pattern.endsWith('/*')) {
    return [join(root, pattern)];
  }
  const parent = join(root, pattern.slice(0, -2));
  return existsSync(parent)
    ? readdirSync(parent).map(name => join(parent, name))
    : [];
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
