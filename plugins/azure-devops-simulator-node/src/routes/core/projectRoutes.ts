import {
  operationUnknown,
  projectExists,
  projectNameInvalid,
} from '../../errors/coreErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { text } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { createProject } from '../../seed/createProject';
import { OperationRecord } from '../../store/records';
import { urlOf } from '../../wire/Links';
import { projectReference, projectWire } from '../../wire/projectWire';
import { nameProblem } from '../nameRules';

function operationWire(request: ApiRequest, operation: OperationRecord) {
  return {
    id: operation.id,
    status: operation.status,
    url: urlOf(request, '_apis/operations', operation.id),
  };
}

function create(request: ApiRequest) {
  const body = request.objectBody();
  const name = text(body, 'name') ?? '';
  const problem = nameProblem('project', name);
  if (problem) {
    throw projectNameInvalid(name, problem);
  }
  const { store, environment, organization } = request;
  const operation: OperationRecord = {
    id: environment.random.uuid(),
    organization: organization.name,
    status: 'queued',
  };
  store.transaction(() => {
    if (store.findByKey('project', organization.name, name)) {
      throw projectExists(name);
    }
    createProject({
      environment,
      organization: organization.name,
      name,
      description: text(body, 'description') ?? '',
      visibility: text(body, 'visibility') ?? 'private',
    });
    store.put('operation', operation, { scope: organization.name });
  });
  return json(operationWire(request, operation), { status: 202 });
}

/** Every look at an operation moves it one step on, so that clients must poll as they do on the real service. */
function getOperation(request: ApiRequest) {
  const operation = request.store.get(
    'operation',
    request.parameter('operationId'),
  );
  if (operation?.organization !== request.organization.name) {
    throw operationUnknown(request.parameter('operationId'));
  }
  const next: OperationRecord = {
    ...operation,
    status: operation.status === 'queued' ? 'inProgress' : 'succeeded',
  };
  request.store.put('operation', next, { scope: request.organization.name });
  const wire = operationWire(request, next);
  return json({ ...wire, _links: { self: { href: wire.url } } });
}

function getProperties(request: ApiRequest) {
  const project = request.findProject(request.parameter('projectId'));
  const properties = {
    'System.CurrentProcessTemplateId': 'b8a3a935-7e91-48b8-a94c-606d37c3e9f2',
    'System.SourceControlGitEnabled': 'True',
    'System.SourceControlTfvcEnabled': 'False',
    ...project.properties,
  };
  const keys = request.queryList('keys').map(key => key.toLowerCase());
  const entries = Object.entries(properties).filter(
    ([name]) => keys.length === 0 || keys.includes(name.toLowerCase()),
  );
  return list(entries.map(([name, value]) => ({ name, value })));
}

/** Projects and the operations that create them. */
export const projectRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '_apis/projects',
    handle: request =>
      page(
        request,
        request.store.list('project', request.organization.name),
        project => projectReference(request, project),
      ),
  },
  { method: 'POST', path: '_apis/projects', handle: create },
  {
    method: 'GET',
    path: '_apis/projects/{projectId}',
    handle: request =>
      json(
        projectWire(
          request,
          request.findProject(request.parameter('projectId')),
          request.flag('includeCapabilities'),
        ),
      ),
  },
  {
    method: 'GET',
    path: '_apis/projects/{projectId}/properties',
    preview: true,
    handle: getProperties,
  },
  {
    method: 'GET',
    path: '_apis/operations/{operationId}',
    handle: getOperation,
  },
];
