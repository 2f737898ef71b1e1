import {
  DesiredStateError,
  describeValue,
} from '../desiredState/configurationProblem';
import type { ConfigurationSource } from '../desiredState/configurationSource';
import { isSameName } from '../names/resourceNames';
import { distinctIdentities } from '../observed/distinctIdentities';
import type { NamedIdentity, ObservedIdentity } from '../observed/identity';
import { normalizeDescription, readMark } from '../ownership/ownershipMark';
import { decideMarkedResource, isMarkedOurs } from './markedResource';
import type {
  DifferenceContext,
  ResourceDefinition,
} from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

/** A group of the project whose members approve. @public */
export interface DesiredApproverGroup {
  readonly name: string;
  readonly description: string;
  /** E-mail address, unique name or group of each member. */
  readonly members: readonly string[];
  /** The list of members in the configuration. */
  readonly source: ConfigurationSource;
}

/** A group whose members have been found. @public */
export interface PlannedApproverGroup {
  readonly name: string;
  readonly description: string;
  readonly members: readonly ObservedIdentity[];
}

/** A member as its group names it. @public */
export interface ObservedMember extends NamedIdentity {
  readonly descriptor: string;
}

/** A group as it is; `id` is its storage key. @public */
export interface ObservedApproverGroup extends ObservedResource {
  readonly descriptor: string;
  readonly description: string;
  readonly members: readonly ObservedMember[];
}

/** Groups carry our mark, and have exactly the members of the configuration. @public */
export const approverGroupDefinition: ResourceDefinition<'approver-group'> = {
  kind: 'approver-group',
  label: 'approver group',
  diff(desired, observed, context) {
    const members = distinctIdentities(
      desired.members.map(reference => context.identity(reference)),
    );
    const { name, description } = desired;
    requireOthers(desired, observed, context);
    return decideMarkedResource({
      kind: 'approver-group',
      label: 'group',
      name,
      desired: { name, description, members },
      observed,
      context,
      dependsOn: members.flatMap(member =>
        member.status === 'planned'
          ? [{ kind: 'approver-group' as const, name: member.group }]
          : [],
      ),
      fieldsOfDesired: {
        description: normalizeDescription(description),
        members: members.map(showMember).sort(),
      },
      fieldsOfObserved: group => ({
        description: readMark(group.description).text,
        members: group.members
          .map(member =>
            showMember(
              members.find(
                candidate =>
                  candidate.status === 'known' &&
                  candidate.id.toLowerCase() === member.id.toLowerCase(),
              ) ?? { status: 'known', ...member },
            ),
          )
          .sort(),
      }),
    });
  },
  isOurs: isMarkedOurs,
  identities: ({ members, source }) =>
    members.map((reference, index) => ({
      reference,
      source: { ...source, keyPath: [...source.keyPath, index] },
    })),
};

/** A group that has to be there before itself cannot be made. */
function requireOthers(
  { name, members, source }: DesiredApproverGroup,
  observed: ObservedApproverGroup | undefined,
  context: DifferenceContext,
): void {
  const problems = members.flatMap((reference, index) => {
    const member = context.identity(reference);
    const isItself =
      member.status === 'planned'
        ? isSameName(member.group, name)
        : observed !== undefined && isSameName(member.id, observed.id);
    return isItself
      ? [
          {
            file: source.file,
            keyPath: [...source.keyPath, index],
            found: `${describeValue(reference)}, which is the group itself`,
            expected: 'people and other groups',
            remedy: 'Remove it, or name the people in its place.',
          },
        ]
      : [];
  });
  if (problems.length > 0) {
    throw new DesiredStateError(problems);
  }
}

function showMember(
  member:
    | Pick<
        Extract<ObservedIdentity, { status: 'known' }>,
        'status' | 'id' | 'displayName'
      >
    | Extract<ObservedIdentity, { status: 'planned' }>,
): string {
  if (member.status === 'planned') {
    return member.group;
  }
  return member.displayName === ''
    ? member.id
    : `${member.displayName} <${member.id}>`;
}
