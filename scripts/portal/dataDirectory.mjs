// @ts-check
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { displayPath } from '../repository.mjs';
import { readClaim, takeClaim } from '../processes/claim.mjs';
import { DATA_DIRECTORY_VARIABLE } from './settings.mjs';

/** Says that everything in the folder is the portal's and may be removed by `npm run reset`. */
const MARKER = '.azure-mlops-data';
const MARKER_TEXT =
  'The state of the Azure MLOps portal and its embedded Azure DevOps. "npm run reset" removes it.\n';

const PROCESS_FILE = 'portal.pid';

/**
 * Makes the folder and marks it as ours. A folder with other contents is refused.
 *
 * @param {string} directory
 */
export function prepareDataDirectory(directory) {
  if (isOurs(directory)) {
    return;
  }
  if (existsSync(directory) && readdirSync(directory).length > 0) {
    throw new CommandError(
      `The data directory ${displayPath(
        directory,
      )} holds files that are not the portal's: name a new or an empty folder in ${DATA_DIRECTORY_VARIABLE}.`,
    );
  }
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, MARKER), MARKER_TEXT);
}

/**
 * Takes the folder for this process; two portals on the same files would destroy them.
 *
 * @param {string} directory prepared before
 * @param {string} portalUrl
 * @returns {() => void} gives it free; it is also given free when this process exits
 */
export function claimDataDirectory(directory, portalUrl) {
  const release = takeClaim(join(directory, PROCESS_FILE), { portalUrl });
  if (!release) {
    throw runningPortalError(directory);
  }
  return release;
}

/** @param {string} directory */
export function requireNoRunningPortal(directory) {
  if (readClaim(join(directory, PROCESS_FILE))) {
    throw runningPortalError(directory);
  }
}

/** @param {string} directory */
function runningPortalError(directory) {
  /** @type {import('../processes/claim.mjs').Claim<{ portalUrl: string }> | undefined} */
  const portal = readClaim(join(directory, PROCESS_FILE));
  const who = portal
    ? ` (${portal.portalUrl}, process ${portal.process.pid})`
    : '';
  return new CommandError(
    `A portal is running on ${displayPath(
      directory,
    )}${who}: stop it with Ctrl-C where it was started, then run the command again, or name another folder in ${DATA_DIRECTORY_VARIABLE}.`,
  );
}

/**
 * Removes the folder with all state.
 *
 * @param {string} directory
 * @returns {string[]} the names of what was in it; empty when there was nothing to remove
 */
export function removeDataDirectory(directory) {
  if (!existsSync(directory)) {
    return [];
  }
  const names = readdirSync(directory);
  if (names.length === 0) {
    return [];
  }
  if (!isOurs(directory)) {
    throw new CommandError(
      `${displayPath(
        directory,
      )} was not made by the portal (it has no file ${MARKER}), so nothing was removed: check ${DATA_DIRECTORY_VARIABLE}, or remove the folder yourself.`,
    );
  }
  requireNoRunningPortal(directory);
  rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  return names.filter(
    name => name !== MARKER && !name.startsWith(`${PROCESS_FILE}.`),
  );
}

/** @param {string} directory */
function isOurs(directory) {
  return existsSync(join(directory, MARKER));
}
