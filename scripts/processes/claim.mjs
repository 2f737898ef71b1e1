// @ts-check
import {
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { identifyProcess, isSameProcess } from './identity.mjs';

/**
 * What a file says of the process that has taken it.
 *
 * @template T
 * @typedef {T & { process: import('./identity.mjs').ProcessIdentity }} Claim
 */

/**
 * Takes a file for this process, unless another one that still runs has it.
 *
 * @template {object} T
 * @param {string} file
 * @param {T} details for a reader of the claim
 * @returns {(() => void) | undefined} gives it free; it is also given free when this process
 *   exits. Undefined when somebody else has it
 */
export function takeClaim(file, details) {
  if (readClaim(file)) {
    return undefined;
  }
  removeStale(file);
  const claim = { process: identifyProcess(process.pid), ...details };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(claim));
  try {
    // Of several at the same moment one makes the link, and nobody sees half a claim.
    linkSync(draft, file);
  } catch (error) {
    if (codeOf(error) === 'EEXIST') {
      return undefined;
    }
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const release = () => {
    process.off('exit', release);
    rmSync(file, { force: true });
  };
  process.once('exit', release);
  return release;
}

/**
 * Removes the claim of a process that was killed. Somebody else may do the same and take the file
 * in between, so it is looked at again once nobody else can change it.
 *
 * @param {string} file
 */
function removeStale(file) {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readClaim(aside)) {
      linkSync(aside, file);
    }
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') {
      throw error;
    }
  } finally {
    rmSync(aside, { force: true });
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}

/**
 * @param {string} file
 * @returns {Claim<any> | undefined} undefined when nobody who runs has taken it
 */
export function readClaim(file) {
  try {
    /** @type {Claim<any>} */
    const claim = JSON.parse(readFileSync(file, 'utf8'));
    return isSameProcess(claim.process) ? claim : undefined;
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}
