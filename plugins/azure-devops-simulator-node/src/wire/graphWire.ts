import { GroupRecord, UserRecord } from '../store/records';
import { avatarUrl, tenantId } from './identityRef';
import { urlOf, WireContext } from './Links';

/** A user or a group. */
export type Subject = UserRecord | GroupRecord;

export function isUser(subject: Subject): subject is UserRecord {
  return 'mail' in subject;
}

/** Address of a user or group in the graph. */
export function subjectUrl(context: WireContext, subject: Subject): string {
  const kind = isUser(subject) ? 'Users' : 'Groups';
  return urlOf(context, '_apis/Graph', kind, subject.descriptor);
}

function links(context: WireContext, subject: Subject) {
  const { descriptor } = subject;
  const at = (part: string) => ({
    href: urlOf(context, '_apis/Graph', part, descriptor),
  });
  return {
    self: { href: subjectUrl(context, subject) },
    memberships: at('Memberships'),
    membershipState: at('MembershipStates'),
    storageKey: at('StorageKeys'),
    ...(isUser(subject) && {
      avatar: { href: avatarUrl(context, descriptor) },
    }),
  };
}

function userWire(context: WireContext, user: UserRecord) {
  return {
    subjectKind: 'user',
    metaType: 'member',
    directoryAlias: user.mail.split('@')[0],
    domain: tenantId,
    principalName: user.mail,
    mailAddress: user.mail,
    origin: 'aad',
    originId: user.entraId,
    displayName: user.displayName,
    _links: links(context, user),
    url: subjectUrl(context, user),
    descriptor: user.descriptor,
  };
}

function groupWire(context: WireContext, group: GroupRecord) {
  return {
    subjectKind: 'group',
    description: group.description,
    domain: group.projectId
      ? `vstfs:///Classification/TeamProject/${group.projectId}`
      : `vstfs:///Framework/IdentityDomain/${context.organization.id}`,
    principalName: group.principalName,
    mailAddress: null,
    origin: 'vsts',
    originId: group.id,
    displayName: group.name,
    _links: links(context, group),
    url: subjectUrl(context, group),
    descriptor: group.descriptor,
  };
}

/** A user or group as the graph shows it. */
export function subjectWire(context: WireContext, subject: Subject) {
  return isUser(subject)
    ? userWire(context, subject)
    : groupWire(context, subject);
}

/** A membership as the graph shows it. */
export function membershipWire(
  context: WireContext,
  member: Subject,
  container: Subject,
) {
  return {
    containerDescriptor: container.descriptor,
    memberDescriptor: member.descriptor,
    _links: {
      self: {
        href: urlOf(
          context,
          '_apis/Graph/Memberships',
          member.descriptor,
          container.descriptor,
        ),
      },
      member: { href: subjectUrl(context, member) },
      container: { href: subjectUrl(context, container) },
    },
  };
}
