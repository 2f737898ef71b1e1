import {
  graphRequestInvalid,
  membershipCyclic,
  membershipUnknown,
} from '../../errors/identityErrors';
import { ApiAnswer, json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { isUser, membershipWire, subjectUrl } from '../../wire/graphWire';
import { urlOf } from '../../wire/Links';
import { addMembership, membershipId, membershipsFrom } from './memberships';
import { subjectByDescriptor } from './subjects';

const everyStep = Number.MAX_SAFE_INTEGER;
const done: ApiAnswer = { status: 200, headers: {} };

function pair(request: ApiRequest) {
  const subject = (name: string) =>
    subjectByDescriptor(request, request.parameter(name));
  return { member: subject('subject'), container: subject('container') };
}

function existing(request: ApiRequest) {
  const { member, container } = pair(request);
  const id = membershipId(member.id, container.id);
  if (!request.store.get('membership', id)) {
    throw membershipUnknown(member.descriptor, container.descriptor);
  }
  return { id, member, container };
}

function add(request: ApiRequest) {
  const { member, container } = pair(request);
  if (isUser(container)) {
    throw graphRequestInvalid(
      `The subject '${container.descriptor}' is a user; only a group has members.`,
    );
  }
  const isCyclic =
    member.id === container.id ||
    membershipsFrom(request, container, {
      direction: 'up',
      depth: everyStep,
    }).some(link => link.container.id === member.id);
  if (isCyclic) {
    throw membershipCyclic(member.descriptor, container.descriptor);
  }
  addMembership(request, member, container);
  return json(membershipWire(request, member, container), { status: 201 });
}

function remove(request: ApiRequest) {
  request.store.remove('membership', existing(request).id);
  return done;
}

function listMemberships(request: ApiRequest) {
  const subject = subjectByDescriptor(request, request.parameter('subject'));
  const direction = (request.query('direction') ?? 'up').toLowerCase();
  if (direction !== 'up' && direction !== 'down') {
    throw graphRequestInvalid(
      `The direction '${direction}' is neither up nor down.`,
    );
  }
  const depth = request.queryNumber('depth') ?? 1;
  return list(
    membershipsFrom(request, subject, { direction, depth }).map(
      ({ member, container }) => membershipWire(request, member, container),
    ),
  );
}

function getState(request: ApiRequest) {
  const subject = subjectByDescriptor(request, request.parameter('subject'));
  const self = urlOf(
    request,
    '_apis/Graph/MembershipStates',
    subject.descriptor,
  );
  return json({
    active: true,
    _links: {
      self: { href: self },
      member: { href: subjectUrl(request, subject) },
    },
  });
}

const one = '_apis/graph/memberships/{subject}/{container}';

/** Who is in which group. HEAD is answered as GET, without the body. */
export const membershipRoutes: readonly Route[] = [
  { method: 'PUT', path: one, preview: true, handle: add },
  {
    method: 'GET',
    path: one,
    preview: true,
    handle: request => {
      const { member, container } = existing(request);
      return json(membershipWire(request, member, container));
    },
  },
  { method: 'DELETE', path: one, preview: true, handle: remove },
  {
    method: 'GET',
    path: '_apis/graph/memberships/{subject}',
    preview: true,
    handle: listMemberships,
  },
  {
    method: 'GET',
    path: '_apis/graph/membershipstates/{subject}',
    preview: true,
    handle: getState,
  },
];
