// @ts-check
import { join, resolve } from 'node:path';
import {
  freePort as anyFreePort,
  requireFreePort,
} from '../processes/ports.mjs';
import { repositoryRoot } from '../repository.mjs';
import { claimDataDirectory, prepareDataDirectory } from './dataDirectory.mjs';
import { startServer } from './serverProcess.mjs';
import {
  AZURE_DEVOPS_PORT_VARIABLE,
  DATA_DIRECTORY_VARIABLE,
  PORTAL_PORT_VARIABLE,
} from './settings.mjs';

export { freePort } from '../processes/ports.mjs';

/**
 * @typedef {object} PortalOptions
 * @property {string} dataDirectory holds all state; what is there already is used
 * @property {number} [portalPort] any free one when absent
 * @property {number} [azureDevOpsPort] of the embedded Azure DevOps; any free one when absent
 * @property {string} [azureDevOpsUrl] an Azure DevOps that runs already: none is started.
 *   `http://localhost:<port>` is configured as the embedded one is; any other needs `extraConfigs`
 * @property {string[]} [extraConfigs] configuration files that override app-config.yaml
 * @property {boolean} [verbose] shows what the servers log
 * @property {(line: string) => void} [print] where `verbose` shows it
 * @property {import('../setup/setUp.mjs').NodeEnvironment} [nodeEnvironment] from `setUp`; the
 *   running Node and its environment when absent
 * @property {NodeJS.ProcessEnv} [environment] further variables for the back end
 * @property {string[]} [simulatorArguments] further arguments for the embedded Azure DevOps
 *
 * @typedef {object} Portal
 * @property {string} portalUrl
 * @property {string} azureDevOpsUrl
 * @property {string} logDirectory
 * @property {() => Promise<void>} stop ends every process that was started
 * @property {Promise<Error>} died resolves when a server ends without having been told to
 * @property {{
 *   pid: number | undefined,
 *   kill: (signal?: NodeJS.Signals) => Promise<void>,
 *   restart: () => Promise<void>,
 * }} backend the portal's back end alone, for what happens when it crashes
 */

/**
 * Starts the portal and, unless there is one already, the embedded Azure DevOps; returns when both
 * answer. Everything must have been set up.
 *
 * @param {PortalOptions} options
 * @returns {Promise<Portal>}
 */
export async function startPortal({
  dataDirectory: givenDirectory,
  portalPort: givenPortalPort,
  azureDevOpsPort: givenAzureDevOpsPort,
  azureDevOpsUrl: givenAzureDevOpsUrl,
  extraConfigs = [],
  verbose = false,
  print = console.log,
  nodeEnvironment = {
    executable: process.execPath,
    environment: process.env,
  },
  environment = {},
  simulatorArguments = [],
}) {
  const dataDirectory = resolve(givenDirectory);
  const portalPort = givenPortalPort ?? (await anyFreePort());
  const azureDevOpsPort = givenAzureDevOpsUrl
    ? portOf(givenAzureDevOpsUrl)
    : givenAzureDevOpsPort ?? (await anyFreePort());
  const portalUrl = `http://localhost:${portalPort}`;
  const azureDevOpsUrl =
    givenAzureDevOpsUrl ?? `http://localhost:${azureDevOpsPort}`;

  await requireFreePort({
    port: portalPort,
    purpose: 'the portal',
    variable: PORTAL_PORT_VARIABLE,
  });
  if (!givenAzureDevOpsUrl) {
    await requireFreePort({
      port: azureDevOpsPort,
      purpose: 'the embedded Azure DevOps',
      variable: AZURE_DEVOPS_PORT_VARIABLE,
    });
  }

  prepareDataDirectory(dataDirectory);
  const release = claimDataDirectory(dataDirectory, portalUrl);
  const logDirectory = join(dataDirectory, 'logs');
  const starting = new AbortController();
  /** @param {string} name */
  const showLines = name =>
    verbose
      ? (/** @type {string} */ line) => print(`[${name}] ${line}`)
      : undefined;

  const startAzureDevOps = () =>
    startServer({
      name: 'The embedded Azure DevOps',
      entry: join(repositoryRoot, 'scripts', 'portal', 'runSimulator.cjs'),
      args: [
        '--port',
        String(azureDevOpsPort),
        '--data',
        join(dataDirectory, 'azure-devops'),
        ...simulatorArguments,
      ],
      cwd: repositoryRoot,
      nodeEnvironment,
      environment: {},
      logFile: join(logDirectory, 'azure-devops.log'),
      answeringUrls: [`http://127.0.0.1:${azureDevOpsPort}/`],
      signal: starting.signal,
      onLine: showLines('azure-devops'),
    });

  const configs = [join(repositoryRoot, 'app-config.yaml'), ...extraConfigs];
  const startBackend = () =>
    startServer({
      name: 'The portal',
      entry: join(repositoryRoot, 'packages', 'backend', 'src', 'index.ts'),
      args: configs.flatMap(file => ['--config', resolve(file)]),
      cwd: join(repositoryRoot, 'packages', 'backend'),
      nodeEnvironment,
      environment: {
        NODE_ENV: 'development',
        [PORTAL_PORT_VARIABLE]: String(portalPort),
        [AZURE_DEVOPS_PORT_VARIABLE]: String(azureDevOpsPort),
        [DATA_DIRECTORY_VARIABLE]: dataDirectory,
        ...environment,
      },
      logFile: join(logDirectory, 'portal.log'),
      answeringUrls: [
        `http://127.0.0.1:${portalPort}/.backstage/health/v1/readiness`,
        `http://127.0.0.1:${portalPort}/`,
      ],
      signal: starting.signal,
      onLine: showLines('portal'),
    });

  /** @type {unknown} */
  let failure;
  const starts = await Promise.all(
    (givenAzureDevOpsUrl
      ? [startBackend()]
      : [startBackend(), startAzureDevOps()]
    ).map(start =>
      start.catch(error => {
        failure ??= error; // the first one is the cause, the others follow from it
        starting.abort();
        return undefined;
      }),
    ),
  );
  const servers = starts.flatMap(server => (server ? [server] : []));
  const stop = async () => {
    await Promise.all(servers.map(server => server.stop()));
    release();
  };
  if (failure) {
    await stop();
    throw failure;
  }

  const [backend] = servers;
  return {
    portalUrl,
    azureDevOpsUrl,
    logDirectory,
    stop,
    died: Promise.race(servers.map(({ died }) => died)),
    backend: {
      get pid() {
        return backend.pid;
      },
      kill: backend.kill,
      restart: backend.restart,
    },
  };
}

/** @param {string} url */
function portOf(url) {
  const { port, protocol } = new URL(url);
  return Number(port) || (protocol === 'https:' ? 443 : 80);
}
