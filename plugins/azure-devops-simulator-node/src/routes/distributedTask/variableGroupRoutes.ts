import {
  variableGroupExists,
  variableGroupInvalid,
  variableGroupUnknown,
} from '../../errors/distributedTaskErrors';
import { missingArgument } from '../../errors/requestErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  property,
  text,
} from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import {
  ProjectRecord,
  VariableGroupRecord,
  VariableGroupReference,
} from '../../store/records';
import { maskedVariables } from '../../wire/buildWire';
import { identityRef } from '../../wire/identityRef';
import { readVariables } from '../build/definitions';
import { removeProtection } from '../checks/protectedResources';
import { nameProblem } from '../nameRules';

function wire(
  request: ApiRequest,
  group: VariableGroupRecord,
  project?: ProjectRecord,
) {
  const own =
    project &&
    group.projects.find(reference => reference.projectId === project.id);
  return {
    variables: maskedVariables(group.variables),
    id: Number(group.id),
    type: group.type,
    name: own?.name ?? group.name,
    description: own?.description ?? group.description,
    ...(group.providerData !== undefined && {
      providerData: group.providerData,
    }),
    createdBy: identityRef(request, group.createdBy),
    createdOn: group.createdOn,
    modifiedBy: identityRef(request, group.modifiedBy),
    modifiedOn: group.modifiedOn,
    isShared: group.projects.length > 1,
    variableGroupProjectReferences: group.projects.map(reference => ({
      projectReference: {
        id: reference.projectId,
        name: request.store.get('project', reference.projectId)?.name ?? '',
      },
      name: reference.name,
      description: reference.description,
    })),
  };
}

function groupsOf(
  request: ApiRequest,
  project: ProjectRecord,
): readonly VariableGroupRecord[] {
  return request.store
    .list('variableGroup', request.organization.name)
    .filter(group =>
      group.projects.some(reference => reference.projectId === project.id),
    );
}

function nameIn(group: VariableGroupRecord, project: ProjectRecord): string {
  return (
    group.projects.find(reference => reference.projectId === project.id)
      ?.name ?? group.name
  );
}

function readReference(
  request: ApiRequest,
  value: unknown,
  body: JsonObject,
): VariableGroupReference {
  if (!isJsonObject(value)) {
    throw variableGroupInvalid(
      'A reference of the variable group to a project is not an object.',
    );
  }
  const reference = child(value, 'projectReference') ?? {};
  const named = text(reference, 'id') ?? text(reference, 'name');
  if (named === undefined) {
    throw variableGroupInvalid(
      'A reference of the variable group names no project.',
    );
  }
  return {
    projectId: request.findProject(named).id,
    name: text(value, 'name') ?? text(body, 'name') ?? '',
    description: text(value, 'description') ?? text(body, 'description') ?? '',
  };
}

/** The projects that see the group; an older form of the API names one in the path. */
function readReferences(
  request: ApiRequest,
  body: JsonObject,
  previous?: VariableGroupRecord,
): readonly VariableGroupReference[] {
  const given = items(body, 'variableGroupProjectReferences');
  if (given && given.length > 0) {
    return given.map(value => readReference(request, value, body));
  }
  const project = request.optionalProject;
  if (project) {
    return [
      {
        projectId: project.id,
        name: text(body, 'name') ?? '',
        description: text(body, 'description') ?? '',
      },
    ];
  }
  if (!previous) {
    throw missingArgument('variableGroupProjectReferences');
  }
  return previous.projects;
}

function checkNames(
  request: ApiRequest,
  references: readonly VariableGroupReference[],
  ownId?: string,
): void {
  const groups = request.store.list('variableGroup', request.organization.name);
  for (const { projectId, name } of references) {
    const problem = nameProblem('variableGroup', name);
    if (problem) {
      throw variableGroupInvalid(
        `The variable group name '${name}' cannot be used: ${problem}.`,
      );
    }
    const isTaken = groups.some(
      group =>
        group.id !== ownId &&
        group.projects.some(
          other =>
            other.projectId === projectId &&
            other.name.toLowerCase() === name.toLowerCase(),
        ),
    );
    if (isTaken) {
      throw variableGroupExists(name);
    }
  }
}

