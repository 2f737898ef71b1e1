import { subjectUnknown } from '../../errors/coreErrors';
import { graphRequestInvalid } from '../../errors/identityErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, items, text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { subjectUrl, subjectWire } from '../../wire/graphWire';
import { urlOf } from '../../wire/Links';
import {
  groupsOf,
  projectOfScope,
  scopeDescriptor,
  subjectByDescriptor,
  subjectById,
  usersOf,
} from './subjects';

function getDescriptor(request: ApiRequest) {
  const key = request.parameter('storageKey');
  const project = request.store.get('project', key);
  const subject = project ? undefined : subjectById(request, key);
  const value = project ? scopeDescriptor(project) : subject?.descriptor;
  if (value === undefined) {
    throw subjectUnknown(key);
  }
  const at = (part: string, id: string) => ({
    href: urlOf(request, '_apis/Graph', part, id),
  });
  return json({
    value,
    _links: {
      self: at('Descriptors', key),
      storageKey: at('StorageKeys', value),
      subject: subject
        ? { href: subjectUrl(request, subject) }
        : at('Scopes', value),
    },
  });
}

function getStorageKey(request: ApiRequest) {
  const descriptor = request.parameter('subjectDescriptor');
  const { id } =
    projectOfScope(request, descriptor) ??
    subjectByDescriptor(request, descriptor);
  const self = urlOf(request, '_apis/Graph/StorageKeys', descriptor);
  return json({
    value: id,
    _links: {
      self: { href: self },
      descriptor: { href: urlOf(request, '_apis/Graph/Descriptors', id) },
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
  const scope = text(body, 'scopeDescriptor');
  const project =
    scope === undefined ? undefined : projectOfScope(request, scope);
  const starts = (...values: readonly string[]) =>
    values.some(value => value.toLowerCase().startsWith(start));
  const users = kinds.includes('user')
    ? usersOf(request).filter(user => starts(user.mail, user.displayName))
    : [];
  const groups = kinds.includes('group')
    ? groupsOf(request).filter(
        group =>
          (!project || group.projectId === project.id) &&
          starts(group.name, group.principalName),
      )
    : [];
  return list(
    [...users, ...groups].map(subject => subjectWire(request, subject)),
  );
}

/** Subjects by descriptor; those that do not exist are left out. */
function lookUp(request: ApiRequest) {
  const keys = items(request.objectBody(), 'lookupKeys');
  if (!keys) {
    throw graphRequestInvalid('The body has no list lookupKeys.');
  }
  const wanted = new Set(
    keys.map(key => (isJsonObject(key) ? text(key, 'descriptor') : undefined)),
  );
  const found = [...usersOf(request), ...groupsOf(request)].filter(subject =>
    wanted.has(subject.descriptor),
  );
  return json({
    count: found.length,
    value: Object.fromEntries(
      found.map(subject => [subject.descriptor, subjectWire(request, subject)]),
    ),
  });
}

/** The ways from names, descriptors and ids to subjects. */
export const graphRoutes: readonly Route[] = [
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
  {
    method: 'POST',
    path: '_apis/graph/subjectlookup',
    preview: true,
    reads: true,
    handle: lookUp,
  },
];
