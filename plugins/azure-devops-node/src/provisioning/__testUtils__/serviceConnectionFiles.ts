export const TENANT = '33333333-3333-4333-8333-333333333333';
export const CLIENT = '22222222-2222-4222-8222-222222222222';
export const SUBSCRIPTION = '11111111-1111-4111-8111-111111111111';
/** Values of the secrets that the connections name. */
export const SECRETS = { azure_key: 'hunter2', registry_password: 'hunter3' };
/** Address of a single connection. */
export const ONE_ENDPOINT = /serviceendpoint\/endpoints\/[0-9a-f-]{36}/;

export const MANUAL = {
  scheme: 'workload_identity_federation',
  tenant_id: TENANT,
  client_id: CLIENT,
};
export const AUTOMATIC = {
  scheme: 'workload_identity_federation',
  creation: 'automatic',
  tenant_id: TENANT,
};
export const PRINCIPAL = {
  scheme: 'service_principal',
  tenant_id: TENANT,
  client_id: CLIENT,
  secret: 'azure_key',
};
export const MANAGED_IDENTITY = {
  scheme: 'managed_identity',
  tenant_id: TENANT,
};

/** An environment with a connection to Azure. */
export function azure(
  authentication: Readonly<Record<string, unknown>>,
  change: Readonly<Record<string, unknown>> = {},
) {
  return {
    service_connection: {
      name: 'azure-dev',
      description: 'To the subscription',
      subscription: { id: SUBSCRIPTION, name: 'Contoso' },
      authentication,
      ...change,
    },
  };
}

/** An environment with a connection to a container registry. */
export function registry(change: Readonly<Record<string, unknown>> = {}) {
  return {
    container_registry: {
      name: 'images',
      registry: 'https://contoso.azurecr.io',
      user_name: 'puller',
      secret: 'registry_password',
      ...change,
    },
  };
}
