// @ts-check
import { join, resolve } from 'node:path';
import { repositoryRoot } from '../repository.mjs';
import {
  AZURE_DEVOPS_PORT_VARIABLE,
  DATA_DIRECTORY_VARIABLE,
  PORTAL_PORT_VARIABLE,
} from './settings.mjs';

/**
 * @typedef {import('./portalPlaces.mjs').PortalPlaces} PortalPlaces
 * @typedef {import('./startPortal.mjs').PortalOptions} PortalOptions
 * @typedef {Omit<import('./serverProcess.mjs').ServerDefinition, 'signal'>} Server
 */

/**
 * The embedded Azure DevOps.
 *
 * @param {PortalPlaces} places
 * @param {PortalOptions} options
 * @returns {Server}
 */
export function azureDevOpsServer(places, options) {
  return {
    name: 'The embedded Azure DevOps',
    entry: join(repositoryRoot, 'scripts', 'portal', 'runSimulator.cjs'),
    args: [
      '--port',
      String(places.azureDevOpsPort),
      '--data',
      join(places.dataDirectory, 'azure-devops'),
      ...(options.simulatorArguments ?? []),
      // What a job leaves for later ones, such as registered models: see local_store.py of the generated project.
      '--agent-environment',
      `MLOPS_LOCAL_STORE=${join(places.dataDirectory, 'model-store')}`,
    ],
    cwd: repositoryRoot,
    nodeEnvironment: nodeEnvironmentOf(options),
    environment: {},
    logFile: join(places.logDirectory, 'azure-devops.log'),
    answeringUrls: [`http://127.0.0.1:${places.azureDevOpsPort}/`],
    onLine: showLines('azure-devops', options),
  };
}

/**
 * The portal: its back end, which serves the front end too.
 *
 * @param {PortalPlaces} places
 * @param {PortalOptions} options
 * @returns {Server}
 */
export function portalServer(places, options) {
  const configs = [
    join(repositoryRoot, 'app-config.yaml'),
    ...(options.extraConfigs ?? []),
  ];
  const address = `http://127.0.0.1:${places.portalPort}`;
  return {
    name: 'The portal',
    entry: join(repositoryRoot, 'packages', 'backend', 'src', 'index.ts'),
    args: configs.flatMap(file => ['--config', resolve(file)]),
    cwd: join(repositoryRoot, 'packages', 'backend'),
    nodeEnvironment: nodeEnvironmentOf(options),
    environment: {
      NODE_ENV: 'development',
      [PORTAL_PORT_VARIABLE]: String(places.portalPort),
      [AZURE_DEVOPS_PORT_VARIABLE]: String(places.azureDevOpsPort),
      [DATA_DIRECTORY_VARIABLE]: places.dataDirectory,
      ...options.environment,
    },
    logFile: join(places.logDirectory, 'portal.log'),
    answeringUrls: [`${address}/.backstage/health/v1/readiness`, `${address}/`],
    onLine: showLines('portal', options),
  };
}

/** @param {PortalOptions} options */
function nodeEnvironmentOf({ nodeEnvironment }) {
  return (
    nodeEnvironment ?? {
      executable: process.execPath,
      environment: process.env,
    }
  );
}

/**
 * @param {string} name
 * @param {PortalOptions} options
 */
function showLines(name, { verbose = false, print = console.log }) {
  return verbose
    ? (/** @type {string} */ line) => print(`[${name}] ${line}`)
    : undefined;
}
