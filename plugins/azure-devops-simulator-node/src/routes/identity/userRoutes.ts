import { subjectUnknown } from '../../errors/coreErrors';
import { graphRequestInvalid } from '../../errors/identityErrors';
import { notSimulated } from '../../errors/protocolErrors';
import { json, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { text } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { UserRecord } from '../../store/records';
import { isUser, subjectUrl, subjectWire } from '../../wire/graphWire';
import { tenantId } from '../../wire/identityRef';
import { addMembership, membershipsFrom } from './memberships';
import { addUser, removeUser } from './organizationUsers';
import {
  groupsOf,
  queriedScope,
  subjectByDescriptor,
  usersOf,
} from './subjects';

/** The people in any group of a project, by whatever way. */
function membersOfProject(
  request: ApiRequest,
  projectId: string,
): ReadonlySet<string> {
  const everyStep = Number.MAX_SAFE_INTEGER;
  return new Set(
    groupsOf(request)
      .filter(group => group.projectId === projectId)
      .flatMap(group =>
        membershipsFrom(request, group, {
          direction: 'down',
          depth: everyStep,
        }),
      )
      .map(({ member }) => member.id),
  );
}

function listUsers(request: ApiRequest) {
  const types = request.queryList('subjectTypes');
  const project = queriedScope(request);
  const members = project && membersOfProject(request, project.id);
  const users = usersOf(request).filter(
    ({ descriptor, id }) =>
      (types.length === 0 || types.includes(descriptor.split('.')[0])) &&
      (!members || members.has(id)),
  );
  return page(request, users, user => subjectWire(request, user));
}

function requested(request: ApiRequest): UserRecord {
  const descriptor = request.parameter('userDescriptor');
  const subject = subjectByDescriptor(request, descriptor);
  if (!isUser(subject)) {
    throw subjectUnknown(descriptor);
  }
  return subject;
}

/** Somebody is known by a principal name or a mail address; ids of a directory would need one. */
function create(request: ApiRequest) {
  const body = request.objectBody();
  if (text(body, 'originId')) {
    throw notSimulated(request.method, '_apis/graph/users by originId');
  }
  const mail = text(body, 'principalName') ?? text(body, 'mailAddress');
  if (!mail) {
    throw graphRequestInvalid(
      'The body has neither a principalName nor a mailAddress.',
    );
  }
  const id = text(body, 'storageKey')?.toLowerCase();
  const groups = request
    .queryList('groupDescriptors')
    .map(descriptor => subjectByDescriptor(request, descriptor));
  const user = request.store.transaction(() => {
    const added = addUser(request, { mail, ...(id && { id }) });
    groups.forEach(group => addMembership(request, added, group));
    return added;
  });
  const answer = json(subjectWire(request, user), { status: 201 });
  return {
    ...answer,
    headers: { ...answer.headers, location: subjectUrl(request, user) },
  };
}

function remove(request: ApiRequest) {
  const user = requested(request);
  request.store.transaction(() => removeUser(request, user));
  return noContent();
}

function providerInfo(request: ApiRequest) {
  const { descriptor, entraId } = requested(request);
  return json({
    descriptor,
    domain: tenantId,
    origin: 'aad',
    originId: entraId,
  });
}

const all = '_apis/graph/users';
const one = `${all}/{userDescriptor}`;

/** The people of an organization. */
export const userRoutes: readonly Route[] = [
  { method: 'GET', path: all, preview: true, handle: listUsers },
  { method: 'POST', path: all, preview: true, handle: create },
  {
    method: 'GET',
    path: one,
    preview: true,
    handle: request => json(subjectWire(request, requested(request))),
  },
  { method: 'DELETE', path: one, preview: true, handle: remove },
  { method: 'GET', path: `${one}/providerinfo`, handle: providerInfo },
];
