import type { Fields } from '../plan/fieldChanges';

/** How a service connection signs in to Azure. @public */
export type AzureAuthentication =
  | {
      /** No secret: Azure trusts the tokens of this one connection. */
      readonly scheme: 'workload-identity-federation';
      /** Somebody has made the app registration or managed identity, and tells it to trust the connection. */
      readonly creation: 'manual';
      readonly tenantId: string;
      /** Client id of the app registration or managed identity. */
      readonly clientId: string;
    }
  | {
      readonly scheme: 'workload-identity-federation';
      /** Azure DevOps makes the app registration itself, with the rights of whoever creates the connection. */
      readonly creation: 'automatic';
      readonly tenantId: string;
    }
  | {
      readonly scheme: 'service-principal';
      readonly tenantId: string;
      readonly clientId: string;
      /** Name of a secret of the user or the server. */
      readonly secret: string;
    }
  | {
      /** Of the virtual machine that the agent runs on. */
      readonly scheme: 'managed-identity';
      readonly tenantId: string;
    };

/** What a service connection leads to. @public */
export type ServiceConnectionTarget =
  | {
      readonly type: 'azure-resource-manager';
      readonly subscriptionId: string;
      readonly subscriptionName: string;
      /** What the connection is meant for; the whole subscription when absent. */
      readonly resourceGroup?: string;
      readonly authentication: AzureAuthentication;
    }
  | {
      readonly type: 'container-registry';
      /** Address such as `https://contoso.azurecr.io`. */
      readonly registry: string;
      readonly userName: string;
      /** Name of a secret of the user or the server. */
      readonly secret: string;
    };

/** What can be told of a connection without its secrets. @public */
export interface ServiceConnectionSettings {
  readonly subscriptionId?: string;
  readonly subscriptionName?: string;
  readonly resourceGroup?: string;
  readonly tenantId?: string;
  readonly clientId?: string;
  /** Who makes the app registration. */
  readonly creation?: string;
  readonly registry?: string;
  readonly userName?: string;
}

const AZURE_TYPE = 'azurerm';
const REGISTRY_TYPE = 'dockerregistry';
const SCHEMES: Readonly<Record<AzureAuthentication['scheme'], string>> = {
  'workload-identity-federation': 'WorkloadIdentityFederation',
  'service-principal': 'ServicePrincipal',
  'managed-identity': 'ManagedServiceIdentity',
};
/** Type and authorization scheme as Azure DevOps names them. @public */
export function wireNamesOfTarget(target: ServiceConnectionTarget): {
  readonly type: string;
  readonly scheme: string;
} {
  return target.type === 'container-registry'
    ? { type: REGISTRY_TYPE, scheme: 'UsernamePassword' }
    : { type: AZURE_TYPE, scheme: SCHEMES[target.authentication.scheme] };
}

/** The settings by the names that a plan shows. */
export const SETTING_FIELDS: Readonly<
  Record<keyof ServiceConnectionSettings, string>
> = {
  subscriptionId: 'subscription',
  subscriptionName: 'subscription name',
  resourceGroup: 'resource group',
  tenantId: 'tenant',
  clientId: 'client',
  creation: 'creation',
  registry: 'registry',
  userName: 'user name',
};
/** The settings that a target asks for. */
export function settingsOf(
  target: ServiceConnectionTarget,
): ServiceConnectionSettings {
  if (target.type === 'container-registry') {
    return { registry: target.registry, userName: target.userName };
  }
  const { authentication, subscriptionId, subscriptionName, resourceGroup } =
    target;
  const { tenantId } = authentication;
  const subscription = { subscriptionId, subscriptionName, tenantId };
  switch (authentication.scheme) {
    case 'managed-identity':
      return subscription;
    case 'service-principal': {
      const { clientId } = authentication;
      return { ...subscription, resourceGroup, clientId, creation: 'manual' };
    }
    default: {
      const { creation } = authentication;
      return creation === 'manual'
        ? {
            ...subscription,
            resourceGroup,
            clientId: authentication.clientId,
            creation,
          }
        : { ...subscription, resourceGroup, creation };
    }
  }
}

/** Settings under the names that a plan shows. */
export function nameSettings(settings: ServiceConnectionSettings): Fields {
  return Object.fromEntries(
    Object.entries(SETTING_FIELDS).flatMap(([key, field]) =>
      key in settings
        ? [[field, settings[key as keyof ServiceConnectionSettings]]]
        : [],
    ),
  );
}

/** Name of the secret that a connection signs in with, if it does. */
export function secretOf(target: ServiceConnectionTarget): string | undefined {
  if (target.type === 'container-registry') {
    return target.secret;
  }
  return target.authentication.scheme === 'service-principal'
    ? target.authentication.secret
    : undefined;
}
