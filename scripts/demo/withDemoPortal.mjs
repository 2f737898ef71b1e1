// @ts-check
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDataDirectory } from '../portal/dataDirectory.mjs';
import { freePort, startPortal } from '../portal/startPortal.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';
import { configureOtherAzureDevOps } from './otherAzureDevOps.mjs';
import { PortalApi } from './PortalApi.mjs';

/**
 * Runs work against a portal of its own: temporary data and free ports unless told otherwise.
 *
 * @template T
 * @param {{
 *   nodeEnvironment: import('../setup/setUp.mjs').NodeEnvironment,
 *   dataDirectory?: string,
 *   azureDevOpsUrl?: string,
 *   simulatorArguments?: string[],
 * }} options
 * @param {(context: {
 *   api: PortalApi,
 *   azureDevOpsHost: string,
 *   portal: import('../portal/startPortal.mjs').Portal,
 * }) => Promise<T>} work
 * @returns {Promise<T>}
 */
export function withDemoPortal(options, work) {
  return withScratchDirectory('azure-mlops-demo-', async scratch => {
    const other = options.azureDevOpsUrl
      ? configureOtherAzureDevOps({
          url: options.azureDevOpsUrl,
          directory: scratch,
          environment: process.env,
        })
      : undefined;
    const portal = await startPortal({
      dataDirectory: options.dataDirectory ?? join(scratch, 'data'),
      nodeEnvironment: options.nodeEnvironment,
      simulatorArguments: options.simulatorArguments,
      azureDevOpsUrl: options.azureDevOpsUrl,
      azureDevOpsPort:
        options.dataDirectory && !options.azureDevOpsUrl
          ? await rememberedPort(options.dataDirectory)
          : undefined,
      extraConfigs: other ? [other.file] : [],
    });
    try {
      const api = new PortalApi(portal.portalUrl);
      await api.signIn();
      const azureDevOpsHost =
        other?.host ?? new URL(portal.azureDevOpsUrl).host;
      return await work({ api, azureDevOpsHost, portal });
    } finally {
      await portal.stop();
    }
  });
}

/**
 * Addresses of Azure DevOps are written into what the template generates, so state that is used
 * again needs the port that it was made with.
 *
 * @param {string} dataDirectory
 */
async function rememberedPort(dataDirectory) {
  prepareDataDirectory(dataDirectory);
  const file = join(dataDirectory, 'azure-devops-port');
  if (existsSync(file)) {
    return Number(readFileSync(file, 'utf8'));
  }
  const port = await freePort();
  writeFileSync(file, String(port));
  return port;
}
