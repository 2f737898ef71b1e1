// @ts-check
import { join, resolve } from 'node:path';
import { freePort, requireFreePort } from '../processes/ports.mjs';
import {
  AZURE_DEVOPS_PORT_VARIABLE,
  PORTAL_PORT_VARIABLE,
} from './settings.mjs';

/**
 * Where a portal listens and keeps its things.
 *
 * @typedef {object} PortalPlaces
 * @property {string} dataDirectory absolute
 * @property {string} logDirectory
 * @property {number} portalPort
 * @property {string} portalUrl
 * @property {number} azureDevOpsPort
 * @property {string} azureDevOpsUrl
 */

/**
 * Fills in what the caller left open, and refuses ports that are taken.
 *
 * @param {import('./startPortal.mjs').PortalOptions} options
 * @returns {Promise<PortalPlaces>}
 */
export async function choosePortalPlaces(options) {
  const dataDirectory = resolve(options.dataDirectory);
  const portalPort = options.portalPort ?? (await freePort());
  const azureDevOpsPort = options.azureDevOpsUrl
    ? portOf(options.azureDevOpsUrl)
    : options.azureDevOpsPort ?? (await freePort());
  await requireFreePort({
    port: portalPort,
    purpose: 'the portal',
    variable: PORTAL_PORT_VARIABLE,
  });
  if (!options.azureDevOpsUrl) {
    await requireFreePort({
      port: azureDevOpsPort,
      purpose: 'the embedded Azure DevOps',
      variable: AZURE_DEVOPS_PORT_VARIABLE,
    });
  }
  return {
    dataDirectory,
    logDirectory: join(dataDirectory, 'logs'),
    portalPort,
    portalUrl: `http://localhost:${portalPort}`,
    azureDevOpsPort,
    azureDevOpsUrl:
      options.azureDevOpsUrl ?? `http://localhost:${azureDevOpsPort}`,
  };
}

/** @param {string} url */
function portOf(url) {
  const { port, protocol } = new URL(url);
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}
