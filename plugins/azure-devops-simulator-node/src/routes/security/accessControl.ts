import { namespaceUnknown } from '../../errors/securityErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  AccessControlEntry,
  AccessControlListRecord,
} from '../../store/identityRecords';
import { SecurityNamespace, securityNamespaces } from './securityNamespaces';

/** The namespace in the path; throws if the simulator has none of this id. */
export function requestedNamespace(request: ApiRequest): SecurityNamespace {
  return namespaceById(request.parameter('namespaceId'));
}

/** A namespace by its id, whatever its case. */
export function namespaceById(id: string): SecurityNamespace {
  const found = securityNamespaces.find(
    namespace => namespace.id === id.toLowerCase(),
  );
  if (!found) {
    throw namespaceUnknown(id);
  }
  return found;
}

type Scope = Pick<ApiRequest, 'store' | 'organization'>;

const placeOf = (request: Scope, namespace: SecurityNamespace) =>
  `${request.organization.name}:${namespace.id}`;

/** Every list of a namespace. */
export function listsOf(
  request: Scope,
  namespace: SecurityNamespace,
): readonly AccessControlListRecord[] {
  return request.store.list('accessControlList', placeOf(request, namespace));
}

/** The list of a token; an empty one if nothing was ever set for it. */
export function listOf(
  request: ApiRequest,
  namespace: SecurityNamespace,
  token: string,
): AccessControlListRecord {
  const id = `${placeOf(request, namespace)}:${token}`;
  return (
    request.store.get('accessControlList', id) ?? {
      id,
      token,
      inheritPermissions: true,
      entries: [],
    }
  );
}

export function putList(
  request: ApiRequest,
  namespace: SecurityNamespace,
  record: AccessControlListRecord,
): void {
  request.store.put('accessControlList', record, {
    scope: placeOf(request, namespace),
  });
}

const isFor = (descriptor: string) => (entry: AccessControlEntry) =>
  entry.descriptor.toLowerCase() === descriptor.toLowerCase();

/** The entry of an identity in a list; one that says nothing if there is none. */
export function entryFor(
  record: AccessControlListRecord,
  descriptor: string,
): AccessControlEntry {
  return (
    record.entries.find(isFor(descriptor)) ?? { descriptor, allow: 0, deny: 0 }
  );
}

/** The list with this entry instead of the identity's former one. */
export function withEntry(
  record: AccessControlListRecord,
  entry: AccessControlEntry,
): AccessControlListRecord {
  const isSame = isFor(entry.descriptor);
  return {
    ...record,
    entries: record.entries.some(isSame)
      ? record.entries.map(existing => (isSame(existing) ? entry : existing))
      : [...record.entries, entry],
  };
}

/** The list without an entry of the identity. */
export function withoutEntry(
  record: AccessControlListRecord,
  descriptor: string,
): AccessControlListRecord {
  return {
    ...record,
    entries: record.entries.filter(entry => !isFor(descriptor)(entry)),
  };
}

/** Adds bits; what is allowed anew is denied no longer, and the other way round. */
export function mergeEntries(
  old: AccessControlEntry,
  added: AccessControlEntry,
): AccessControlEntry {
  return {
    descriptor: old.descriptor,
    allow: (old.allow & ~added.deny) | added.allow,
    deny: (old.deny & ~added.allow) | added.deny,
  };
}

/** Whether a token is the other one or below it. */
export function isWithin(
  namespace: SecurityNamespace,
  token: string,
  ancestor: string,
): boolean {
  const inner = token.toLowerCase();
  const outer = ancestor.toLowerCase();
  return (
    inner === outer ||
    (namespace.structure === 1 &&
      inner.startsWith(
        outer.endsWith(namespace.separator)
          ? outer
          : `${outer}${namespace.separator}`,
      ))
  );
}
