// @ts-check
import { join, resolve } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { repositoryRoot } from '../repository.mjs';

export const PORTAL_PORT_VARIABLE = 'AZURE_MLOPS_PORTAL_PORT';
export const AZURE_DEVOPS_PORT_VARIABLE = 'AZURE_MLOPS_AZURE_DEVOPS_PORT';
export const DATA_DIRECTORY_VARIABLE = 'AZURE_MLOPS_DATA_DIRECTORY';

const DEFAULT_PORTAL_PORT = 7007;
const DEFAULT_AZURE_DEVOPS_PORT = 7008;
const HIGHEST_PORT = 65535;

/**
 * @typedef {object} PortalSettings
 * @property {number} portalPort
 * @property {number} azureDevOpsPort
 * @property {string} dataDirectory absolute
 */

/**
 * @param {NodeJS.ProcessEnv} environment
 * @returns {PortalSettings}
 */
export function readSettings(environment) {
  const portalPort = readPort(
    environment,
    PORTAL_PORT_VARIABLE,
    DEFAULT_PORTAL_PORT,
  );
  const azureDevOpsPort = readPort(
    environment,
    AZURE_DEVOPS_PORT_VARIABLE,
    DEFAULT_AZURE_DEVOPS_PORT,
  );
  if (portalPort === azureDevOpsPort) {
    throw new CommandError(
      `The portal and the embedded Azure DevOps would both listen on port ${portalPort}: give ${PORTAL_PORT_VARIABLE} and ${AZURE_DEVOPS_PORT_VARIABLE} different ports.`,
    );
  }
  return {
    portalPort,
    azureDevOpsPort,
    dataDirectory: environment[DATA_DIRECTORY_VARIABLE]
      ? resolve(environment[DATA_DIRECTORY_VARIABLE])
      : join(repositoryRoot, '.data'),
  };
}

/**
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} variable
 * @param {number} fallback
 */
function readPort(environment, variable, fallback) {
  const text = environment[variable];
  if (text === undefined || text === '') {
    return fallback;
  }
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > HIGHEST_PORT) {
    throw new CommandError(
      `${variable} is "${text}", which is not a port: set it to a whole number from 1 to ${HIGHEST_PORT}.`,
    );
  }
  return port;
}
