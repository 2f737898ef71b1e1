import { InputError } from '@backstage/errors';
import {
  DefaultAzureDevOpsCredentialsProvider,
  type ScmIntegrationRegistry,
} from '@backstage/integration';
import { OrganizationAddress, organizationUrl } from './hosts';

// Names of organizations; a Server writes its collection behind "tfs".
const ORGANIZATION_PATTERN = /^(?:tfs\/)?[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u;

/**
 * Makes the headers that sign calls in, from the user's own token or from the
 * portal's configuration.
 *
 * @throws InputError when the host is not configured
 */
export function authorizationFromIntegrations(
  options: OrganizationAddress & {
    readonly integrations: ScmIntegrationRegistry;
    readonly token?: string;
  },
): () => Promise<Readonly<Record<string, string>>> {
  const { integrations, host, organization, token } = options;
  if (!ORGANIZATION_PATTERN.test(organization)) {
    throw new InputError(
      `organization: ${JSON.stringify(
        organization.slice(0, 80),
      )} is not the name of an Azure DevOps organization; expected letters, digits and hyphens`,
    );
  }
  const hosts = integrations.azure.list().map(({ config }) => config.host);
  if (!hosts.includes(host)) {
    throw new InputError(
      `host: ${JSON.stringify(
        host,
      )} is not configured; expected one of ${hosts.join(
        ', ',
      )}. Add it under integrations.azure of the app configuration`,
    );
  }
  if (token !== undefined && token !== '') {
    const headers = { Authorization: authorizationOfToken(token) };
    return async () => headers;
  }
  const provider =
    DefaultAzureDevOpsCredentialsProvider.fromIntegrations(integrations);
  return async () => {
    const credentials = await provider.getCredentials({
      url: credentialsUrl({ host, organization }),
    });
    if (credentials === undefined) {
      throw new InputError(
        `organization: the app configuration has no credentials for "${organization}" on ${host}. ` +
          'Add the organization to integrations.azure[].credentials, or run with a token of your own',
      );
    }
    return credentials.headers;
  };
}

/**
 * Address by which the integration's credentials are found. On
 * `visualstudio.com` the organization is in the host already; named again, it
 * finds the credentials that are configured for single organizations too.
 */
function credentialsUrl({ host, organization }: OrganizationAddress): string {
  const url = organizationUrl({ host, organization });
  return host.endsWith('.visualstudio.com')
    ? `${url}/${encodeURIComponent(organization)}`
    : url;
}

/** Entra tokens are JSON Web Tokens and go as they are; anything else is a personal access token. */
function authorizationOfToken(token: string): string {
  // Signed ones have three parts, encrypted ones five.
  const isJsonWebToken = /^eyJ[\w-]*(?:\.[\w-]*){2}(?:(?:\.[\w-]*){2})?$/.test(
    token,
  );
  return isJsonWebToken
    ? `Bearer ${token}`
    : `Basic ${Buffer.from(`:${token}`).toString('base64')}`;
}
