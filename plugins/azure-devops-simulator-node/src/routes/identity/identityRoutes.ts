import { invalidArgument } from '../../errors/requestErrors';
import { list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { groupIdentity, userIdentity } from '../../wire/identityRef';
import { groupsOf, usersOf } from './subjects';

const exactly = (left: string, right: string) =>
  left.toLowerCase() === right.toLowerCase();

/** General is a search by mail, account, display name or alias; the others look at one of them. */
function search(request: ApiRequest, filter: string, value: string) {
  const kind = filter.toLowerCase();
  const isByMail = [
    'general',
    'mailaddress',
    'accountname',
    'directoryalias',
  ].includes(kind);
  const isByName = [
    'general',
    'displayname',
    'localgroupname',
    'accountname',
  ].includes(kind);
  if (!isByMail && !isByName) {
    throw invalidArgument(
      `The search filter '${filter}' is not one that the simulator knows.`,
    );
  }
  const users = usersOf(request).filter(
    user =>
      (isByMail &&
        (exactly(user.mail, value) ||
          exactly(user.mail.split('@')[0], value))) ||
      (isByName && exactly(user.displayName, value)),
  );
  const groups = groupsOf(request).filter(
    group =>
      isByName &&
      (exactly(group.principalName, value) || exactly(group.name, value)),
  );
  return [...users.map(userIdentity), ...groups.map(groupIdentity)];
}

function readIdentities(request: ApiRequest) {
  const all = [
    ...usersOf(request).map(userIdentity),
    ...groupsOf(request).map(groupIdentity),
  ];
  const lookUp = (
    wanted: readonly string[],
    keyOf: (identity: (typeof all)[number]) => string,
  ) =>
    list(
      wanted.map(
        key => all.find(identity => exactly(keyOf(identity), key)) ?? null,
      ),
    );
  const ids = request.queryList('identityIds');
  if (ids.length > 0) {
    return lookUp(ids, identity => identity.id);
  }
  const subjects = request.queryList('subjectDescriptors');
  if (subjects.length > 0) {
    return lookUp(subjects, identity => identity.subjectDescriptor);
  }
  const descriptors = request.queryList('descriptors');
  if (descriptors.length > 0) {
    return lookUp(descriptors, identity => identity.descriptor);
  }
  const filter = request.query('searchFilter');
  const value = request.query('filterValue');
  if (!filter || !value) {
    throw invalidArgument(
      'Ask for identities by identityIds, subjectDescriptors, descriptors, or searchFilter with filterValue.',
    );
  }
  return list(search(request, filter, value));
}

/** Identities: users and groups by storage key, descriptor or name. */
export const identityRoutes: readonly Route[] = [
  { method: 'GET', path: '_apis/identities', handle: readIdentities },
];
