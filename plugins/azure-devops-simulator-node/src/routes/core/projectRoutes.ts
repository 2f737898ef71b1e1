import {
  operationUnknown,
  processUnknown,
  projectUnknown,
} from '../../errors/coreErrors';
import { json } from '../../server/ApiAnswer';
import { putRepository } from '../../git/recordPush';
import { ApiRequest } from '../../server/ApiRequest';
import { child, JsonObject, text } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { stableId } from '../../seed/stableId';
import {
  OperationRecord,
  ProjectRecord,
  RepositoryRecord,
} from '../../store/records';
import { urlOf } from '../../wire/Links';
import {
  defaultProcessTemplate,
  findProcessTemplate,
  processTemplateProperty,
} from '../../wire/processTemplates';
import { projectReference, projectWire } from '../../wire/projectWire';
import { hasDeviceName } from '../nameRules';
import { lookUpAnyProject } from './lookUpProject';
import {
  advanceOperation,
  advanceProject,
  startOperation,
} from './projectOperations';
import { removeProject } from './removeProject';
import {
  readVisibility,
  requireFreeProjectName,
  updateProject,
} from './updateProject';

function operationWire(request: ApiRequest, operation: OperationRecord) {
  return {
    id: operation.id,
    status: operation.status,
    url: urlOf(request, '_apis/operations', operation.id),
  };
}

function accepted(request: ApiRequest, operation: OperationRecord) {
  return json(operationWire(request, operation), { status: 202 });
}

/** The process is looked for by its id, as on the service. */
function readProcess(body: JsonObject): string {
  const capabilities = child(body, 'capabilities') ?? {};
  const wanted = child(capabilities, 'processTemplate') ?? {};
  const id = text(wanted, 'templateTypeId') ?? defaultProcessTemplate.id;
  const process = findProcessTemplate(id);
  if (!process) {
    throw processUnknown(id);
  }
  return process.id;
}

/** What there is of a project before its operation has succeeded. */
function pendingProject(request: ApiRequest): ProjectRecord {
  const body = request.objectBody();
  const id = request.environment.random.uuid();
  return {
    id,
    organization: request.organization.name,
    name: text(body, 'name') ?? '',
    description: text(body, 'description') ?? '',
    visibility: readVisibility(text(body, 'visibility') ?? 'private'),
    revision: request.store.nextNumber('project-revision'),
    lastUpdateTime: request.timestamp,
    defaultTeamId: stableId('team', id),
    state: 'createPending',
    properties: { [processTemplateProperty]: readProcess(body) },
  };
}

/** Every project starts with an empty repository of its own name. */
function firstRepository(project: ProjectRecord, id: string): RepositoryRecord {
  return {
    id,
    organization: project.organization,
    projectId: project.id,
    name: project.name,
    size: 0,
    isDisabled: false,
  };
}

/** Notes the project and what goes on for it; `repositoryId` is of a repository that git has made. */
function putPending(
  request: ApiRequest,
  creation: { readonly repositoryId?: string; readonly failure?: string },
): OperationRecord {
  const { store, environment, organization } = request;
  const { repositoryId, failure } = creation;
  return store.transaction(() => {
    const project = pendingProject(request);
    requireFreeProjectName(request, project.name);
    store.put('project', project, {
      scope: organization.name,
      key: project.name,
    });
    if (repositoryId) {
      putRepository(environment, firstRepository(project, repositoryId));
    }
    return startOperation(environment, {
      organization: organization.name,
      creates: project.id,
      ...(failure && { failure }),
    });
  });
}

/**
 * The project is made in the background. So that clients can meet a failure, a
 * name with a device name among its words passes here and fails there.
 */
async function create(request: ApiRequest) {
  const name = text(request.objectBody(), 'name') ?? '';
  if (hasDeviceName(name)) {
    const failure = `The project '${name}' could not be created: its name contains a reserved word. Choose another name.`;
    return accepted(request, putPending(request, { failure }));
  }
  requireFreeProjectName(request, name);
  const repositoryId = request.environment.random.uuid();
  const bare = await request.environment.repositories.create(repositoryId);
  try {
    return accepted(request, putPending(request, { repositoryId }));
  } catch (error) {
    await bare.remove();
    throw error;
  }
}

function requested(request: ApiRequest): ProjectRecord {
  const nameOrId = request.parameter('projectId');
  const project = lookUpAnyProject(
    request.store,
    request.organization,
    nameOrId,
  );
  if (!project) {
    throw projectUnknown(nameOrId);
  }
  return project;
}

function getProject(request: ApiRequest) {
  const project = requested(request);
  if (project.state !== undefined) {
    advanceProject(request.environment, project);
  }
  return json(
    projectWire(request, project, request.flag('includeCapabilities')),
  );
}

/** Only projects that are well formed are listed, unless `stateFilter` says otherwise. */
function listProjects(request: ApiRequest) {
  const state = (request.query('stateFilter') ?? 'wellFormed').toLowerCase();
  const projects = request.store
    .list('project', request.organization.name)
    .filter(
      project =>
        state === 'all' ||
        (project.state ?? 'wellFormed').toLowerCase() === state,
    );
  return page(request, projects, project => projectReference(request, project));
}

/** The change shows at once; its operation has to be waited for all the same. */
function update(request: ApiRequest) {
  const { environment, organization } = request;
  const operation = request.store.transaction(() => {
    updateProject(request, request.findProject(request.parameter('projectId')));
    return startOperation(environment, { organization: organization.name });
  });
  return accepted(request, operation);
}

async function remove(request: ApiRequest) {
  const { environment, organization } = request;
  await removeProject(environment, requested(request));
  return accepted(
    request,
    startOperation(environment, { organization: organization.name }),
  );
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
  const next = advanceOperation(request.environment, operation);
  const wire = operationWire(request, next);
  return json({
    ...wire,
    ...(next.status === 'failed' && { resultMessage: next.failure }),
    _links: { self: { href: wire.url } },
  });
}

const one = '_apis/projects/{projectId}';

/** Projects and the operations that create, change and delete them. */
export const projectRoutes: readonly Route[] = [
  { method: 'GET', path: '_apis/projects', handle: listProjects },
  { method: 'POST', path: '_apis/projects', handle: create },
  { method: 'GET', path: one, handle: getProject },
  { method: 'PATCH', path: one, handle: update },
  { method: 'DELETE', path: one, handle: remove },
  {
    method: 'GET',
    path: '_apis/operations/{operationId}',
    handle: getOperation,
  },
];
