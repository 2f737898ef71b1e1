import { GroupRecord, UserRecord } from '../store/records';
import { urlOf, WireContext } from './Links';

/** A user or group as other resources point to it. */
export function identityRef(context: WireContext, id: string) {
  const user = context.store.get('user', id);
  const group = user ? undefined : context.store.get('group', id);
  const descriptor = user?.descriptor ?? group?.descriptor ?? '';
  const avatar = urlOf(context, '_apis/GraphProfile/MemberAvatars', descriptor);
  return {
    displayName: user?.displayName ?? group?.principalName ?? '',
    url: urlOf(context, '_apis/Identities', id),
    _links: { avatar: { href: avatar } },
    id,
    uniqueName: user?.mail ?? group?.principalName ?? '',
    imageUrl: avatar,
    descriptor,
    ...(group && { isContainer: true }),
  };
}

const textProperty = (value: string) => ({
  $type: 'System.String',
  $value: value,
});

/** The tenant of every user here. */
export const tenantId = '7a394543-62fd-4274-a7d2-8fac77594200';

export function userIdentity(user: UserRecord) {
  return {
    id: user.id,
    descriptor: `Microsoft.IdentityModel.Claims.ClaimsIdentity;${tenantId}\\${user.mail}`,
    subjectDescriptor: user.descriptor,
    providerDisplayName: user.displayName,
    isActive: true,
    members: [],
    memberOf: [],
    memberIds: [],
    properties: {
      SchemaClassName: textProperty('User'),
      Description: textProperty(''),
      Domain: textProperty(tenantId),
      Account: textProperty(user.mail),
      DN: textProperty(''),
      Mail: textProperty(user.mail),
      SpecialType: textProperty('Generic'),
      'http://schemas.microsoft.com/identity/claims/objectidentifier':
        textProperty(user.entraId),
    },
    resourceVersion: 2,
    metaTypeId: 0,
  };
}

export function groupIdentity(group: GroupRecord) {
  return {
    id: group.id,
    descriptor: group.legacyDescriptor,
    subjectDescriptor: group.descriptor,
    providerDisplayName: group.principalName,
    isActive: true,
    isContainer: true,
    members: [],
    memberOf: [],
    memberIds: [],
    properties: {
      SchemaClassName: textProperty('Group'),
      Description: textProperty(group.description),
      Account: textProperty(group.name),
      SpecialType: textProperty('Generic'),
    },
    resourceVersion: 2,
    metaTypeId: 255,
  };
}
