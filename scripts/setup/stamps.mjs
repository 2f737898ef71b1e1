// @ts-check
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * A stamp remembers from which inputs a result was made, so that it is made again only when they
 * have changed.
 *
 * @param {string} directory
 * @param {string} name
 */
export function createStamp(directory, name) {
  const file = join(directory, `${name}.stamp`);
  return {
    /** @param {string} fingerprint */
    isCurrent: fingerprint =>
      existsSync(file) && readFileSync(file, 'utf8').trim() === fingerprint,
    /** Call before the work starts: work that breaks off must be done again. */
    remove: () => rmSync(file, { force: true }),
    /** @param {string} fingerprint */
    write: fingerprint => {
      mkdirSync(directory, { recursive: true });
      writeFileSync(file, `${fingerprint}\n`);
    },
  };
}

/**
 * A hash of file contents, folders with all that is in them, and plain facts. What does not exist
 * counts as such.
 *
 * @param {{ root: string, paths: string[], facts?: string[] }} inputs
 * @returns {string}
 */
export function fingerprintOf({ root, paths, facts = [] }) {
  const hash = createHash('sha256');
  for (const fact of facts) {
    hash.update(`fact ${fact}\0`);
  }
  for (const path of paths.flatMap(listFiles).sort()) {
    hash.update(`file ${relative(root, path).split(sep).join('/')}\0`);
    hash.update(existsSync(path) ? readFileSync(path) : 'absent');
    hash.update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function listFiles(path) {
  if (!existsSync(path) || !statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .filter(name => name !== 'node_modules')
    .flatMap(name => listFiles(join(path, name)));
}
