import {
  writeMark,
  type ObservedApproverGroup,
  type ObservedMember,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { GraphGroup } from '../../client/areas/GraphApi';
import type { Identity } from '../../client/areas/IdentitiesApi';
import { createLimitFunction } from '../limitFunction';
import type { ApplyContext, ObserveContext } from '../provisioningContext';
import type { ResourceProvider, Writable } from '../ResourceProvider';
import { collect } from './collect';
import { isWanted } from './isWanted';
import {
  findProjectScope,
  requireProjectScope,
  withoutGraph,
} from './projectScope';
import { untilFound } from './untilFound';

/** Memberships of one group that are written at the same time. */
const MEMBERSHIPS_AT_ONCE = 4;

/** What a plan calls the members of a group. */
const MEMBERS = 'members';

/** Groups of the project, with exactly the configured members. */
export const approverGroupProvider: ResourceProvider<'approver-group'> = {
  async observe(context, desired) {
    if (desired.length === 0 && !context.everything) {
      return [];
    }
    const { client, limit } = context;
    const scope = await findProjectScope(context);
    if (scope === undefined) {
      if (desired.length > 0) {
        throw withoutGraph(context);
      }
      return [];
    }
    const groups = await limit(() => collect(client.graph.listGroups(scope)));
    return describeGroups(
      context,
      groups.filter(({ displayName, description }) =>
        isWanted(
          { name: displayName, description: description ?? '' },
          desired,
          context,
        ),
      ),
    );
  },

  async apply(change, context) {
    const descriptor = await writeGroup(change, context);
    const [id] = await Promise.all([
      change.action === 'create'
        ? requireId(change.desired.name, descriptor, context)
        : change.observed.id,
      changeMembers({ change, group: descriptor, context }),
    ]);
    return { id, url: pageOf(context) };
  },

  remove: ({ descriptor }, { client }) => client.graph.removeGroup(descriptor),
};

function pageOf({
  client,
  project,
}: Pick<ObserveContext, 'client' | 'project'>): string {
  return client.webUrls.permissions(project);
}

/** Two calls for all groups: one for them and who is in them, one for whom that is. */
async function describeGroups(
  context: ObserveContext,
  groups: readonly GraphGroup[],
): Promise<readonly ObservedApproverGroup[]> {
  if (groups.length === 0) {
    return [];
  }
  const { client, limit } = context;
  const identities = await limit(() =>
    client.identities.findGroupsWithMembers(
      groups.map(({ descriptor }) => descriptor),
    ),
  );
  const descriptors = identities.flatMap(({ members }) => members ?? []);
  const members =
    descriptors.length === 0
      ? []
      : await limit(() => client.identities.findByDescriptors(descriptors));
  return groups.map(group => {
    const identity = identities.find(
      ({ subjectDescriptor }) => subjectDescriptor === group.descriptor,
    );
    if (identity === undefined) {
      throw new Error(
        `Azure DevOps lists the group "${group.displayName}" (${group.descriptor}), but knows no identity of this descriptor. It may have been removed at this moment; run again.`,
      );
    }
    return {
      id: identity.id,
      name: group.displayName,
      descriptor: group.descriptor,
      description: group.description ?? '',
      members: describeMembers(identity, members),
      url: pageOf(context),
    };
  });
}

/** Those who are gone cannot approve, cannot be named, and are left out. */
function describeMembers(
  group: Identity,
  identities: readonly Identity[],
): readonly ObservedMember[] {
  const members = new Set(
    (group.members ?? []).map(descriptor => descriptor.toLowerCase()),
  );
  return identities
    .filter(({ descriptor = '' }) => members.has(descriptor.toLowerCase()))
    .map(identity => ({
      id: identity.id,
      descriptor: identity.subjectDescriptor ?? '',
      displayName:
        identity.customDisplayName ?? identity.providerDisplayName ?? '',
    }));
}

/** Writes the group itself, and returns its descriptor. */
async function writeGroup(
  change: Writable<'approver-group'>,
  context: ApplyContext,
): Promise<string> {
  const { graph } = context.client;
  const { name, description: text } = change.desired;
  const description = writeMark({ text, owner: context.owner });
  if (change.action === 'create') {
    const scopeDescriptor = await requireProjectScope(context);
    const group = await graph.createGroup({
      scopeDescriptor,
      name,
      description,
    });
    return group.descriptor;
  }
  const { descriptor } = change.observed;
  if (change.fields.some(({ field }) => field !== MEMBERS)) {
    await graph.updateGroup({ descriptor, description });
  }
  return descriptor;
}

async function requireId(
  name: string,
  descriptor: string,
  context: ApplyContext,
): Promise<string> {
  const id = await untilFound(context, () =>
    context.client.graph.findStorageKey(descriptor),
  );
  if (id === undefined) {
    throw new Error(
      `The group "${name}" (${descriptor}) has been created, but Azure DevOps does not tell its id yet; run again.`,
    );
  }
  return id;
}

/** Puts in who is missing, and then takes out whom the configuration does not name. */
async function changeMembers(options: {
  readonly change: Writable<'approver-group'>;
  readonly group: string;
  readonly context: ApplyContext;
}): Promise<void> {
  const { change, group, context } = options;
  const { graph } = context.client;
  const observed = 'observed' in change ? change.observed.members : [];
  const desired = change.desired.members.map(identity => ({
    identity,
    id: context.idOfIdentity(identity).toLowerCase(),
  }));
  const isIn = (
    members: readonly { readonly id: string }[],
    id: string,
  ): boolean => members.some(member => member.id.toLowerCase() === id);
  await inParallel(
    desired.filter(({ id }) => !isIn(observed, id)),
    async ({ identity, id }) => {
      const known = identity.status === 'known' ? identity.descriptor : '';
      const member = known || (await findDescriptor(id, context));
      await graph.addMembership({ group, member });
    },
  );
  await inParallel(
    observed.filter(({ id }) => !isIn(desired, id.toLowerCase())),
    async ({ id, descriptor }) => {
      const member = descriptor || (await findDescriptor(id, context));
      await graph.removeMembership({ group, member });
    },
  );
}

/** Where a search has not told the graph's descriptor, the graph does. */
async function findDescriptor(
  id: string,
  context: ApplyContext,
): Promise<string> {
  const found = await context.once(`descriptor ${id}`, () =>
    untilFound(context, () => context.client.graph.findDescriptor(id)),
  );
  if (found === undefined) {
    throw new Error(
      `Azure DevOps has no descriptor for the identity ${id}, so it cannot be a member of a group. It may have been removed at this moment; run again.`,
    );
  }
  return found;
}

/** Does all of the work, some of it at the same time, and then throws the first failure. */
async function inParallel<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const limit = createLimitFunction(MEMBERSHIPS_AT_ONCE);
  const results = await Promise.allSettled(
    items.map(item => limit(() => work(item))),
  );
  for (const result of results) {
    if (result.status === 'rejected') {
      throw result.reason;
    }
  }
}
