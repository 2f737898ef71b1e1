import { GroupRecord, UserRecord } from '../store/records';
import { urlOf, WireContext } from './Links';

/** Where the picture of a user or group would be. */
export function avatarUrl(context: WireContext, descriptor: string): string {
  return urlOf(context, '_apis/GraphProfile/MemberAvatars', descriptor);
}

/** A user or group as other resources point to it. */
export function identityRef(context: WireContext, id: string) {
  const user = context.store.get('user', id);
  const group = user ? undefined : context.store.get('group', id);
  const descriptor = user?.descriptor ?? group?.descriptor ?? '';
  const avatar = avatarUrl(context, descriptor);
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

export const textProperty = (value: string) => ({
  $type: 'System.String',
  $value: value,
});

/** The service itself, which has made what is there from the start. */
export function serviceIdentityRef(context: WireContext) {
  const id = '00000002-0000-8888-8000-000000000000';
  const uniqueName = `${id}@2c895908-04e0-4952-89fd-54b0046d6288`;
  const descriptor = `s2s.${Buffer.from(uniqueName).toString('base64url')}`;
  const avatar = avatarUrl(context, descriptor);
  return {
    displayName: 'Microsoft.VisualStudio.Services.TFS',
    url: urlOf(context, '_apis/Identities', id),
    _links: { avatar: { href: avatar } },
    id,
    uniqueName,
    imageUrl: avatar,
    descriptor,
  };
}

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
      DirectoryAlias: textProperty(user.mail.split('@')[0]),
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
