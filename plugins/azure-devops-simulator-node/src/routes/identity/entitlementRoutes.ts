import { AzureDevOpsError } from '../../errors/AzureDevOpsError';
import {
  entitlementInvalid,
  entitlementUnknown,
} from '../../errors/identityErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  text,
} from '../../server/JsonBody';
import { PatchOperation, patchBody } from '../../server/jsonPatch';
import { Route } from '../../server/Route';
import { UserRecord } from '../../store/records';
import { changeEntitlement, readLicense } from './changeEntitlement';
import { isRemoved } from './entitlements';
import { accessLevelWire, entitlementWire } from './entitlementWire';
import { addUser, removeUser } from './organizationUsers';
import { addProjectEntitlement } from './projectEntitlements';
import {
  searchEntitlements,
  summarizeEntitlements,
} from './searchEntitlements';

function findMember(request: ApiRequest, id: string): UserRecord {
  const user = request.store.get('user', id.toLowerCase());
  if (!user || isRemoved(request, user.id)) {
    throw entitlementUnknown(id);
  }
  return user;
}

const requested = (request: ApiRequest) =>
  findMember(request, request.parameter('userId'));

interface Outcome {
  readonly userId: string | null;
  readonly isSuccess: boolean;
  readonly errors: readonly { readonly key: number; readonly value: string }[];
  readonly result: unknown;
}

/** A refusal of one change is part of the answer, which is 200 all the same. */
function attempt(request: ApiRequest, work: () => UserRecord): Outcome {
  try {
    const user = request.store.transaction(work);
    return {
      userId: user.id,
      isSuccess: true,
      errors: [],
      result: entitlementWire(request, user, true),
    };
  } catch (error) {
    if (!(error instanceof AzureDevOpsError)) {
      throw error;
    }
    const errors = [{ key: 5000, value: error.message }];
    return { userId: null, isSuccess: false, errors, result: null };
  }
}

/** Takes a person into the organization with a licence and the projects named. */
function addMember(request: ApiRequest, body: JsonObject): UserRecord {
  const person = child(body, 'user') ?? {};
  const mail = text(person, 'principalName') ?? text(person, 'mailAddress');
  if (!mail) {
    throw entitlementInvalid('The entitlement names no user.principalName.');
  }
  const license = readLicense(child(body, 'accessLevel'));
  const user = addUser(request, { mail, ...(license && { license }) });
  for (const entitlement of items(body, 'projectEntitlements') ?? []) {
    addProjectEntitlement(
      request,
      user,
      isJsonObject(entitlement) ? entitlement : {},
    );
  }
  return user;
}

function add(request: ApiRequest) {
  const body = request.objectBody();
  const operationResult = attempt(request, () => addMember(request, body));
  return json({
    operationResult,
    userEntitlement: operationResult.result,
    isSuccess: operationResult.isSuccess,
  });
}

/** The path of an operation on many starts with the id of a person; an empty one adds somebody. */
function changeOne(request: ApiRequest, operation: PatchOperation): UserRecord {
  const { op, path, value } = operation;
  if (path === '' || path === '/') {
    if (op !== 'add' || !isJsonObject(value)) {
      throw entitlementInvalid(
        `The operation '${op}' with an empty path is not an 'add' with an object.`,
      );
    }
    return addMember(request, value);
  }
  const [, id, rest] = /^\/([^/]+)(\/.*)?$/.exec(path) ?? [];
  const user = findMember(request, id ?? path);
  if (op === 'remove' && rest === undefined) {
    removeUser(request, user);
  } else {
    changeEntitlement(request, user, { ...operation, path: rest ?? '' });
  }
  return user;
}

function changeMany(request: ApiRequest) {
  const results = patchBody(request).map(operation =>
    attempt(request, () => changeOne(request, operation)),
  );
  return json({
    id: request.environment.random.uuid(),
    status: 'succeeded',
    haveResultsSucceeded: results.every(({ isSuccess }) => isSuccess),
    completed: true,
    results,
  });
}

function change(request: ApiRequest) {
  const user = requested(request);
  const operationResults = patchBody(request).map(operation =>
    attempt(request, () => {
      changeEntitlement(request, user, operation);
      return user;
    }),
  );
  return json({
    operationResults,
    userEntitlement: entitlementWire(request, user, true),
    isSuccess: operationResults.every(({ isSuccess }) => isSuccess),
  });
}

function remove(request: ApiRequest) {
  const user = requested(request);
  request.store.transaction(() => removeUser(request, user));
  return noContent();
}

function getGroup(request: ApiRequest): never {
  throw entitlementUnknown(request.parameter('groupId'));
}

const all = '_apis/userentitlements';
const one = `${all}/{userId}`;

/** Who is in the organization, with which licence and in which projects. */
export const entitlementRoutes: readonly Route[] = [
  { method: 'GET', path: all, handle: searchEntitlements },
  { method: 'POST', path: all, handle: add },
  { method: 'PATCH', path: all, handle: changeMany },
  {
    method: 'GET',
    path: one,
    handle: request => json(entitlementWire(request, requested(request), true)),
  },
  { method: 'PATCH', path: one, handle: change },
  { method: 'DELETE', path: one, handle: remove },
  {
    method: 'GET',
    path: '_apis/userentitlementsummary',
    handle: request =>
      json(summarizeEntitlements(request, accessLevelWire('express'))),
  },
  // There are no rules for groups: they would come from a directory.
  { method: 'GET', path: '_apis/groupentitlements', handle: () => list([]) },
  {
    method: 'GET',
    path: '_apis/groupentitlements/{groupId}',
    handle: getGroup,
  },
];