function write(
  request: ApiRequest,
  previous?: VariableGroupRecord,
): VariableGroupRecord {
  const body = request.objectBody();
  const references = readReferences(request, body, previous);
  checkNames(request, references, previous?.id);
  const variables = readVariables(body, previous?.variables);
  if (Object.keys(variables).length === 0) {
    throw variableGroupInvalid('A variable group needs at least one variable.');
  }
  const providerData = property(body, 'providerData') ?? undefined;
  const record: VariableGroupRecord = {
    id: previous?.id ?? String(request.store.nextNumber('variableGroup')),
    organization: request.organization.name,
    type: text(body, 'type') ?? previous?.type ?? 'Vsts',
    name: text(body, 'name') ?? references[0].name,
    description: text(body, 'description') ?? '',
    variables,
    ...(providerData !== undefined && { providerData }),
    projects: references,
    createdBy: previous?.createdBy ?? request.user.id,
    createdOn: previous?.createdOn ?? request.timestamp,
    modifiedBy: request.user.id,
    modifiedOn: request.timestamp,
  };
  request.store.put('variableGroup', record, {
    scope: request.organization.name,
  });
  return record;
}

function requested(request: ApiRequest): VariableGroupRecord {
  const id = request.parameter('groupId');
  const group = request.store.get('variableGroup', id);
  const project = request.optionalProject;
  const isVisible =
    group?.organization === request.organization.name &&
    (!project ||
      group.projects.some(({ projectId }) => projectId === project.id));
  if (!group || !isVisible) {
    throw variableGroupUnknown(id);
  }
  return group;
}

function listGroups(request: ApiRequest) {
  const { project } = request;
  const groups = groupsOf(request, project);
  const ids = request.queryList('groupIds');
  if (ids.length > 0) {
    return list(
      groups
        .filter(group => ids.includes(group.id))
        .map(group => wire(request, group, project)),
    );
  }
  const pattern = request.query('groupName')?.toLowerCase();
  const matches = (name: string) =>
    !pattern ||
    (pattern.endsWith('*')
      ? name.startsWith(pattern.slice(0, -1))
      : name === pattern);
  const named = groups.filter(group =>
    matches(nameIn(group, project).toLowerCase()),
  );
  const isAscending =
    request.query('queryOrder')?.toLowerCase() === 'idascending';
  return page(request, isAscending ? named : [...named].reverse(), group =>
    wire(request, group, project),
  );
}

function remove(request: ApiRequest) {
  const group = requested(request);
  const ids = request.optionalProject
    ? [request.optionalProject.id]
    : request.queryList('projectIds');
  if (ids.length === 0) {
    throw missingArgument('projectIds');
  }
  const projects = ids.map(id => request.findProject(id).id);
  const left = group.projects.filter(
    reference => !projects.includes(reference.projectId),
  );
  request.store.transaction(() => {
    if (left.length > 0) {
      request.store.put(
        'variableGroup',
        { ...group, projects: left },
        { scope: request.organization.name },
      );
    } else {
      request.store.remove('variableGroup', group.id);
    }
    projects.forEach(projectId =>
      removeProtection(request, 'variablegroup', group.id, projectId),
    );
  });
  return noContent();
}

const all = '[{project}/]_apis/distributedtask/variablegroups';
const one = `${all}/{#groupId}`;

/** Variable groups: written for the organization, read in a project. */
export const variableGroupRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '{project}/_apis/distributedtask/variablegroups',
    handle: listGroups,
  },
  {
    method: 'GET',
    path: '{project}/_apis/distributedtask/variablegroups/{#groupId}',
    handle: request => json(wire(request, requested(request), request.project)),
  },
  {
    method: 'POST',
    path: all,
    handle: request =>
      json(
        wire(
          request,
          request.store.transaction(() => write(request)),
        ),
      ),
  },
  {
    method: 'PUT',
    path: one,
    handle: request =>
      json(
        wire(
          request,
          request.store.transaction(() => write(request, requested(request))),
        ),
      ),
  },
  { method: 'DELETE', path: one, handle: remove },
];
