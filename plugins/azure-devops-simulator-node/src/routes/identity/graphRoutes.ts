import { subjectUnknown } from '../../errors/coreErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { items, text } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { GroupRecord, UserRecord } from '../../store/records';
import { tenantId } from '../../wire/identityRef';
import { urlOf } from '../../wire/Links';
import { groupsOf, usersOf } from './subjects';

function links(request: ApiRequest, kind: string, descriptor: string) {
  return {
    self: { href: urlOf(request, '_apis/Graph', kind, descriptor) },
    memberships: {
      href: urlOf(request, '_apis/Graph/Memberships', descriptor),
    },
    storageKey: { href: urlOf(request, '_apis/Graph/StorageKeys', descriptor) },
  };
}

function userWire(request: ApiRequest, user: UserRecord) {
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
    _links: links(request, 'Users', user.descriptor),
    url: urlOf(request, '_apis/Graph/Users', user.descriptor),
    descriptor: user.descriptor,
  };
}

function groupWire(request: ApiRequest, group: GroupRecord) {
  return {
    subjectKind: 'group',
    description: group.description,
    domain: group.projectId
      ? `vstfs:///Classification/TeamProject/${group.projectId}`
      : `vstfs:///Framework/IdentityDomain/${request.organization.id}`,
    principalName: group.principalName,
    mailAddress: null,
    origin: 'vsts',
    originId: group.id,
    displayName: group.name,
    _links: links(request, 'Groups', group.descriptor),
    url: urlOf(request, '_apis/Graph/Groups', group.descriptor),
    descriptor: group.descriptor,
  };
}

function subjectWire(request: ApiRequest, subject: UserRecord | GroupRecord) {
  return 'mail' in subject
    ? userWire(request, subject)
    : groupWire(request, subject);
}

function findSubject(
  request: ApiRequest,
  matches: (subject: UserRecord | GroupRecord) => boolean,
  wanted: string,
) {
  const subject = [...usersOf(request), ...groupsOf(request)].find(matches);
  if (!subject) {
    throw subjectUnknown(wanted);
  }
  return subject;
}

function byDescriptor(request: ApiRequest, name: string) {
  const descriptor = request.parameter(name);
  return findSubject(
    request,
    subject => subject.descriptor === descriptor,
    descriptor,
  );
}

function getDescriptor(request: ApiRequest) {
  const key = request.parameter('storageKey');
  // A project has a descriptor, too: it is the scope of its groups.
  const project = request.store.get('project', key);
  const value = project
    ? `scp.${Buffer.from(project.id).toString('base64url')}`
    : findSubject(request, subject => subject.id === key.toLowerCase(), key)
        .descriptor;
  const self = urlOf(request, '_apis/Graph/Descriptors', key);
  return json({ value, _links: { self: { href: self } } });
}

function getStorageKey(request: ApiRequest) {
  const subject = byDescriptor(request, 'subjectDescriptor');
  const self = urlOf(request, '_apis/Graph/StorageKeys', subject.descriptor);
  return json({
    value: subject.id,
    _links: {
      self: { href: self },
      descriptor: {
        href: urlOf(request, '_apis/Graph/Descriptors', subject.id),
      },
    },
  });
}

/** Finds users and groups whose name or mail starts with the text. */
function query(request: ApiRequest) {
  const body = request.objectBody();
  const start = (text(body, 'query') ?? '').toLowerCase();
  const kinds = (items(body, 'subjectKind') ?? ['User', 'Group']).map(kind =>
    String(kind).toLowerCase(),
  );
  const starts = (...values: readonly string[]) =>
    values.some(value => value.toLowerCase().startsWith(start));
  const users = kinds.includes('user')
    ? usersOf(request).filter(user => starts(user.mail, user.displayName))
    : [];
  const groups = kinds.includes('group')
    ? groupsOf(request).filter(group => starts(group.name, group.principalName))
    : [];
  return list(
    [...users, ...groups].map(subject => subjectWire(request, subject)),
  );
}

function listGroups(request: ApiRequest) {
  const scope = request.query('scopeDescriptor');
  const projectId =
    scope &&
    Buffer.from(scope.replace(/^scp\./, ''), 'base64url').toString('utf8');
  const groups = groupsOf(request).filter(
    group => !projectId || group.projectId === projectId,
  );
  return page(request, groups, group => groupWire(request, group));
}

/** Users and groups of the graph. */
export const graphRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '_apis/graph/users',
    preview: true,
    handle: request =>
      page(request, usersOf(request), user => userWire(request, user)),
  },
  {
    method: 'GET',
    path: '_apis/graph/users/{userDescriptor}',
    preview: true,
    handle: request =>
      json(subjectWire(request, byDescriptor(request, 'userDescriptor'))),
  },
  {
    method: 'GET',
    path: '_apis/graph/groups',
    preview: true,
    handle: listGroups,
  },
  {
    method: 'GET',
    path: '_apis/graph/groups/{groupDescriptor}',
    preview: true,
    handle: request =>
      json(subjectWire(request, byDescriptor(request, 'groupDescriptor'))),
  },
  {
    method: 'GET',
    path: '_apis/graph/descriptors/{storageKey}',
    handle: getDescriptor,
  },
  {
    method: 'GET',
    path: '_apis/graph/storagekeys/{subjectDescriptor}',
    handle: getStorageKey,
  },
  {
    method: 'POST',
    path: '_apis/graph/subjectquery',
    preview: true,
    reads: true,
    handle: query,
  },
];
