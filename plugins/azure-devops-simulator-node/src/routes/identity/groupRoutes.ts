import { subjectUnknown } from '../../errors/coreErrors';
import {
  graphRequestInvalid,
  groupExists,
  groupNameInvalid,
} from '../../errors/identityErrors';
import { notSimulated } from '../../errors/protocolErrors';
import { missingArgument } from '../../errors/requestErrors';
import { createGroup, groupPrincipalName } from '../../seed/createGroup';
import { joinValidUsers } from '../../seed/validUsers';
import { json, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { text } from '../../server/JsonBody';
import { patchBody } from '../../server/jsonPatch';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { GroupRecord } from '../../store/records';
import { isUser, subjectUrl, subjectWire } from '../../wire/graphWire';
import { addMembership, removeMembershipsOf } from './memberships';
import {
  groupsOf,
  queriedScope,
  subjectByDescriptor,
  subjectById,
} from './subjects';

const longestName = 256;
const forbidden = [...',"/\\[]:|<>+=;?*'];
/** The real service's pages are of 500 groups, too. */
const pageSize = 500;

function checkedName(name: string): string {
  const illegal = forbidden.filter(character => name.includes(character));
  if (illegal.length > 0) {
    throw groupNameInvalid(name, `it contains ${illegal.join(' ')}`);
  }
  if (name.length > longestName) {
    throw groupNameInvalid(
      name,
      `it has ${name.length} characters, and at most ${longestName} are allowed`,
    );
  }
  return name;
}

function requireFreeName(
  request: ApiRequest,
  group: { readonly id?: string; readonly scopeName: string },
  name: string,
): string {
  const principalName = groupPrincipalName(group.scopeName, name);
  const { store, organization } = request;
  const other = store.findByKey('group', organization.name, principalName);
  if (other && other.id !== group.id) {
    throw groupExists(name, group.scopeName);
  }
  return principalName;
}

function putGroup(request: ApiRequest, group: GroupRecord): void {
  request.store.put('group', group, {
    scope: request.organization.name,
    key: group.principalName,
  });
}

function requestedGroup(request: ApiRequest): GroupRecord {
  const descriptor = request.parameter('groupDescriptor');
  const subject = subjectByDescriptor(request, descriptor);
  if (isUser(subject)) {
    throw subjectUnknown(descriptor);
  }
  return subject;
}

function create(request: ApiRequest) {
  const body = request.objectBody();
  if (text(body, 'originId') ?? text(body, 'mailAddress')) {
    // Groups of a directory would have to come from one; there is none here.
    throw notSimulated(request.method, '_apis/graph/groups of a directory');
  }
  const name = text(body, 'displayName')?.trim();
  if (!name) {
    throw missingArgument('displayName');
  }
  const project = queriedScope(request);
  const scopeName = project?.name ?? request.organization.name;
  const storageKey = text(body, 'storageKey')?.toLowerCase();
  const group = request.store.transaction(() => {
    requireFreeName(request, { scopeName }, checkedName(name));
    if (storageKey && subjectById(request, storageKey)) {
      throw graphRequestInvalid(`The storage key ${storageKey} is taken.`);
    }
    const created = createGroup({
      id: storageKey ?? request.environment.random.uuid(),
      organization: request.organization.name,
      ...(project && { projectId: project.id }),
      scopeName,
      name,
      description: text(body, 'description') ?? '',
    });
    putGroup(request, created);
    joinValidUsers(request.store, created);
    for (const descriptor of request.queryList('groupDescriptors')) {
      addMembership(request, created, subjectByDescriptor(request, descriptor));
    }
    return created;
  });
  const answer = json(subjectWire(request, group), { status: 201 });
  return {
    ...answer,
    headers: { ...answer.headers, location: subjectUrl(request, group) },
  };
}

function listGroups(request: ApiRequest) {
  const project = queriedScope(request);
  const types = request.queryList('subjectTypes');
  const groups = groupsOf(request).filter(
    ({ projectId, descriptor }) =>
      (!project || projectId === project.id) &&
      (types.length === 0 || types.includes(descriptor.split('.')[0])),
  );
  return page(request, groups, group => subjectWire(request, group), {
    defaultTop: pageSize,
  });
}

/** Name and description can change; the descriptor stays. */
function update(request: ApiRequest) {
  const group = requestedGroup(request);
  const project =
    group.projectId === undefined
      ? undefined
      : request.store.get('project', group.projectId);
  const scopeName = project?.name ?? request.organization.name;
  const changed = request.store.transaction(() => {
    let next = group;
    for (const { op, path, value } of patchBody(request)) {
      if (!['add', 'replace'].includes(op) || typeof value !== 'string') {
        throw graphRequestInvalid(
          `The operation '${op}' on '${path}' is not supported; replace /displayName or /description with a text.`,
        );
      }
      switch (path.toLowerCase()) {
        case '/displayname': {
          const name = checkedName(value.trim());
          if (name === '') {
            throw missingArgument('displayName');
          }
          const scope = { id: group.id, scopeName };
          const principalName = requireFreeName(request, scope, name);
          next = { ...next, name, principalName };
          break;
        }
        case '/description':
          next = { ...next, description: value };
          break;
        default:
          throw graphRequestInvalid(
            `The path '${path}' of a group cannot be changed; /displayName and /description can.`,
          );
      }
    }
    putGroup(request, next);
    return next;
  });
  return json(subjectWire(request, changed));
}

function remove(request: ApiRequest) {
  const { id } = requestedGroup(request);
  request.store.transaction(() => {
    removeMembershipsOf(request, id);
    request.store.remove('group', id);
  });
  return noContent();
}

const all = '_apis/graph/groups';
const one = `${all}/{groupDescriptor}`;

/** Groups of the organization and of its projects. */
export const groupRoutes: readonly Route[] = [
  { method: 'GET', path: all, preview: true, handle: listGroups },
  { method: 'POST', path: all, preview: true, handle: create },
  {
    method: 'GET',
    path: one,
    preview: true,
    handle: request => json(subjectWire(request, requestedGroup(request))),
  },
  { method: 'PATCH', path: one, preview: true, handle: update },
  { method: 'DELETE', path: one, preview: true, handle: remove },
];
