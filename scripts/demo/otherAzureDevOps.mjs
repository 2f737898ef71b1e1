// @ts-check
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';

const TOKEN_VARIABLE = 'AZURE_MLOPS_AZURE_DEVOPS_TOKEN';

/**
 * Configuration that points the portal at an Azure DevOps that runs already. The token stays in
 * the environment; the file only names the variable.
 *
 * @param {{ url: string, directory: string, environment: NodeJS.ProcessEnv }} options
 * @returns {{ host: string, file: string }}
 */
export function configureOtherAzureDevOps({ url, directory, environment }) {
  const { host, hostname, protocol } = parseUrl(url);
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (!isLoopback && protocol !== 'https:') {
    throw new CommandError(
      `--azure-devops-url is ${url}: an Azure DevOps on another machine is only talked to over https.`,
    );
  }
  if (!isLoopback && !environment[TOKEN_VARIABLE]) {
    throw new CommandError(
      `${TOKEN_VARIABLE} is not set: it must hold a personal access token for ${url}.`,
    );
  }
  const file = join(directory, 'app-config.azure-devops.json');
  const personalAccessToken = environment[TOKEN_VARIABLE]
    ? `\${${TOKEN_VARIABLE}}`
    : `\${${TOKEN_VARIABLE}:-azure-devops-simulator-development-token}`;
  writeFileSync(
    file,
    JSON.stringify({
      integrations: {
        azure: [{ host, credentials: [{ personalAccessToken }] }],
      },
      backend: { reading: { allow: [{ host }] } },
    }),
  );
  return { host, file };
}

/** @param {string} url */
function parseUrl(url) {
  try {
    return new URL(url);
  } catch (error) {
    throw new CommandError(
      `--azure-devops-url is "${url}", which is no URL. Expected for example http://localhost:7008 or https://dev.azure.com.`,
      { cause: error },
    );
  }
}
