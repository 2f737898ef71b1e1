// @ts-check
import { claimDataDirectory, prepareDataDirectory } from './dataDirectory.mjs';
import { choosePortalPlaces } from './portalPlaces.mjs';
import { azureDevOpsServer, portalServer } from './portalServers.mjs';
import { startServer } from './serverProcess.mjs';
import { stageDocumentation } from './stageDocumentation.mjs';

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
export async function startPortal(options) {
  const places = await choosePortalPlaces(options);
  prepareDataDirectory(places.dataDirectory);
  const release = claimDataDirectory(places.dataDirectory, places.portalUrl);
  stageDocumentation(places.dataDirectory);
  const definitions = options.azureDevOpsUrl
    ? [portalServer(places, options)]
    : [portalServer(places, options), azureDevOpsServer(places, options)];
  const servers = await startTogether(definitions).catch(error => {
    release();
    throw error;
  });
  const [backend] = servers;
  return {
    portalUrl: places.portalUrl,
    azureDevOpsUrl: places.azureDevOpsUrl,
    logDirectory: places.logDirectory,
    async stop() {
      await Promise.all(servers.map(server => server.stop()));
      release();
    },
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

/**
 * Starts all servers, or none: when one fails the others are ended.
 *
 * @param {Omit<import('./serverProcess.mjs').ServerDefinition, 'signal'>[]} definitions
 */
async function startTogether(definitions) {
  const starting = new AbortController();
  /** @type {unknown} */
  let failure;
  const starts = await Promise.all(
    definitions.map(definition =>
      startServer({ ...definition, signal: starting.signal }).catch(error => {
        failure ??= error; // the first one is the cause, the others follow from it
        starting.abort();
        return undefined;
      }),
    ),
  );
  const servers = starts.flatMap(server => (server ? [server] : []));
  if (failure) {
    await Promise.all(servers.map(server => server.stop()));
    throw failure;
  }
  return servers;
}
