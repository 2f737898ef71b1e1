import type { DesiredServiceConnection } from '../resources/serviceConnection';
import type { AzureAuthentication } from '../resources/serviceConnectionTarget';
import type { Checked } from './Checked';
import type { EnvironmentConfiguration } from './environmentConfigurationSchema';

type AzureConfiguration = NonNullable<
  EnvironmentConfiguration['service_connection']
>;

/** The service connections of an environment. */
export function assembleServiceConnections({
  file,
  configuration,
}: Checked<EnvironmentConfiguration>): readonly DesiredServiceConnection[] {
  const azure = configuration.service_connection;
  const registry = configuration.container_registry;
  const connections: DesiredServiceConnection[] = [];
  if (azure !== undefined) {
    connections.push({
      name: azure.name,
      description: azure.description ?? '',
      target: {
        type: 'azure-resource-manager',
        subscriptionId: azure.subscription.id,
        subscriptionName: azure.subscription.name,
        resourceGroup: azure.resource_group,
        authentication: assembleAuthentication(azure.authentication),
      },
      source: { file, keyPath: ['service_connection', 'authentication'] },
    });
  }
  if (registry !== undefined) {
    connections.push({
      name: registry.name,
      description: registry.description ?? '',
      target: {
        type: 'container-registry',
        registry: registry.registry,
        userName: registry.user_name,
        secret: registry.secret,
      },
      source: { file, keyPath: ['container_registry'] },
    });
  }
  return connections;
}

function assembleAuthentication(
  authentication: AzureConfiguration['authentication'],
): AzureAuthentication {
  switch (authentication.scheme) {
    case 'workload_identity_federation':
      return assembleFederation(authentication);
    case 'service_principal':
      return {
        scheme: 'service-principal',
        tenantId: authentication.tenant_id,
        clientId: authentication.client_id,
        secret: authentication.secret,
      };
    case 'managed_identity':
      return {
        scheme: 'managed-identity',
        tenantId: authentication.tenant_id,
      };
    default:
      throw new Error(
        `No way to sign in by ${String(authentication satisfies never)}`,
      );
  }
}

function assembleFederation({
  creation,
  tenant_id: tenantId,
  client_id: clientId,
}: Extract<
  AzureConfiguration['authentication'],
  { readonly scheme: 'workload_identity_federation' }
>): AzureAuthentication {
  const scheme = 'workload-identity-federation';
  if (creation === 'automatic') {
    return { scheme, creation, tenantId };
  }
  if (clientId === undefined) {
    throw new Error('The schema asks for client_id when creation is manual');
  }
  return { scheme, creation, tenantId, clientId };
}
