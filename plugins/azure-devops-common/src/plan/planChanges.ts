import { DesiredState, desiredOf } from '../desiredState/DesiredState';
import { isSameName } from '../names/resourceNames';
import type { ObservedIdentity } from '../observed/identity';
import type { ObservedState } from '../observed/ObservedState';
import type {
  DifferenceContext,
  ResourceDefinition,
} from '../resources/ResourceDefinition';
import {
  RESOURCE_KINDS,
  resourceDefinitions,
} from '../resources/resourceDefinitions';
import type {
  Desired,
  Observed,
  ResourceKind,
} from '../resources/ResourceTypes';
import {
  Change,
  ChangeOf,
  keyOfResource,
  ResourceChange,
  ResourceReference,
} from './change';
import { describeExisting } from './describeExisting';
import type { Leftover, Plan } from './plan';

/** What a plan is made from. @public */
export interface PlanChangesOptions {
  readonly desired: DesiredState;
  readonly observed: ObservedState;
  /** Take over what is not ours instead of reporting a conflict. */
  readonly adopt?: boolean;
  /** Remove what is ours and not configured instead of leaving it alone. */
  readonly prune?: boolean;
  /** Write secret values again, although they cannot be compared. */
  readonly updateSecrets?: boolean;
  /** With `prune`: remove the repository too, which otherwise always stays. */
  readonly pruneRepository?: boolean;
}

/**
 * The difference between what should be and what is.
 *
 * @throws Error when the observed state lacks an identity: whoever observes
 * has to report that before, with the file that names the person.
 * @public
 */
export function planChanges(options: PlanChangesOptions): Plan {
  const { observed, prune = false, pruneRepository = false } = options;
  const changes: ResourceChange[] = [];
  const unwanted: UnwantedResource[] = [];
  const context = createContext(options, changes);
  for (const kind of RESOURCE_KINDS) {
    const ofKind = [
      ...describeExisting(kind, context),
      ...diffKind(kind, context),
    ];
    changes.push(...ofKind);
    if (context.part === undefined) {
      unwanted.push(...findUnwanted(kind, ofKind, context));
    }
  }
  const isKept = ({ kind }: UnwantedResource) =>
    !prune || (kind === 'git-repository' && !pruneRepository);
  return {
    project: observed.project,
    owner: context.owner,
    changes: [
      ...afterProject(changes),
      ...planRemovals(
        changes,
        unwanted.filter(resource => !isKept(resource)),
      ),
    ],
    leftovers: unwanted
      .filter(isKept)
      .map(({ kind, name, url }) => ({ kind, name, url })),
  };
}

/** Nothing can be made in a project before the project is there. */
function afterProject(
  changes: readonly ResourceChange[],
): readonly ResourceChange[] {
  const project = changes.find(
    ({ kind, action }) => kind === 'project' && action === 'create',
  );
  if (project === undefined) {
    return changes;
  }
  const { kind, name } = project;
  return changes.map(change =>
    change === project
      ? change
      : { ...change, dependsOn: [{ kind, name }, ...change.dependsOn] },
  );
}

interface UnwantedResource<Kind extends ResourceKind = ResourceKind>
  extends Leftover {
  /** The change that removes it, once these are done. */
  readonly removal: (after: readonly ResourceReference[]) => ChangeOf<Kind>;
}

function createContext(
  {
    desired,
    observed,
    adopt = false,
    updateSecrets = false,
  }: PlanChangesOptions,
  changes: readonly ResourceChange[],
): DifferenceContext {
  const allObserved = <Kind extends ResourceKind>(
    kind: Kind,
  ): readonly Observed<Kind>[] => observed.resources[kind] ?? [];
  return {
    owner: { project: observed.project.name, repository: desired.repository },
    adopt,
    updateSecrets,
    part: desired.part,
    allObserved,
    observed: (kind, name) =>
      allObserved(kind).find(candidate => isSameName(candidate.name, name)),
    desired: kind => desiredOf(desired, kind),
    changeOf: resource => {
      const key = keyOfResource(resource);
      return changes.find(change => keyOfResource(change) === key);
    },
    identity: reference =>
      resolveGroup(findIdentity(observed.identities, reference), observed),
  };
}

