import { invalidArgument, missingArgument } from '../../errors/requestErrors';
import {
  roleIdentityUnknown,
  roleResourceUnknown,
  roleScopeUnknown,
  roleUnknown,
} from '../../errors/securityErrors';
import { ApiAnswer, json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, JsonObject, text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { AccessControlEntry } from '../../store/identityRecords';
import { isUser, Subject } from '../../wire/graphWire';
import { groupsOf, subjectById, usersOf } from '../identity/subjects';
import {
  listOf,
  namespaceById,
  putList,
  withEntry,
  withoutEntry,
} from './accessControl';
import { legacyDescriptor } from './evaluatePermissions';
import { RoleScope, roleScopes, SecurityRole } from './roleScopes';
import { SecurityNamespace } from './securityNamespaces';

const done: ApiAnswer = { status: 200, headers: {} };

function requestedScope(request: ApiRequest): RoleScope {
  const id = request.parameter('scopeId');
  const scope = roleScopes.find(candidate => candidate.id === id.toLowerCase());
  if (!scope) {
    throw roleScopeUnknown(id);
  }
  return scope;
}

/** The access control list in which the roles on a resource are kept. */
interface Place {
  readonly scope: RoleScope;
  readonly namespace: SecurityNamespace;
  readonly token: string;
}

function requestedPlace(request: ApiRequest): Place {
  const scope = requestedScope(request);
  const resourceId = request.parameter('resourceId');
  if (!scope.exists(request, resourceId)) {
    throw roleResourceUnknown(scope.id, resourceId);
  }
  return {
    scope,
    namespace: namespaceById(scope.namespaceId),
    token: scope.tokenOf(resourceId.toLowerCase()),
  };
}

function roleWire(scope: RoleScope, role: SecurityRole) {
  return {
    displayName: role.name,
    name: role.name,
    allowPermissions: role.allow,
    denyPermissions: 0,
    identifier: `${scope.id}.${role.name}`,
    description: role.description,
    scope: scope.id,
  };
}

function roleOf(scope: RoleScope, name: string): SecurityRole {
  const role = scope.roles.find(
    candidate => candidate.name.toLowerCase() === name.toLowerCase(),
  );
  if (!role) {
    throw roleUnknown({
      role: name,
      scope: scope.id,
      known: scope.roles.map(known => known.name),
    });
  }
  return role;
}

/** The role that permissions amount to: exactly, or else the strongest that they include. */
function roleOfEntry(
  { roles }: RoleScope,
  { allow, deny }: AccessControlEntry,
): SecurityRole | undefined {
  return deny === 0
    ? roles.find(role => role.allow === allow) ??
        roles.find(role => (allow & role.allow) === role.allow)
    : undefined;
}

/** A role and whose it is. */
interface RoleAssignment {
  readonly subject: Subject;
  readonly role: SecurityRole;
}

function assignmentWire(scope: RoleScope, { subject, role }: RoleAssignment) {
  return {
    identity: {
      displayName: isUser(subject)
        ? subject.displayName
        : subject.principalName,
      id: subject.id,
      uniqueName: isUser(subject) ? subject.mail : subject.principalName,
    },
    role: roleWire(scope, role),
    access: 'assigned',
    accessDisplayName: 'Assigned',
  };
}

/** Identities that are gone, and permissions that are no role, are not shown. */
function assignmentsOf(
  request: ApiRequest,
  { scope, namespace, token }: Place,
) {
  const subjects = [...usersOf(request), ...groupsOf(request)];
  return listOf(request, namespace, token).entries.flatMap(entry => {
    const subject = subjects.find(
      candidate =>
        legacyDescriptor(candidate).toLowerCase() ===
        entry.descriptor.toLowerCase(),
    );
    const role = roleOfEntry(scope, entry);
    return subject && role ? [assignmentWire(scope, { subject, role })] : [];
  });
}

function readIdentity(
  request: ApiRequest,
  id: string | undefined,
  uniqueName: string | undefined,
): Subject {
  if (!id && !uniqueName) {
    throw missingArgument('userId');
  }
  const subject = id
    ? subjectById(request, id)
    : usersOf(request).find(
        user => user.mail.toLowerCase() === uniqueName?.toLowerCase(),
      );
  if (!subject) {
    throw roleIdentityUnknown(id ?? uniqueName ?? '');
  }
  return subject;
}

function readAssignment(
  request: ApiRequest,
  scope: RoleScope,
  body: JsonObject,
  identityId?: string,
): RoleAssignment {
  const roleName = text(body, 'roleName');
  if (!roleName) {
    throw missingArgument('roleName');
  }
  return {
    role: roleOf(scope, roleName),
    subject: readIdentity(
      request,
      identityId ?? text(body, 'userId'),
      text(body, 'uniqueName'),
    ),
  };
}

function assign(
  request: ApiRequest,
  { scope, namespace, token }: Place,
  assignment: RoleAssignment,
) {
  const descriptor = legacyDescriptor(assignment.subject);
  const entry = { descriptor, allow: assignment.role.allow, deny: 0 };
  putList(
    request,
    namespace,
    withEntry(listOf(request, namespace, token), entry),
  );
  return assignmentWire(scope, assignment);
}

function takeAway(
  request: ApiRequest,
  { namespace, token }: Place,
  identityId: string,
): void {
  const subject = subjectById(request, identityId);
  if (subject) {
    const record = listOf(request, namespace, token);
    putList(
      request,
      namespace,
      withoutEntry(record, legacyDescriptor(subject)),
    );
  }
}

/** Adds or changes assignments; those of other identities stay. All are made, or none. */
function setMany(request: ApiRequest) {
  const place = requestedPlace(request);
  const assignments = request.arrayBody().map(value => {
    if (!isJsonObject(value)) {
      throw invalidArgument('Every role assignment is an object.');
    }
    return readAssignment(request, place.scope, value);
  });
  const changed = request.store.transaction(() =>
    assignments.map(assignment => assign(request, place, assignment)),
  );
  return list(changed);
}

function setOne(request: ApiRequest) {
  const place = requestedPlace(request);
  const assignment = readAssignment(
    request,
    place.scope,
    request.objectBody(),
    request.parameter('identityId'),
  );
  return json(assign(request, place, assignment));
}

/** Takes roles away; an identity without a role stays without one. */
function removeMany(request: ApiRequest) {
  const place = requestedPlace(request);
  if (request.query('inheritPermissions') !== undefined) {
    throw invalidArgument(
      'The simulator has no inherited roles, so inheritPermissions cannot be changed.',
    );
  }
  request.store.transaction(() =>
    request.arrayBody().forEach(id => takeAway(request, place, String(id))),
  );
  return done;
}

function removeOne(request: ApiRequest) {
  takeAway(request, requestedPlace(request), request.parameter('identityId'));
  return done;
}

const scopePath = '_apis/securityroles/scopes/{scopeId}';
const resourcePath = `${scopePath}/roleassignments/resources/{resourceId}`;
const identityPath = `${resourcePath}/{identityId}`;

const operations: readonly Route[] = [
  {
    method: 'GET',
    path: `${scopePath}/roledefinitions`,
    handle: request => {
      const scope = requestedScope(request);
      return list(scope.roles.map(role => roleWire(scope, role)));
    },
  },
  {
    method: 'GET',
    path: resourcePath,
    handle: request => {
      return list(assignmentsOf(request, requestedPlace(request)));
    },
  },
  { method: 'PUT', path: resourcePath, handle: setMany },
  { method: 'PATCH', path: resourcePath, handle: removeMany },
  { method: 'PUT', path: identityPath, handle: setOne },
  { method: 'DELETE', path: identityPath, handle: removeOne },
];

/**
 * Roles on environments, service connections and the library: kept as permissions, not enforced.
 * Microsoft's client for Node asks for them in 3.2.
 */
export const roleRoutes: readonly Route[] = operations.map(operation => ({
  ...operation,
  preview: true,
  oldestVersion: 302,
}));
