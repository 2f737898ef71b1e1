import { pipelineUnknown } from '../../errors/buildErrors';
import { resourceUnknown } from '../../errors/distributedTaskErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  text,
  truth,
} from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { Grant, PermissionRecord } from '../../store/records';
import { identityRef } from '../../wire/identityRef';
import { findDefinition } from '../build/definitions';
import {
  findProtectedResource,
  permissionId,
  ProtectedResource,
  resourceTypes,
} from './protectedResources';

function find(
  request: ApiRequest,
  type: string,
  id: string,
): ProtectedResource | undefined {
  if (!resourceTypes.some(candidate => candidate === type.toLowerCase())) {
    throw invalidArgument(
      `There is no resource type '${type}'. The types are ${resourceTypes.join(
        ', ',
      )}.`,
    );
  }
  return findProtectedResource(request.store, request.project.id, type, id);
}

/** The resource of a request's project; throws if there is none. */
export function requireResource(
  request: ApiRequest,
  type: string,
  id: string,
): ProtectedResource {
  const resource = find(request, type, id);
  if (!resource) {
    throw resourceUnknown(type, id);
  }
  return resource;
}

function recordOf(
  request: ApiRequest,
  resource: ProtectedResource,
): PermissionRecord {
  const id = permissionId(request.project.id, resource.type, resource.id);
  return (
    request.store.get('permission', id) ?? {
      id,
      projectId: request.project.id,
      pipelines: {},
    }
  );
}

function grantWire(request: ApiRequest, grant: Grant) {
  return {
    authorized: true,
    authorizedBy: identityRef(request, grant.authorizedBy),
    authorizedOn: grant.authorizedOn,
  };
}

function wire(request: ApiRequest, resource: ProtectedResource) {
  const record = recordOf(request, resource);
  return {
    resource: { type: resource.type, id: resource.id, name: resource.name },
    ...(record.allPipelines && {
      allPipelines: grantWire(request, record.allPipelines),
    }),
    pipelines: Object.entries(record.pipelines).map(([id, grant]) => ({
      id: Number(id),
      ...grantWire(request, grant),
    })),
  };
}

function readPipelines(request: ApiRequest, body: JsonObject) {
  return (items(body, 'pipelines') ?? []).map(value => {
    const id = isJsonObject(value) ? text(value, 'id') : undefined;
    if (!isJsonObject(value) || id === undefined) {
      throw invalidArgument('A pipeline permission names no pipeline.');
    }
    if (!findDefinition(request.store, request.project.id, id)) {
      throw pipelineUnknown(id);
    }
    return { id, authorized: truth(value, 'authorized') ?? true };
  });
}

/** Grants and withdraws; what the body does not mention stays. */
export function applyPermission(
  request: ApiRequest,
  resource: ProtectedResource,
  body: JsonObject,
): void {
  const record = recordOf(request, resource);
  const grant: Grant = {
    authorizedBy: request.user.id,
    authorizedOn: request.timestamp,
  };
  const pipelines: Record<string, Grant> = { ...record.pipelines };
  for (const { id, authorized } of readPipelines(request, body)) {
    if (!authorized) {
      delete pipelines[id];
    } else if (!pipelines[id]) {
      pipelines[id] = grant;
    }
  }
  const everyPipeline = child(body, 'allPipelines');
  const isOpen = everyPipeline
    ? truth(everyPipeline, 'authorized') ?? false
    : record.allPipelines !== undefined;
  request.store.put(
    'permission',
    {
      id: record.id,
      projectId: record.projectId,
      ...(isOpen && { allPipelines: record.allPipelines ?? grant }),
      pipelines,
    },
    { scope: record.projectId },
  );
}

function requested(request: ApiRequest): ProtectedResource {
  return requireResource(
    request,
    request.parameter('resourceType'),
    request.parameter('resourceId'),
  );
}

function updateOne(request: ApiRequest) {
  const resource = requested(request);
  request.store.transaction(() =>
    applyPermission(request, resource, request.objectBody()),
  );
  request.environment.runs.wakeAll();
  return json(wire(request, resource));
}

function updateMany(request: ApiRequest) {
  const resources = request.store.transaction(() =>
    request.arrayBody().map(value => {
      const body = isJsonObject(value) ? value : {};
      const reference = child(body, 'resource') ?? {};
      const resource = requireResource(
        request,
        text(reference, 'type') ?? '',
        text(reference, 'id') ?? '',
      );
      applyPermission(request, resource, body);
      return resource;
    }),
  );
  request.environment.runs.wakeAll();
  return list(resources.map(resource => wire(request, resource)));
}

const all = '{project}/_apis/pipelines/pipelinepermissions';
const one = `${all}/{resourceType}/{resourceId}`;

/** Which pipelines may use a resource. */
export const pipelinePermissionRoutes: readonly Route[] = [
  { method: 'PATCH', path: all, preview: true, handle: updateMany },
  {
    method: 'GET',
    path: one,
    preview: true,
    handle: request => json(wire(request, requested(request))),
  },
  { method: 'PATCH', path: one, preview: true, handle: updateOne },
];
