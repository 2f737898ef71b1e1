import {
  checkInvalid,
  checkUnknown,
  resourceUnknown,
} from '../../errors/distributedTaskErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  text,
  truth,
  wholeNumber,
} from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { CheckRecord } from '../../store/records';
import { identityRef } from '../../wire/identityRef';
import { urlOf } from '../../wire/Links';
import { exclusiveLock, readCheckSettings, readCheckType } from './checkTypes';
import { findProtectedResource, ProtectedResource } from './protectedResources';

const defaultTimeoutMinutes = 43200;

function wire(request: ApiRequest, check: CheckRecord, withSettings: boolean) {
  const url = urlOf(
    request,
    check.projectId,
    '_apis/pipelines/checks/configurations',
    check.id,
  );
  const resource = findProtectedResource(
    request.store,
    check.projectId,
    check.resourceType,
    check.resourceId,
  );
  return {
    ...(withSettings && { settings: check.settings }),
    createdBy: identityRef(request, check.createdBy),
    createdOn: check.createdOn,
    modifiedBy: identityRef(request, check.modifiedBy),
    modifiedOn: check.modifiedOn,
    timeout: check.timeout,
    ...(check.isDisabled && { isDisabled: true }),
    _links: { self: { href: url } },
    id: Number(check.id),
    // Published from 7.2 on.
    ...(request.apiVersion?.startsWith('7.2') && { version: check.version }),
    type: { id: check.typeId, name: check.typeName },
    url,
    resource: {
      type: check.resourceType,
      id: check.resourceId,
      ...(resource && { name: resource.name }),
    },
  };
}

function wantsSettings(request: ApiRequest): boolean {
  return (
    request.query('$expand')?.toLowerCase() === 'settings' ||
    request.query('$expand') === '1'
  );
}

function requested(request: ApiRequest): CheckRecord {
  const id = request.parameter('id');
  const check = request.store.get('check', id);
  if (check?.projectId !== request.project.id) {
    throw checkUnknown(id);
  }
  return check;
}

function readResource(request: ApiRequest, value: unknown): ProtectedResource {
  const type = isJsonObject(value) ? text(value, 'type') : undefined;
  const id = isJsonObject(value) ? text(value, 'id') : undefined;
  if (!type || !id) {
    throw checkInvalid(
      'The check does not name the type and id of the resource that it guards.',
    );
  }
  const resource = findProtectedResource(
    request.store,
    request.project.id,
    type,
    id,
  );
  if (!resource) {
    throw resourceUnknown(type, id);
  }
  return resource;
}

function readTimeout(request: ApiRequest): number | undefined {
  const timeout = wholeNumber(request.objectBody(), 'timeout');
  if (
    timeout !== undefined &&
    (timeout < 1 || timeout > defaultTimeoutMinutes)
  ) {
    throw checkInvalid(
      `The timeout of a check is from 1 to ${defaultTimeoutMinutes} minutes, not ${timeout}.`,
    );
  }
  return timeout;
}

/**
 * A second exclusive lock is refused (assumed). Other checks may be there more
 * than once, so that a client that repeats itself is found out.
 */
function refuseSecondLock(
  request: ApiRequest,
  resource: ProtectedResource,
): void {
  const isLocked = checksOn(request, resource.type, resource.id).some(
    check => check.typeId === exclusiveLock.id,
  );
  if (isLocked) {
    throw checkInvalid(
      `The ${resource.type} ${resource.name} has an exclusive lock already.`,
    );
  }
}

function create(request: ApiRequest) {
  const body = request.objectBody();
  const type = readCheckType(body);
  const { store, project, user, timestamp } = request;
  const check = store.transaction(() => {
    const resource = readResource(request, child(body, 'resource'));
    if (type.id === exclusiveLock.id) {
      refuseSecondLock(request, resource);
    }
    const record: CheckRecord = {
      id: String(store.nextNumber('check')),
      projectId: project.id,
      resourceType: resource.type,
      resourceId: resource.id,
      typeId: type.id,
      typeName: type.name,
      settings: readCheckSettings(request, type, child(body, 'settings') ?? {}),
      timeout: readTimeout(request) ?? defaultTimeoutMinutes,
      isDisabled: truth(body, 'isDisabled') ?? false,
      version: 1,
      createdBy: user.id,
      createdOn: timestamp,
      modifiedBy: user.id,
      modifiedOn: timestamp,
    };
    store.put('check', record, { scope: project.id });
    return record;
  });
  return json(wire(request, check, true));
}

function update(request: ApiRequest) {
  const body = request.objectBody();
  const check = request.store.transaction(() => {
    const current = requested(request);
    const settings = child(body, 'settings');
    const type = { id: current.typeId, name: current.typeName };
    const next: CheckRecord = {
      ...current,
      ...(settings && { settings: readCheckSettings(request, type, settings) }),
      timeout: readTimeout(request) ?? current.timeout,
      isDisabled: truth(body, 'isDisabled') ?? current.isDisabled,
      version: current.version + 1,
      modifiedBy: request.user.id,
      modifiedOn: request.timestamp,
    };
    request.store.put('check', next, { scope: next.projectId });
    return next;
  });
  return json(wire(request, check, true));
}

function remove(request: ApiRequest) {
  request.store.remove('check', requested(request).id);
  return noContent();
}

function checksOn(
  request: ApiRequest,
  type: string | undefined,
  id: string | undefined,
): readonly CheckRecord[] {
  return request.store
    .list('check', request.project.id)
    .filter(
      check =>
        (!type || check.resourceType === type.toLowerCase()) &&
        (!id || check.resourceId.toLowerCase() === id.toLowerCase()),
    );
}

function listChecks(request: ApiRequest) {
  const checks = checksOn(
    request,
    request.query('resourceType'),
    request.query('resourceId'),
  );
  return list(
    checks.map(check => wire(request, check, wantsSettings(request))),
  );
}

function queryChecks(request: ApiRequest) {
  const checks = request.arrayBody().flatMap(value => {
    if (!isJsonObject(value)) {
      throw invalidArgument(
        'Every resource asked for is an object with type and id.',
      );
    }
    return checksOn(request, text(value, 'type'), text(value, 'id'));
  });
  return list(
    checks.map(check => wire(request, check, wantsSettings(request))),
  );
}

const all = '{project}/_apis/pipelines/checks/configurations';

/** Checks: what has to hold before a stage may use a resource. */
export const checkRoutes: readonly Route[] = [
  { method: 'GET', path: all, preview: true, handle: listChecks },
  { method: 'POST', path: all, preview: true, handle: create },
  {
    method: 'GET',
    path: `${all}/{#id}`,
    preview: true,
    handle: request =>
      json(wire(request, requested(request), wantsSettings(request))),
  },
  { method: 'PATCH', path: `${all}/{#id}`, preview: true, handle: update },
  { method: 'DELETE', path: `${all}/{#id}`, preview: true, handle: remove },
  {
    method: 'POST',
    path: '{project}/_apis/pipelines/checks/queryconfigurations',
    preview: true,
    reads: true,
    handle: queryChecks,
  },
];
