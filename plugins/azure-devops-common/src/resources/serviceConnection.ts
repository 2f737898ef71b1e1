import type { ConfigurationSource } from '../desiredState/configurationSource';
import { normalizeDescription, readMark } from '../ownership/ownershipMark';
import type { Fields } from '../plan/fieldChanges';
import { decideMarkedResource, isMarkedOurs } from './markedResource';
import type { ResourceDefinition } from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** How a service connection signs in to Azure. @public */
export type AzureAuthentication =
  | {
      /** No secret: Azure trusts the tokens of this one connection. */
      readonly scheme: 'workload-identity-federation';
      /** `automatic`: Azure DevOps makes the app registration itself, with the rights of whoever creates the connection. */
      readonly creation: 'manual' | 'automatic';
      readonly tenantId: string;
      /** Client id of the app registration or managed identity; Azure DevOps fills it in when it makes the registration. */
      readonly clientId?: string;
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
      /** The rights of the connection; the whole subscription when absent. */
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

/** A way for pipelines to a service outside Azure DevOps. @public */
export interface DesiredServiceConnection {
  readonly name: string;
  readonly description: string;
  readonly target: ServiceConnectionTarget;
  /** The connection in the configuration. */
  readonly source: ConfigurationSource;
}

/** What has to be told to Microsoft Entra so that it trusts a connection. @public */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
}

/** A service connection as it is. @public */
export interface ObservedServiceConnection extends ObservedResource {
  readonly description: string;
  /** As Azure DevOps has them, such as `azurerm` and `WorkloadIdentityFederation`. */
  readonly type: string;
  readonly scheme: string;
  /** Its settings under the field names that a plan shows; no secrets. */
  readonly fields: Fields;
  readonly federatedCredential: FederatedCredential | undefined;
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

/** The settings of a connection under the names that a plan shows. @public */
export function fieldsOfServiceConnection(
  target: ServiceConnectionTarget,
): Fields {
  if (target.type === 'container-registry') {
    return { registry: target.registry, 'user name': target.userName };
  }
  const { authentication } = target;
  return {
    subscription: target.subscriptionId,
    'subscription name': target.subscriptionName,
    'resource group': target.resourceGroup,
    tenant: authentication.tenantId,
    // One that Azure DevOps has made up is no difference.
    ...('clientId' in authentication && authentication.clientId !== undefined
      ? { client: authentication.clientId }
      : {}),
  };
}

/**
 * Service connections carry our mark. Neither the type nor the way of signing
 * in of an existing one can be changed: it is replaced.
 *
 * @public
 */
export const serviceConnectionDefinition: ResourceDefinition<'service-connection'> =
  {
    kind: 'service-connection',
    label: 'service connection',
    diff(desired, observed, context) {
      const { type, scheme } = wireNamesOfTarget(desired.target);
      const wanted: Fields = {
        type,
        'authentication scheme': scheme,
        description: normalizeDescription(desired.description),
        ...fieldsOfServiceConnection(desired.target),
        ...(secretOf(desired.target) === undefined
          ? {}
          : { secret: '(secret)' }),
      };
      const change = decideMarkedResource({
        kind: 'service-connection' as const,
        label: 'service connection',
        name: desired.name,
        desired,
        observed,
        context,
        fieldsOfDesired: wanted,
        fieldsOfObserved: connection => ({
          type: connection.type,
          'authentication scheme': connection.scheme,
          description: readMark(connection.description).text,
          ...pick(connection.fields, wanted),
          ...(secretOf(desired.target) === undefined
            ? {}
            : {
                secret: context.updateSecrets
                  ? '(secret), to be written again'
                  : '(secret)',
              }),
        }),
      });
      const isReplaced =
        change.action === 'update' &&
        (!isSameText(change.observed.type, type) ||
          !isSameText(change.observed.scheme, scheme));
      return isReplaced
        ? {
            ...change,
            action: 'replace',
            reason:
              'Azure DevOps cannot change the type or the authentication scheme of a service connection',
          }
        : change;
    },
    isOurs: isMarkedOurs,
    secrets(change) {
      if (
        change.action !== 'create' &&
        change.action !== 'update' &&
        change.action !== 'replace'
      ) {
        return [];
      }
      const { target, source } = change.desired;
      const secret = secretOf(target);
      // Azure DevOps wants the whole connection with every change, the secret too.
      return secret === undefined
        ? []
        : [
            {
              secret,
              source: { ...source, keyPath: [...source.keyPath, 'secret'] },
            },
          ];
    },
  };

function secretOf(target: ServiceConnectionTarget): string | undefined {
  if (target.type === 'container-registry') {
    return target.secret;
  }
  return target.authentication.scheme === 'service-principal'
    ? target.authentication.secret
    : undefined;
}

function pick(fields: Fields, wanted: Fields): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([field]) => field in wanted),
  );
}

function isSameText(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
