import {
  planChanges,
  RESOURCE_KINDS,
  type DesiredState,
  type Observed,
  type ObservedProject,
  type ObservedState,
  type Plan,
  type ResourceKind,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { AzureDevOpsClient } from '../client/AzureDevOpsClient';
import { findProcess } from './createProject';
import { createLimitFunction } from './limitFunction';
import { observeIdentities } from './observeIdentities';
import { createOnce, type ObserveContext } from './provisioningContext';
import { requireExisting } from './requireExisting';
import { requireSecrets } from './requireSecrets';
import { findProject, observeProject } from './resources/project';
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
  /** Remove the repository too when pruning; it stays otherwise. */
  readonly pruneRepository?: boolean;
  /**
   * Plan on although what single resources hang on is not there: in a dry run
   * of several steps an earlier one would have made it.
   */
  readonly expectExisting?: boolean;
  readonly signal?: AbortSignal;
  /** Calls at the same time; 24 unless given. */
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
  const observed = await observe({ ...options, desired });
  if (options.expectExisting !== true) {
    requireExisting({ desired, observed });
  }
  const plan = planChanges({
    desired,
    observed,
    adopt,
    prune,
    pruneRepository,
    updateSecrets,
  });
  if (secretNames !== undefined) {
    requireSecrets(plan, secretNames);
  }
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
  const context = { client, project, limit, desired };
  const existing =
    desired.missingProject === undefined
      ? undefined
      : await limit(() => findProject({ client, project }));
  if (desired.missingProject !== undefined && existing === undefined) {
    // In a project that does not exist every other call would fail.
    const { process } = desired.missingProject;
    const [identities] = await Promise.all([
      observeIdentities(context),
      limit(() => findProcess({ client, desired: { name: project, process } })),
    ]);
    return { project: { name: project }, identities, resources: {} };
  }
  const observedProject =
    existing ?? limit(() => observeProject({ client, project }));
  const everythingElse = Promise.all([
    observeIdentities(context),
    observeResources({ ...options, client, limit }, existing),
  ]);
  // When the project is missing every other call fails too; its error says why.
  everythingElse.catch(() => undefined);
  const { id, name } = await observedProject;
  const [identities, resources] = await everythingElse;
  return { project: { id, name }, identities, resources };
}

async function observeResources(
  options: PlanProvisioningOptions & {
    readonly limit: ObserveContext['limit'];
  },
  existing: ObservedProject | undefined,
): Promise<ObservedState['resources']> {
  const { client, project, desired, limit, prune = false } = options;
  const running = new Map<ResourceKind, Promise<readonly unknown[]>>(
    existing === undefined ? [] : [['project', Promise.resolve([existing])]],
  );
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
