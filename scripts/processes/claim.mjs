// @ts-check
import {
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { identifyProcess, isSameProcess } from './identity.mjs';

/**
 * What a file says of the process that has taken it.
 *
 * @template T
 * @typedef {T & { process: import('./identity.mjs').ProcessIdentity }} Claim
 */

/**
 * Takes a name for this process, unless another one that still runs has it.
 *
 * Each taking has a number of its own and only the highest counts (`portal.pid.3`). So nobody ever
 * has to remove the claim of a dead process before taking its place, which two could do at once,
 * the second one removing the claim of the first.
 *
 * @template {object} T
 * @param {string} file the claims' path without their number
 * @param {T} details for a reader of the claim
 * @returns {(() => void) | undefined} gives it free; it is also given free when this process
 *   exits. Undefined when somebody else has it
 */
export function takeClaim(file, details) {
  const last = newestNumber(file);
  if (last > 0 && readNumbered(file, last)) {
    return undefined;
  }
  const number = last + 1;
  const claim = { process: identifyProcess(process.pid), ...details };
  if (!linkNew(`${file}.${number}`, JSON.stringify(claim))) {
    return undefined;
  }
  if (newestNumber(file) > number) {
    // Others were quicker by more than one number, and the file of ours was removed as an old one.
    rmSync(`${file}.${number}`, { force: true });
    return undefined;
  }
  for (const old of numbersOf(file).filter(other => other < number)) {
    rmSync(`${file}.${old}`, { force: true });
  }
  const release = () => {
    process.off('exit', release);
    // The number stays, or a slow one could take it again after a quick one took the next.
    replace(`${file}.${number}`, '{}');
  };
  process.once('exit', release);
  return release;
}

/**
 * @param {string} file the claims' path without their number
 * @returns {Claim<any> | undefined} undefined when nobody who runs has taken it
 */
export function readClaim(file) {
  const number = newestNumber(file);
  return number > 0 ? readNumbered(file, number) : undefined;
}

/**
 * @param {string} file
 * @param {number} number
 * @returns {Claim<any> | undefined}
 */
function readNumbered(file, number) {
  try {
    /** @type {Partial<Claim<any>>} */
    const claim = JSON.parse(readFileSync(`${file}.${number}`, 'utf8'));
    return claim.process && isSameProcess(claim.process) ? claim : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** @param {string} file */
function newestNumber(file) {
  return Math.max(0, ...numbersOf(file));
}

/** @param {string} file */
function numbersOf(file) {
  const prefix = `${basename(file)}.`;
  // Nobody has taken anything in a folder that is not there yet.
  if (!existsSync(dirname(file))) {
    return [];
  }
  return readdirSync(dirname(file))
    .filter(name => name.startsWith(prefix))
    .map(name => name.slice(prefix.length))
    .filter(rest => /^[1-9]\d*$/.test(rest))
    .map(Number);
}

/**
 * Of several at the same moment one makes the file, and nobody sees half of it.
 *
 * @param {string} path
 * @param {string} text
 * @returns {boolean} false when it is there already
 */
function linkNew(path, text) {
  const draft = writeDraft(path, text);
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return false;
    }
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * @param {string} path nothing is done when the folder was removed meanwhile
 * @param {string} text
 */
function replace(path, text) {
  try {
    renameSync(writeDraft(path, text), path);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') {
      throw error;
    }
  }
}

/**
 * @param {string} path
 * @param {string} text
 */
function writeDraft(path, text) {
  const draft = join(dirname(path), `.${basename(path)}.draft.${process.pid}`);
  writeFileSync(draft, text);
  return draft;
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
