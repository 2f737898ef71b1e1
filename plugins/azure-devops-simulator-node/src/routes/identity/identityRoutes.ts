import { invalidArgument } from '../../errors/requestErrors';
import { list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { groupIdentity, userIdentity } from '../../wire/identityRef';
import { isUser, Subject } from '../../wire/graphWire';
import { membershipsFrom } from './memberships';
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
  const isByName = ['general', 'displayname', 'accountname'].includes(kind);
  const isByGroup = isByName || kind === 'localgroupname';
  if (!isByMail && !isByGroup) {
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
      isByGroup &&
      (exactly(group.principalName, value) || exactly(group.name, value)),
  );
  return [...users, ...groups];
}

const everyStep = Number.MAX_SAFE_INTEGER;

/** How far members and groups are followed, by the value of queryMembership. */
const depths: Readonly<
  Record<string, { readonly up: number; readonly down: number }>
> = {
  none: { up: 0, down: 0 },
  direct: { up: 1, down: 1 },
  expanded: { up: everyStep, down: everyStep },
  expandedup: { up: everyStep, down: 0 },
  expandeddown: { up: 0, down: everyStep },
};

/** Writes identities with as much of their memberships as the request asks for. */
function identityWriter(request: ApiRequest) {
  const wanted = request.query('queryMembership') ?? 'none';
  const depth = depths[wanted.toLowerCase()];
  if (!depth) {
    throw invalidArgument(
      `The value '${wanted}' of queryMembership is none of None, Direct, Expanded, ExpandedUp, ExpandedDown.`,
    );
  }
  const plain = (subject: Subject) =>
    isUser(subject) ? userIdentity(subject) : groupIdentity(subject);
  return (subject: Subject) => {
    const unique = (subjects: readonly Subject[]) => [...new Set(subjects)];
    const down = membershipsFrom(request, subject, {
      direction: 'down',
      depth: depth.down,
    });
    const up = membershipsFrom(request, subject, {
      direction: 'up',
      depth: depth.up,
    });
    const members = unique(down.map(({ member }) => member)).map(plain);
    const memberOf = unique(up.map(({ container }) => container)).map(plain);
    return {
      ...plain(subject),
      members: members.map(({ descriptor }) => descriptor),
      memberOf: memberOf.map(({ descriptor }) => descriptor),
      memberIds: members.map(({ id }) => id),
    };
  };
}

function readIdentities(request: ApiRequest) {
  const wire = identityWriter(request);
  const all = [...usersOf(request), ...groupsOf(request)].map(wire);
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
  return list(search(request, filter, value).map(wire));
}

/** Identities: users and groups by storage key, descriptor or name. */
export const identityRoutes: readonly Route[] = [
  { method: 'GET', path: '_apis/identities', handle: readIdentities },
];
