import { invalidArgument, missingArgument } from '../../errors/requestErrors';
import { ApiAnswer, json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  text,
  truth,
  wholeNumber,
} from '../../server/JsonBody';
import { Route } from '../../server/Route';
import {
  AccessControlEntry,
  AccessControlListRecord,
} from '../../store/identityRecords';
import {
  entryFor,
  isWithin,
  listOf,
  listsOf,
  mergeEntries,
  putList,
  requestedNamespace,
  withEntry,
} from './accessControl';
import { evaluate, isAllowed } from './evaluatePermissions';

/** What the identity has in all, with what it inherits from the tokens above. */
function extendedInfo(
  request: ApiRequest,
  record: AccessControlListRecord,
  descriptor: string,
) {
  const effective = evaluate(request, {
    namespace: requestedNamespace(request),
    token: record.token,
    descriptors: [descriptor],
  });
  return {
    ...(effective.allow !== 0 && { effectiveAllow: effective.allow }),
    ...(effective.deny !== 0 && { effectiveDeny: effective.deny }),
  };
}

function listWire(
  request: ApiRequest,
  record: AccessControlListRecord,
  entries: readonly AccessControlEntry[],
) {
  const includeExtendedInfo = request.flag('includeExtendedInfo');
  return {
    inheritPermissions: record.inheritPermissions,
    token: record.token,
    acesDictionary: Object.fromEntries(
      entries.map(entry => [
        entry.descriptor,
        {
          ...entry,
          ...(includeExtendedInfo && {
            extendedInfo: extendedInfo(request, record, entry.descriptor),
          }),
        },
      ]),
    ),
    ...(includeExtendedInfo && { includeExtendedInfo }),
  };
}

/** Lists that were ever set, and that of the token in question, which may inherit all that it says. */
function foundLists(request: ApiRequest): readonly AccessControlListRecord[] {
  const namespace = requestedNamespace(request);
  const token = request.query('token');
  const lists = listsOf(request, namespace);
  if (token === undefined) {
    return lists;
  }
  const isExact = (record: AccessControlListRecord) =>
    record.token.toLowerCase() === token.toLowerCase();
  const found = lists.filter(
    record =>
      isExact(record) ||
      (request.flag('recurse') && isWithin(namespace, record.token, token)),
  );
  return request.flag('includeExtendedInfo') && !found.some(isExact)
    ? [listOf(request, namespace, token), ...found]
    : found;
}

/** With extended information, an identity that is asked for has an entry even if it says nothing. */
function entriesOf(
  request: ApiRequest,
  record: AccessControlListRecord,
): readonly AccessControlEntry[] {
  const wanted = request.queryList('descriptors');
  if (wanted.length === 0) {
    return record.entries;
  }
  return request.flag('includeExtendedInfo')
    ? wanted.map(descriptor => entryFor(record, descriptor))
    : record.entries.filter(({ descriptor }) =>
        wanted.some(name => name.toLowerCase() === descriptor.toLowerCase()),
      );
}

function readLists(request: ApiRequest) {
  return list(
    foundLists(request).map(record =>
      listWire(request, record, entriesOf(request, record)),
    ),
  );
}

function readEntry(value: unknown): AccessControlEntry {
  const descriptor = isJsonObject(value)
    ? text(value, 'descriptor')
    : undefined;
  if (!isJsonObject(value) || !descriptor) {
    throw missingArgument('descriptor');
  }
  return {
    descriptor,
    allow: wholeNumber(value, 'allow') ?? 0,
    deny: wholeNumber(value, 'deny') ?? 0,
  };
}

function tokenOf(body: JsonObject): string {
  const token = text(body, 'token');
  if (token === undefined) {
    throw missingArgument('token');
  }
  return token;
}

/** Replaces whole lists. */
function setLists(request: ApiRequest) {
  const namespace = requestedNamespace(request);
  const lists = (items(request.objectBody(), 'value') ?? []).map(value => {
    if (!isJsonObject(value)) {
      throw invalidArgument('Every access control list is an object.');
    }
    const entries = Object.values(child(value, 'acesDictionary') ?? {});
    return {
      ...listOf(request, namespace, tokenOf(value)),
      inheritPermissions: truth(value, 'inheritPermissions') ?? true,
      entries: entries.map(readEntry),
    };
  });
  request.store.transaction(() =>
    lists.forEach(record => putList(request, namespace, record)),
  );
  return noContent();
}

