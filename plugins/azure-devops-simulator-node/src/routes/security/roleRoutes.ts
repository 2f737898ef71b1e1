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
import { RoleAssignmentRecord } from '../../store/identityRecords';
import { isUser, Subject } from '../../wire/graphWire';
import { subjectById, usersOf } from '../identity/subjects';
import { RoleScope, roleScopes, SecurityRole } from './roleScopes';

const done: ApiAnswer = { status: 200, headers: {} };

function requestedScope(request: ApiRequest): RoleScope {
  const id = request.parameter('scopeId');
  const scope = roleScopes.find(candidate => candidate.id === id.toLowerCase());
  if (!scope) {
    throw roleScopeUnknown(id);
  }
  return scope;
}

/** Where the assignments of the resource in the path are kept. */
function requestedPlace(request: ApiRequest) {
  const scope = requestedScope(request);
  const resourceId = request.parameter('resourceId');
  if (!scope.exists(request, resourceId)) {
    throw roleResourceUnknown(scope.id, resourceId);
  }
  const place = `${request.organization.name}:${
    scope.id
  }:${resourceId.toLowerCase()}`;
  return { scope, place };
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

function assignmentWire(
  scope: RoleScope,
  subject: Subject,
  assignment: RoleAssignmentRecord,
) {
  return {
    identity: {
      displayName: isUser(subject)
        ? subject.displayName
        : subject.principalName,
      id: subject.id,
      uniqueName: isUser(subject) ? subject.mail : subject.principalName,
    },
    role: roleWire(scope, roleOf(scope, assignment.roleName)),
    access: 'assigned',
    accessDisplayName: 'Assigned',
  };
}

/** Assignments of identities that are gone are not shown. */
function assignmentsOf(request: ApiRequest, scope: RoleScope, place: string) {
  return request.store.list('roleAssignment', place).flatMap(assignment => {
    const subject = subjectById(request, assignment.identityId);
    return subject ? [assignmentWire(scope, subject, assignment)] : [];
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

interface NewAssignment {
  readonly subject: Subject;
  readonly role: SecurityRole;
}

function readAssignment(
  request: ApiRequest,
  scope: RoleScope,
  body: JsonObject,
  identityId?: string,
): NewAssignment {
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
  place: string,
  { subject, role }: NewAssignment,
): RoleAssignmentRecord {
  const record = {
    id: `${place}:${subject.id}`,
    identityId: subject.id,
    roleName: role.name,
  };
  request.store.put('roleAssignment', record, { scope: place });
  return record;
}

/** Adds or changes assignments; those of other identities stay. All are made, or none. */
function setMany(request: ApiRequest) {
  const { scope, place } = requestedPlace(request);
  const assignments = request.arrayBody().map(value => {
    if (!isJsonObject(value)) {
      throw invalidArgument('Every role assignment is an object.');
    }
    return readAssignment(request, scope, value);
  });
  const changed = request.store.transaction(() =>
    assignments.map(assignment =>
      assignmentWire(
        scope,
        assignment.subject,
        assign(request, place, assignment),
      ),
    ),
  );
  return list(changed);
}

function setOne(request: ApiRequest) {
  const { scope, place } = requestedPlace(request);
  const assignment = readAssignment(
    request,
    scope,
    request.objectBody(),
    request.parameter('identityId'),
  );
  const record = assign(request, place, assignment);
  return json(assignmentWire(scope, assignment.subject, record));
}

/** Takes roles away; an identity without a role stays without one. */
function removeMany(request: ApiRequest) {
  const { place } = requestedPlace(request);
  if (request.query('inheritPermissions') !== undefined) {
    throw invalidArgument(
      'The simulator has no inherited roles, so inheritPermissions cannot be changed.',
    );
  }
  request.store.transaction(() =>
    request
      .arrayBody()
      .forEach(id =>
        request.store.remove('roleAssignment', `${place}:${String(id)}`),
      ),
  );
  return done;
}

function removeOne(request: ApiRequest) {
  const { place } = requestedPlace(request);
  request.store.remove(
    'roleAssignment',
    `${place}:${request.parameter('identityId')}`,
  );
  return done;
}

const scopePath = '_apis/securityroles/scopes/{scopeId}';
const resourcePath = `${scopePath}/roleassignments/resources/{resourceId}`;
const identityPath = `${resourcePath}/{identityId}`;

/** Roles on environments, service connections and the library. Kept, not enforced. */
export const roleRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${scopePath}/roledefinitions`,
    preview: true,
    handle: request => {
      const scope = requestedScope(request);
      return list(scope.roles.map(role => roleWire(scope, role)));
    },
  },
  {
    method: 'GET',
    path: resourcePath,
    preview: true,
    handle: request => {
      const { scope, place } = requestedPlace(request);
      return list(assignmentsOf(request, scope, place));
    },
  },
  { method: 'PUT', path: resourcePath, preview: true, handle: setMany },
  { method: 'PATCH', path: resourcePath, preview: true, handle: removeMany },
  { method: 'PUT', path: identityPath, preview: true, handle: setOne },
  { method: 'DELETE', path: identityPath, preview: true, handle: removeOne },
];
