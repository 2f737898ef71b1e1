import type { Config } from '@backstage/config';

const AZURE_DEVOPS_SERVICES = 'dev.azure.com';

/**
 * The hosts of Azure DevOps that this portal is configured for, in the order of the configuration.
 *
 * The integrations API cannot tell: it adds Azure DevOps Services whether or not
 * anybody configured it, and offering a host without credentials only leads to a failed task.
 */
export function configuredAzureHosts(config: Config): readonly string[] {
  const hosts = (config.getOptionalConfigArray('integrations.azure') ?? []).map(
    // An entry without a host means Azure DevOps Services, as the integration reads it.
    entry => entry.getOptionalString('host') ?? AZURE_DEVOPS_SERVICES,
  );
  return hosts.length > 0 ? [...new Set(hosts)] : [AZURE_DEVOPS_SERVICES];
}
