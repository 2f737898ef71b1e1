import { graphRequestInvalid } from '../../errors/identityErrors';
import { userDescriptor } from '../../seed/stableId';
import { ApiRequest } from '../../server/ApiRequest';
import { AccountLicense } from '../../store/identityRecords';
import { UserRecord } from '../../store/records';
import {
  entitlementOf,
  isRemoved,
  putEntitlement,
  usualLicense,
} from './entitlements';
import { removeMembershipsOf } from './memberships';

const mailPattern = /^[^\s@]+@[^\s@]+$/;

function newUser(
  request: ApiRequest,
  options: {
    readonly mail: string;
    readonly id?: string;
    readonly displayName?: string;
  },
): UserRecord {
  const { random } = request.environment;
  const id = options.id ?? random.uuid();
  const user: UserRecord = {
    id,
    displayName: options.displayName ?? options.mail,
    mail: options.mail,
    descriptor: userDescriptor(id),
    entraId: random.uuid(),
  };
  request.store.put('user', user, { scope: '', key: user.mail });
  return user;
}

/**
 * Takes somebody into the organization: a person that the simulator knows by
 * this mail, or a new one, whose name is the mail at first.
 */
export function addUser(
  request: ApiRequest,
  options: {
    readonly mail: string;
    readonly id?: string;
    readonly license?: AccountLicense;
  },
): UserRecord {
  const mail = options.mail.trim();
  if (!mailPattern.test(mail)) {
    throw graphRequestInvalid(
      `The principal name '${mail}' is no mail address, by which a user is known.`,
    );
  }
  const known = request.store.findByKey('user', '', mail);
  if (options.id !== undefined && known && known.id !== options.id) {
    throw graphRequestInvalid(
      `The user '${mail}' has the storage key ${known.id} already.`,
    );
  }
  if (
    options.id !== undefined &&
    !known &&
    request.store.get('user', options.id)
  ) {
    throw graphRequestInvalid(`The storage key ${options.id} is taken.`);
  }
  const user =
    known ?? newUser(request, { mail, ...(options.id && { id: options.id }) });
  const isBack = isRemoved(request, user.id);
  const { isRemoved: gone, ...current } = entitlementOf(request, user);
  putEntitlement(request, {
    ...current,
    license: options.license ?? (isBack ? usualLicense : current.license),
    createdOn: known && !isBack ? current.createdOn : request.timestamp,
  });
  return user;
}

/** Takes somebody out of the organization and its groups; what they have made stays theirs. */
export function removeUser(request: ApiRequest, user: UserRecord): void {
  removeMembershipsOf(request, user.id);
  putEntitlement(request, {
    ...entitlementOf(request, user),
    isRemoved: true,
  });
}
