import {
  variableGroupInvalid,
  variableGroupUnknown,
} from '../../errors/distributedTaskErrors';
import { missingArgument } from '../../errors/requestErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { property, text } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { ProjectRecord, VariableGroupRecord } from '../../store/records';
import { maskedVariables } from '../../wire/buildWire';
import { identityRef } from '../../wire/identityRef';
import { readVariables } from '../build/definitions';
import { removeProtection } from '../checks/protectedResources';
import {
  checkNames,
  groupsOf,
  nameIn,
  readReferences,
  readSharing,
  requireUnused,
} from './variableGroupReferences';

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

function write(
  request: ApiRequest,
  previous?: VariableGroupRecord,
): VariableGroupRecord {
  const body = request.objectBody();
  const references = readReferences(request, body, previous);
  checkNames(request, references, previous?.id);
  const variables = readVariables(body, previous?.variables);
  const unnamed = Object.keys(variables).find(name => name.trim() === '');
  if (unnamed !== undefined) {
    throw variableGroupInvalid('A variable of the group has an empty name.');
  }
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

/** Makes the group known to more projects; those that know it keep it. */
function share(request: ApiRequest) {
  const id = request.requiredQuery('variableGroupId');
  const group = request.store.get('variableGroup', id);
  if (group?.organization !== request.organization.name) {
    throw variableGroupUnknown(id);
  }
  const projects = readSharing(request, group);
  checkNames(request, projects, group.id);
  request.store.put(
    'variableGroup',
    {
      ...group,
      projects,
      modifiedBy: request.user.id,
      modifiedOn: request.timestamp,
    },
    { scope: group.organization },
  );
  return noContent();
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
  projects.forEach(projectId => requireUnused(request, group, projectId));
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
  {
    method: 'PATCH',
    path: '_apis/distributedtask/variablegroups',
    handle: share,
  },
  { method: 'DELETE', path: one, handle: remove },
];