function diffKind<Kind extends ResourceKind>(
  kind: Kind,
  context: DifferenceContext,
): readonly ChangeOf<Kind>[] {
  const definition: ResourceDefinition<Kind> = resourceDefinitions[kind];
  const matches = (desired: Desired<Kind>, observed: Observed<Kind>) =>
    definition.matches?.(desired, observed) ??
    isSameName(desired.name, observed.name);
  return context.desired(kind).flatMap(desired => {
    const found = context
      .allObserved(kind)
      .find(observed => matches(desired, observed));
    const change = definition.diff(desired, found, context);
    return change === undefined ? [] : [change];
  });
}

/** What is ours and nothing asks for. */
function findUnwanted<Kind extends ResourceKind>(
  kind: Kind,
  changes: readonly ResourceChange[],
  context: DifferenceContext,
): readonly UnwantedResource<Kind>[] {
  const definition: ResourceDefinition<Kind> = resourceDefinitions[kind];
  const wanted = new Set<unknown>(
    changes.flatMap(change => ('observed' in change ? [change.observed] : [])),
  );
  const unwanted = context
    .allObserved(kind)
    .filter(
      observed => !wanted.has(observed) && definition.isOurs(observed, context),
    );
  // What has moved may have the name of what is wanted: the id tells them apart.
  const isTaken = ({ name }: { readonly name: string }) =>
    changes.some(change => isSameName(change.name, name)) ||
    unwanted.filter(other => isSameName(other.name, name)).length > 1;
  return unwanted.map((observed): UnwantedResource<Kind> => {
    const { id, url } = observed;
    const name = isTaken(observed) ? `${observed.name} (${id})` : observed.name;
    return {
      kind,
      name,
      url,
      removal: after => planRemoval({ kind, name, observed, after }),
    };
  });
}

function planRemoval<Kind extends ResourceKind>(options: {
  readonly kind: Kind;
  readonly name: string;
  readonly observed: Observed<Kind>;
  readonly after: readonly ResourceReference[];
}): ChangeOf<Kind> {
  const { kind, name, observed, after } = options;
  const change: Change<Kind> = {
    kind,
    name,
    action: 'delete',
    reason: 'it is ours and the configuration does not ask for it',
    dependsOn: after,
    observed,
  };
  return change as ChangeOf<Kind>;
}

/**
 * Removal comes last, and what depends on others goes before them: the kinds
 * in reverse order.
 */
function planRemovals(
  changes: readonly ResourceChange[],
  unwanted: readonly UnwantedResource[],
): readonly ResourceChange[] {
  const writes = changes.filter(({ action }) => action !== 'unchanged');
  const removals: ResourceChange[] = [];
  for (const kind of [...RESOURCE_KINDS].reverse()) {
    const before = [...writes, ...removals].map(({ kind: of, name }) => ({
      kind: of,
      name,
    }));
    removals.push(
      ...unwanted
        .filter(resource => resource.kind === kind)
        .map(({ removal }) => removal(before)),
    );
  }
  return removals;
}

/** A group of the plan that is there already is known by its id, as any other. */
function resolveGroup(
  identity: ObservedIdentity,
  { project, resources }: ObservedState,
): ObservedIdentity {
  if (identity.status === 'known') {
    return identity;
  }
  const group = resources['approver-group']?.find(({ name }) =>
    isSameName(name, identity.group),
  );
  return group === undefined
    ? identity
    : {
        status: 'known',
        reference: identity.reference,
        id: group.id,
        descriptor: group.descriptor,
        displayName: `[${project.name}]\\${group.name}`,
        isGroup: true,
      };
}

function findIdentity(
  identities: readonly ObservedIdentity[],
  reference: string,
): ObservedIdentity {
  const identity = identities.find(candidate =>
    isSameName(candidate.reference, reference),
  );
  if (identity === undefined) {
    throw new Error(`The identity ${reference} has not been looked up`);
  }
  return identity;
}
