import {
  planChanges,
  RESOURCE_KINDS,
  type DesiredState,
  type Observed,
  type ObservedState,
  type Plan,
  type ResourceKind,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { createLimitFunction } from './limitFunction';
import { observeIdentities } from './observeIdentities';
import { createOnce, type ObserveContext } from './provisioningContext';
import { requireSecrets } from './requireSecrets';
import { observeProject } from './resources/project';
import { requireExisting } from './requireExisting';
import { resourceProviders } from './resourceProviders';

/** What a plan is made from. @public */
export interface PlanProvisioningOptions {
  readonly client: AzureDevOpsClient;
  /** Name of the Azure DevOps project. */
  readonly project: string;
  readonly desired: DesiredState;
  /** Take over resources of the right name that are not ours. */
  readonly adopt?: boolean;
  /** Remove what is ours and not desired, instead of leaving it alone. */
  readonly prune?: boolean;
  /** Write secrets again that are there already. */
  readonly updateSecrets?: boolean;
  /** Names of the secrets that apply will be given; checked against what the plan needs, when given. */
  readonly secretNames?: readonly string[];
  readonly signal?: AbortSignal;
  /** Calls at the same time; 12 unless given. */
  /** Remove the repository too when pruning; it stays otherwise. */
  readonly pruneRepository?: boolean;
  /**
   * Plan on although what single resources hang on is not there: in a dry run
   * of several steps an earlier one would have made it.
   */
  readonly expectExisting?: boolean;
  readonly concurrency?: number;
}

/**
 * Compares the desired state with Azure DevOps. Reads only.
 *
 * @throws UnknownReferenceError when the project does not exist, or something that single resources hang on
 * @throws UnknownIdentityError when people or groups cannot be found
 * @throws MissingSecretError when writing the plan takes secrets that nobody has given
 * @throws AzureDevOpsError when a call fails; none is taken for "does not exist"
 * @public
 */
export async function planProvisioning(
  options: PlanProvisioningOptions,
): Promise<Plan> {
  const { adopt, prune, pruneRepository, updateSecrets, secretNames } = options;
  const desired = withProject(options);
  const plan = planChanges({
    desired,
  const observed = await observe({ ...options, desired });
  if (options.expectExisting !== true) {
    requireExisting({ desired, observed });
  }
    observed: await observe({ ...options, desired }),
    adopt,
    prune,
    updateSecrets,
  });
    pruneRepository,
  requireSecrets(plan, options.secretNames ?? []);
  return plan;
}

/** A project that may be created is a resource like any other. */
function withProject({
  desired,
  project,
}: PlanProvisioningOptions): DesiredState {
  return desired.missingProject === undefined
    ? desired
    : {
        ...desired,
        resources: {
          ...desired.resources,
          project: [{ name: project, ...desired.missingProject }],
        },
      };
}

async function observe(
  options: PlanProvisioningOptions,
): Promise<ObservedState> {
  const { project, desired } = options;
  const client = options.client.withSignal(options.signal);
  const limit = createLimitFunction(options.concurrency);
  if (desired.missingProject !== undefined) {
    // In a project that does not exist every other call would fail.
    const found = await limit(() => client.projects.find(project));
    if (found === undefined) {
      return {
        project: { name: project },
        identities: await observeIdentities({
          client,
          project,
          limit,
          desired,
        }),
        resources: {},
      };
    }
  }
  const observedProject = limit(() => observeProject({ client, project }));
  const everythingElse = Promise.all([
    observeIdentities({ client, project, limit, desired }),
    observeResources({ ...options, client, limit }),
  ]);
  // When the project is missing every other call fails too; its error says why.
  everythingElse.catch(() => undefined);
  const found = await observedProject;
  const [identities, resources] = await everythingElse;
  return {
    project: { id: found.id, name: found.name },
    identities,
    resources: {
      ...resources,
      project: desired.missingProject === undefined ? [] : [found],
    },
  };
}

async function observeResources(
  options: PlanProvisioningOptions & {
    readonly limit: ObserveContext['limit'];
  },
): Promise<ObservedState['resources']> {
  const { client, project, desired, limit, prune = false } = options;
  const running = new Map<ResourceKind, Promise<readonly unknown[]>>();
  const context: ObserveContext = {
    client,
    project,
    owner: { project, repository: desired.repository },
    desired,
    everything: prune,
    limit,
    once: createOnce(),
    observed: <Kind extends ResourceKind>(kind: Kind) => {
      const found = running.get(kind) ?? observeKind(kind, context);
      running.set(kind, found);
      return found as Promise<readonly Observed<Kind>[]>;
    },
  };
  const found = await Promise.all(
    RESOURCE_KINDS.map(async kind => [kind, await context.observed(kind)]),
  );
  return Object.fromEntries(found);
}

function observeKind<Kind extends ResourceKind>(
  kind: Kind,
  context: ObserveContext,
): Promise<readonly Observed<Kind>[]> {
  const desired = context.desired.resources[kind] ?? [];
  const { part } = context.desired;
  if (part === undefined) {
    return resourceProviders[kind].observe(context, desired);
  }
  const existing = part.existing
    .filter(resource => resource.kind === kind)
    .map(({ name }) => name);
  if (desired.length === 0 && existing.length === 0) {
    return Promise.resolve([]);
  }
  return resourceProviders[kind].observe(
    { ...context, existing, everything: existing.length > 0 },
    desired,
  );
}
