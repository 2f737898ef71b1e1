import {
  serviceEndpointInvalid,
  serviceEndpointUnknown,
} from '../../errors/serviceEndpointErrors';
import { invalidArgument, missingArgument } from '../../errors/requestErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, JsonObject, text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { stableId } from '../../seed/stableId';
import { ServiceEndpointRecord } from '../../store/ServiceEndpointRecord';
import { serviceEndpointWire } from '../../wire/serviceEndpointWire';
import { removeProtection } from '../checks/protectedResources';
import { endpointTypes, endpointTypeWire } from './endpointTypes';
import {
  checkEndpointNames,
  readReferences,
  readServiceEndpoint,
} from './readServiceEndpoint';

function put(
  request: ApiRequest,
  endpoint: ServiceEndpointRecord,
): ServiceEndpointRecord {
  request.store.put('serviceEndpoint', endpoint, {
    scope: request.organization.name,
  });
  return endpoint;
}

/** The service makes a service principal in the background: it is there at the next look. */
function looked(
  request: ApiRequest,
  endpoint: ServiceEndpointRecord,
): ServiceEndpointRecord {
  return endpoint.operationState === 'Ready'
    ? endpoint
    : put(request, {
        ...endpoint,
        operationState: 'Ready',
        parameters: {
          ...endpoint.parameters,
          serviceprincipalid: stableId('service principal', endpoint.id),
        },
      });
}

function isIn(endpoint: ServiceEndpointRecord, projectId: string): boolean {
  return endpoint.projects.some(reference => reference.projectId === projectId);
}

function requested(
  request: ApiRequest,
  id = request.parameter('endpointId'),
): ServiceEndpointRecord {
  const endpoint = request.store.get('serviceEndpoint', id);
  if (endpoint?.organization !== request.organization.name) {
    throw serviceEndpointUnknown(id);
  }
  return endpoint;
}

/** Clients tell a missing service connection by the answer `null`, which comes with 200. */
function get(request: ApiRequest) {
  const endpoint = request.store.get(
    'serviceEndpoint',
    request.parameter('endpointId'),
  );
  const { project } = request;
  return json(
    endpoint && isIn(endpoint, project.id)
      ? serviceEndpointWire(request, looked(request, endpoint), project)
      : null,
  );
}

function listEndpoints(request: ApiRequest) {
  const { project } = request;
  const lower = (name: string) =>
    request.queryList(name).map(value => value.toLowerCase());
  const names = lower('endpointNames');
  const ids = lower('endpointIds');
  const schemes = lower('authSchemes');
  const type = request.query('type')?.toLowerCase();
  const owner = request.query('owner')?.toLowerCase();
  const nameIn = (endpoint: ServiceEndpointRecord) =>
    endpoint.projects.find(({ projectId }) => projectId === project.id)?.name;
  const endpoints = request.store
    .list('serviceEndpoint', request.organization.name)
    .filter(
      endpoint =>
        isIn(endpoint, project.id) &&
        (names.length === 0 ||
          names.includes(nameIn(endpoint)?.toLowerCase() ?? '')) &&
        (ids.length === 0 || ids.includes(endpoint.id.toLowerCase())) &&
        (schemes.length === 0 ||
          schemes.includes(endpoint.scheme.toLowerCase())) &&
        (!type || endpoint.type.toLowerCase() === type) &&
        (!owner || owner === 'all' || endpoint.owner === owner),
    );
  return list(
    endpoints.map(endpoint =>
      serviceEndpointWire(request, looked(request, endpoint), project),
    ),
  );
}

function create(request: ApiRequest) {
  const endpoint = request.store.transaction(() =>
    put(request, readServiceEndpoint(request, request.objectBody())),
  );
  return json(serviceEndpointWire(request, endpoint));
}

function change(request: ApiRequest, id: string, body: JsonObject) {
  if (request.query('operation')) {
    throw invalidArgument(
      'The simulator knows no operation on a service connection; send the whole connection.',
    );
  }
  const current = requested(request, id);
  const inBody = text(body, 'id');
  if (inBody !== undefined && inBody.toLowerCase() !== current.id) {
    throw serviceEndpointInvalid(
      `The body is the service connection ${inBody}, the path says ${current.id}.`,
    );
  }
  const next = readServiceEndpoint(request, body, looked(request, current));
  return put(request, next);
}

function update(request: ApiRequest) {
  const endpoint = request.store.transaction(() =>
    change(request, request.parameter('endpointId'), request.objectBody()),
  );
  return json(serviceEndpointWire(request, endpoint));
}

function updateMany(request: ApiRequest) {
  const endpoints = request.store.transaction(() =>
    request.arrayBody().map(value => {
      const id = isJsonObject(value) ? text(value, 'id') : undefined;
      if (!isJsonObject(value) || id === undefined) {
        throw missingArgument('id');
      }
      return change(request, id, value);
    }),
  );
  return list(
    endpoints.map(endpoint => serviceEndpointWire(request, endpoint)),
  );
}

function share(request: ApiRequest) {
  request.store.transaction(() => {
    const endpoint = requested(request);
    const references = readReferences(request, request.arrayBody(), {
      name: endpoint.projects[0].name,
      description: endpoint.projects[0].description,
    });
    checkEndpointNames(request, references, endpoint.id);
    const others = endpoint.projects.filter(
      other =>
        !references.some(({ projectId }) => projectId === other.projectId),
    );
    put(request, { ...endpoint, projects: [...others, ...references] });
  });
  return noContent();
}

function remove(request: ApiRequest) {
  const endpoint = requested(request);
  const ids = request.queryList('projectIds');
  if (ids.length === 0) {
    throw missingArgument('projectIds');
  }
  const projects = ids.map(id => request.findProject(id).id);
  const left = endpoint.projects.filter(
    ({ projectId }) => !projects.includes(projectId),
  );
  request.store.transaction(() => {
    if (left.length > 0) {
      put(request, { ...endpoint, projects: left });
    } else {
      request.store.remove('serviceEndpoint', endpoint.id);
    }
    projects.forEach(projectId =>
      removeProtection(request, 'endpoint', endpoint.id, projectId),
    );
  });
  return noContent();
}

function listTypes(request: ApiRequest) {
  const type = request.query('type')?.toLowerCase();
  const types = endpointTypes.filter(({ name }) => !type || name === type);
  return list(
    types.map(entry => endpointTypeWire(entry, request.query('scheme'))),
  );
}

/** No run writes a record of the connections it has used. */
function listHistory(request: ApiRequest) {
  const endpoint = requested(request);
  if (!isIn(endpoint, request.project.id)) {
    throw serviceEndpointUnknown(endpoint.id);
  }
  return list([]);
}

const inProject = '{project}/_apis/serviceendpoint/endpoints';
const everywhere = '_apis/serviceendpoint/endpoints';
const one = `${everywhere}/{endpointId}`;

/** Service connections, called service endpoints in the API: written for the organization, read in a project. */
export const serviceEndpointRoutes: readonly Route[] = [
  { method: 'GET', path: inProject, handle: listEndpoints },
  { method: 'GET', path: `${inProject}/{endpointId}`, handle: get },
  { method: 'POST', path: everywhere, handle: create },
  { method: 'PUT', path: everywhere, handle: updateMany },
  { method: 'PUT', path: one, handle: update },
  { method: 'PATCH', path: one, handle: share },
  { method: 'DELETE', path: one, handle: remove },
  { method: 'GET', path: '_apis/serviceendpoint/types', handle: listTypes },
  {
    method: 'GET',
    path: '{project}/_apis/serviceendpoint/{endpointId}/executionhistory',
    handle: listHistory,
  },
];