function removeLists(request: ApiRequest): ApiAnswer {
  const namespace = requestedNamespace(request);
  const tokens = request.queryList('tokens');
  if (tokens.length === 0) {
    throw missingArgument('tokens');
  }
  const gone = listsOf(request, namespace).filter(record =>
    tokens.some(
      token =>
        record.token.toLowerCase() === token.toLowerCase() ||
        (request.flag('recurse') && isWithin(namespace, record.token, token)),
    ),
  );
  gone.forEach(({ id }) => request.store.remove('accessControlList', id));
  return json(gone.length > 0);
}

/** Sets or merges the entries of some identities; those of others stay. */
function setEntries(request: ApiRequest) {
  const namespace = requestedNamespace(request);
  const body = request.objectBody();
  const entries = (items(body, 'accessControlEntries') ?? []).map(readEntry);
  const isMerge = truth(body, 'merge') ?? false;
  const record = listOf(request, namespace, tokenOf(body));
  const changed = entries.reduce(
    (current, entry) =>
      withEntry(
        current,
        isMerge
          ? mergeEntries(entryFor(current, entry.descriptor), entry)
          : entry,
      ),
    record,
  );
  putList(request, namespace, changed);
  return list(
    entries.map(({ descriptor }) => ({
      ...entryFor(changed, descriptor),
      extendedInfo: {},
    })),
  );
}

function removeEntries(request: ApiRequest): ApiAnswer {
  const namespace = requestedNamespace(request);
  const record = listOf(request, namespace, request.requiredQuery('token'));
  const gone = request
    .queryList('descriptors')
    .map(descriptor => descriptor.toLowerCase());
  const entries = record.entries.filter(
    ({ descriptor }) => !gone.includes(descriptor.toLowerCase()),
  );
  const isChanged = entries.length < record.entries.length;
  if (isChanged) {
    putList(request, namespace, { ...record, entries });
  }
  return json(isChanged);
}

/** Takes single permissions of an identity back, allowed or denied. */
function removePermissions(request: ApiRequest): ApiAnswer {
  const namespace = requestedNamespace(request);
  const bits = Number(request.parameter('permissions'));
  const record = listOf(request, namespace, request.requiredQuery('token'));
  const old = entryFor(record, request.requiredQuery('descriptor'));
  const entry = {
    ...old,
    allow: old.allow & ~bits,
    deny: old.deny & ~bits,
  };
  putList(request, namespace, withEntry(record, entry));
  return json(entry);
}

/** Whether the caller has the permissions on each token. */
function hasPermissions(request: ApiRequest) {
  const namespace = requestedNamespace(request);
  const bits = Number(request.parameter('permissions'));
  const delimiter = request.query('delimiter') ?? ',';
  const tokens = (request.query('tokens') ?? request.query('token') ?? '')
    .split(delimiter)
    .filter(Boolean);
  return list(
    tokens.map(token =>
      isAllowed(request, {
        namespace,
        token,
        bits,
        isAdministratorAllowed: request.flag('alwaysAllowAdministrators'),
      }),
    ),
  );
}

const lists = '_apis/accesscontrollists/{namespaceId}';
const entries = '_apis/accesscontrolentries/{namespaceId}';
const permissions = '_apis/permissions/{namespaceId}/{#permissions}';

/** Permissions by token and identity. Kept, not enforced. */
export const accessControlRoutes: readonly Route[] = [
  { method: 'GET', path: lists, handle: readLists },
  { method: 'POST', path: lists, handle: setLists },
  { method: 'DELETE', path: lists, handle: removeLists },
  { method: 'POST', path: entries, handle: setEntries },
  { method: 'DELETE', path: entries, handle: removeEntries },
  { method: 'GET', path: permissions, handle: hasPermissions },
  { method: 'DELETE', path: permissions, handle: removePermissions },
];
