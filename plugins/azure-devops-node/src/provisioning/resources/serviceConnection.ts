import {
  changesClient,
  isOnlyAwaited,
  writeMark,
  type DesiredServiceConnection,
  type ObservedServiceConnection,
  type ServiceConnectionTarget,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type {
  ServiceEndpoint,
  ServiceEndpointSettings,
} from '../../client/areas/ServiceEndpointsApi';
import type { ApplyContext } from '../provisioningContext';
import type {
  AppliedResource,
  ResourceProvider,
  Writable,
} from '../ResourceProvider';
import { collect } from './collect';
import { describeFederatedCredentialSteps } from './federatedCredentialSteps';
import { isWanted } from './isWanted';
import {
  describeEndpoint,
  federatedCredentialOf,
  stateOf,
  targetToWire,
} from './serviceConnectionWire';

const POLL_MILLISECONDS = 2_000;
/** Two minutes: Azure DevOps makes and removes app registrations in seconds. */
const MAXIMUM_POLLS = 60;

/** Service connections. */
export const serviceConnectionProvider: ResourceProvider<'service-connection'> =
  {
    async observe(context, desired) {
      const { client, project, limit, everything } = context;
      if (desired.length === 0 && !everything) {
        return [];
      }
      const endpoints = await limit(() =>
        collect(client.serviceEndpoints.list(project)),
      );
      return endpoints
        .map(endpoint =>
          describeEndpoint(
            endpoint,
            client.webUrls.serviceConnection({ project, id: endpoint.id }),
          ),
        )
        .filter(connection => isWanted(connection, desired, context));
    },

    async apply(change, context) {
      const endpoint = await waitUntilReady(
        await write(change, context),
        context,
      );
      return describeApplied(change, endpoint, context);
    },

    followUp: describeFollowUp,

    remove: ({ id, name }, context) => removeEndpoint({ id, name, ...context }),
  };

async function write(
  change: Writable<'service-connection'>,
  context: ApplyContext,
): Promise<ServiceEndpoint> {
  const { client } = context;
  switch (change.action) {
    case 'create':
      return client.serviceEndpoints.create(settingsOf(change, context));
    case 'replace':
      await removeEndpoint({ ...change.observed, ...context });
      return client.serviceEndpoints.create(settingsOf(change, context));
    default: {
      const current = await findExisting(change.observed, context);
      return isOnlyAwaited(change)
        ? current
        : client.serviceEndpoints.update({
            current,
            settings: settingsOf(change, context),
          });
    }
  }
}

function settingsOf(
  { action, desired }: Writable<'service-connection'>,
  context: ApplyContext,
): ServiceEndpointSettings {
  return {
    project: { id: context.projectId(), name: context.project },
    name: desired.name,
    description: writeMark({ text: desired.description, owner: context.owner }),
    ...targetToWire(desired.target, {
      secret: context.secret,
      isNew: action !== 'update',
    }),
  };
}

async function findExisting(
  { id, name }: { readonly id: string; readonly name: string },
  { client, project }: Pick<ApplyContext, 'client' | 'project'>,
): Promise<ServiceEndpoint> {
  const found = await client.serviceEndpoints.find({ project, id });
  if (found === undefined) {
    throw new Error(
      `service connection "${name}": it was there when the plan was made and is gone; somebody has removed it meanwhile. Run again to create it.`,
    );
  }
  return found;
}

/** An app registration is made, and a connection removed, in the background. */
async function waitUntilReady(
  endpoint: ServiceEndpoint,
  context: ApplyContext,
): Promise<ServiceEndpoint> {
  let current = endpoint;
  for (let polls = 0; ; polls++) {
    const state = stateOf(current);
    if (state.status === 'ready') {
      return current;
    }
    if (state.status === 'failed') {
      throw new Error(
        `service connection "${endpoint.name}": Azure DevOps could not make it: "${state.message}". Put that right and run again, which replaces the connection; or make the app registration yourself and configure creation: manual.`,
      );
    }
    if (polls === MAXIMUM_POLLS) {
      throw new Error(
        `service connection "${
          endpoint.name
        }": Azure DevOps is still making it after ${describeWait()}. Run again later, which looks first.`,
      );
    }
    await context.clock.sleep(POLL_MILLISECONDS, context.signal);
    current = await findExisting(endpoint, context);
  }
}

/** A name can be used again only when its connection is really gone. */
async function removeEndpoint(
  options: { readonly id: string; readonly name: string } & Pick<
    ApplyContext,
    'client' | 'project' | 'projectId' | 'clock' | 'signal'
  >,
): Promise<void> {
  const { id, name, client, project, clock, signal } = options;
  await client.serviceEndpoints.remove({ id, projectId: options.projectId() });
  for (let polls = 0; ; polls++) {
    const left = await client.serviceEndpoints.find({ project, id });
    if (left === undefined) {
      return;
    }
    const state = stateOf(left);
    if (polls > 0 && state.status === 'failed') {
      throw new Error(
        `service connection "${name}": Azure DevOps could not remove it: "${state.message}". Remove it in the project's settings and run again.`,
      );
    }
    if (polls === MAXIMUM_POLLS) {
      throw new Error(
        `service connection "${name}": Azure DevOps is still removing it after ${describeWait()}. Run again later, which looks first.`,
      );
    }
    await clock.sleep(POLL_MILLISECONDS, signal);
  }
}

function describeWait(): string {
  return `${(MAXIMUM_POLLS * POLL_MILLISECONDS) / 1000} seconds`;
}

function describeApplied(
  change: Writable<'service-connection'>,
  endpoint: ServiceEndpoint,
  context: ApplyContext,
): AppliedResource {
  const { client, project } = context;
  const { id } = endpoint;
  const observed = {
    url: client.webUrls.serviceConnection({ project, id }),
    federatedCredential: federatedCredentialOf(endpoint),
  };
  const followUp = changesClient(change)
    ? describeFollowUp(change.desired, observed, context)
    : undefined;
  return { id, url: observed.url, ...(followUp && { followUp }) };
}

function describeFollowUp(
  { name, target }: DesiredServiceConnection,
  {
    url,
    federatedCredential,
  }: Pick<ObservedServiceConnection, 'url' | 'federatedCredential'>,
  { project }: Pick<ApplyContext, 'project'>,
): string | undefined {
  const manual = manualFederationOf(target);
  if (manual === undefined) {
    return undefined;
  }
  return federatedCredential === undefined
    ? `Azure DevOps has not told its issuer and subject. They are on [its page](<${url}>); make a federated credential of them for the client ${manual.clientId}.`
    : describeFederatedCredentialSteps({
        project,
        connection: name,
        ...manual,
        credential: federatedCredential,
      });
}

function manualFederationOf(target: ServiceConnectionTarget) {
  return target.type === 'azure-resource-manager' &&
    target.authentication.scheme === 'workload-identity-federation' &&
    target.authentication.creation === 'manual'
    ? {
        clientId: target.authentication.clientId,
        subscriptionId: target.subscriptionId,
      }
    : undefined;
}
