import {
  wireNamesOfTarget,
  type AzureAuthentication,
  type FederatedCredential,
  type ObservedServiceConnection,
  type ServiceConnectionTarget,
  type ServiceConnectionState,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type {
  ServiceEndpoint,
  ServiceEndpointSettings,
} from '../../client/areas/ServiceEndpointsApi';
import type { ApplyContext } from '../provisioningContext';

const AZURE_URL = 'https://management.azure.com/';
const CREATION_MODES = { manual: 'Manual', automatic: 'Automatic' } as const;

type Authorization = Pick<
  ServiceEndpointSettings,
  'url' | 'parameters' | 'data'
>;

interface WireContext extends Pick<ApplyContext, 'secret'> {
  /** The connection is created, not changed. */
  readonly isNew: boolean;
}

/** What a target is in Azure DevOps' own words; looks its secret up. */
export function targetToWire(
  target: ServiceConnectionTarget,
  context: WireContext,
): Pick<ServiceEndpointSettings, 'type' | 'scheme'> & Authorization {
  const names = wireNamesOfTarget(target);
  if (target.type === 'container-registry') {
    return {
      ...names,
      url: target.registry,
      parameters: {
        registry: target.registry,
        username: target.userName,
        password: context.secret(target.secret),
      },
      data: { registrytype: 'Others' },
    };
  }
  const { subscriptionId, subscriptionName, resourceGroup } = target;
  const { parameters, creation } = authenticationToWire(
    target.authentication,
    context,
  );
  return {
    ...names,
    url: AZURE_URL,
    parameters: {
      ...parameters,
      tenantid: target.authentication.tenantId,
      scope:
        resourceGroup &&
        `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}`,
    },
    data: {
      environment: 'AzureCloud',
      // A resource group too is a scope of its subscription.
      scopeLevel: 'Subscription',
      subscriptionId,
      subscriptionName,
      ...(creation && { creationMode: CREATION_MODES[creation] }),
    },
  };
}

function authenticationToWire(
  authentication: AzureAuthentication,
  { secret, isNew }: WireContext,
): {
  readonly parameters: Readonly<Record<string, string>>;
  readonly creation?: keyof typeof CREATION_MODES;
} {
  switch (authentication.scheme) {
    case 'managed-identity':
      return { parameters: {} };
    case 'service-principal':
      return {
        parameters: {
          serviceprincipalid: authentication.clientId,
          authenticationType: 'spnKey',
          serviceprincipalkey: secret(authentication.secret),
        },
        creation: 'manual',
      };
    default:
      return authentication.creation === 'manual'
        ? {
            parameters: { serviceprincipalid: authentication.clientId },
            creation: 'manual',
          }
        : {
            // Azure DevOps fills the empty id in; in a change it stays as it is.
            parameters: isNew ? { serviceprincipalid: '' } : {},
            creation: 'automatic',
          };
  }
}

/** A service connection of Azure DevOps without what only it understands. */
export function describeEndpoint(
  endpoint: ServiceEndpoint,
  url: string,
): ObservedServiceConnection {
  const parameter = (name: string) => parameterOf(endpoint, name);
  const { data } = endpoint;
  return {
    id: endpoint.id,
    name: endpoint.name,
    description: endpoint.description ?? '',
    type: endpoint.type,
    scheme: endpoint.authorization?.scheme ?? '',
    settings: {
      subscriptionId: data?.subscriptionId,
      subscriptionName: data?.subscriptionName,
      resourceGroup: /\/resourcegroups\/([^/]+)/i.exec(
        parameter('scope') ?? '',
      )?.[1],
      tenantId: parameter('tenantid'),
      clientId: parameter('serviceprincipalid'),
      creation: data?.creationMode?.toLowerCase(),
      registry: parameter('registry'),
      userName: parameter('username'),
    },
    state: stateOf(endpoint),
    federatedCredential: federatedCredentialOf(endpoint),
    url,
  };
}

/** What Microsoft Entra has to trust, when the connection is one that it can. */
export function federatedCredentialOf(
  endpoint: ServiceEndpoint,
): FederatedCredential | undefined {
  const issuer = parameterOf(endpoint, 'workloadIdentityFederationIssuer');
  const subject = parameterOf(endpoint, 'workloadIdentityFederationSubject');
  return issuer === undefined || subject === undefined
    ? undefined
    : { issuer, subject };
}

/** How far Azure DevOps has got. */
export function stateOf({
  isReady,
  operationStatus,
}: ServiceEndpoint): ServiceConnectionState {
  if (operationStatus?.state?.toLowerCase() === 'failed') {
    return {
      status: 'failed',
      message: operationStatus.statusMessage || 'it does not say why',
    };
  }
  return isReady === false ? { status: 'being made' } : { status: 'ready' };
}

/** Names of parameters are written in more than one case. */
function parameterOf(
  { authorization }: ServiceEndpoint,
  name: string,
): string | undefined {
  const found = Object.entries(authorization?.parameters ?? {}).find(
    ([candidate]) => candidate.toLowerCase() === name.toLowerCase(),
  );
  return found?.[1] || undefined;
}
