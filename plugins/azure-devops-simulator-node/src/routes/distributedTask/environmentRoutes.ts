import {
  environmentExists,
  environmentInvalid,
  environmentUnknown,
} from '../../errors/distributedTaskErrors';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { text } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { EnvironmentRecord } from '../../store/records';
import { identityRef } from '../../wire/identityRef';
import { deploymentWire } from '../../wire/deploymentWire';
import { nameProblem } from '../nameRules';
import { removeProtection } from '../checks/protectedResources';

export function environmentWire(
  request: ApiRequest,
  environment: EnvironmentRecord,
  options: { readonly resources: boolean },
) {
  return {
    id: Number(environment.id),
    name: environment.name,
    description: environment.description,
    createdBy: identityRef(request, environment.createdBy),
    createdOn: environment.createdOn,
    lastModifiedBy: identityRef(request, environment.lastModifiedBy),
    lastModifiedOn: environment.lastModifiedOn,
    ...(options.resources && { resources: [] }),
    project: { id: environment.projectId, name: request.project.name },
  };
}

function requested(request: ApiRequest): EnvironmentRecord {
  const id = request.parameter('environmentId');
  const environment = request.store.get('environment', id);
  if (environment?.projectId !== request.project.id) {
    throw environmentUnknown(id);
  }
  return environment;
}

function put(request: ApiRequest, environment: EnvironmentRecord): void {
  const problem = nameProblem('environment', environment.name);
  if (problem) {
    throw environmentInvalid(
      `The environment name '${environment.name}' cannot be used: ${problem}.`,
    );
  }
  const other = request.store.findByKey(
    'environment',
    environment.projectId,
    environment.name,
  );
  if (other && other.id !== environment.id) {
    throw environmentExists(environment.name);
  }
  request.store.put('environment', environment, {
    scope: environment.projectId,
    key: environment.name,
  });
}

function create(request: ApiRequest) {
  const body = request.objectBody();
  const { store, project, user, timestamp } = request;
  const environment = store.transaction(() => {
    const record: EnvironmentRecord = {
      id: String(store.nextNumber('environment')),
      organization: request.organization.name,
      projectId: project.id,
      name: text(body, 'name') ?? '',
      description: text(body, 'description') ?? '',
      createdBy: user.id,
      createdOn: timestamp,
      lastModifiedBy: user.id,
      lastModifiedOn: timestamp,
    };
    put(request, record);
    return record;
  });
  return json(environmentWire(request, environment, { resources: true }));
}

function update(request: ApiRequest) {
  const body = request.objectBody();
  const environment = request.store.transaction(() => {
    const current = requested(request);
    const next = {
      ...current,
      name: text(body, 'name') ?? current.name,
      description: text(body, 'description') ?? current.description,
      lastModifiedBy: request.user.id,
      lastModifiedOn: request.timestamp,
    };
    put(request, next);
    return next;
  });
  return json(environmentWire(request, environment, { resources: true }));
}

function remove(request: ApiRequest) {
  const environment = requested(request);
  request.store.transaction(() => {
    removeProtection(request, 'environment', environment.id);
    request.store.remove('environment', environment.id);
  });
  return noContent();
}

function listEnvironments(request: ApiRequest) {
  const name = request.query('name')?.toLowerCase();
  const environments = request.store
    .list('environment', request.project.id)
    .filter(environment => !name || environment.name.toLowerCase() === name)
    .sort((left, right) => left.name.localeCompare(right.name));
  return page(request, environments, environment =>
    environmentWire(request, environment, { resources: false }),
  );
}

function listDeployments(request: ApiRequest) {
  const deployments = [
    ...request.store.list('deployment', requested(request).id),
  ].reverse();
  const top = request.queryNumber('top') ?? deployments.length;
  return list(
    deployments.slice(0, top).map(item => deploymentWire(request, item)),
  );
}

/** The same resource under its path in 7.1 and its path in 7.2. */
export const environmentRoutes: readonly Route[] = [
  'distributedtask',
  'pipelines',
].flatMap((area): readonly Route[] => {
  const all = `{project}/_apis/${area}/environments`;
  const one = `${all}/{#environmentId}`;
  return [
    { method: 'GET', path: all, handle: listEnvironments },
    { method: 'POST', path: all, handle: create },
    {
      method: 'GET',
      path: one,
      handle: request =>
        json(environmentWire(request, requested(request), { resources: true })),
    },
    { method: 'PATCH', path: one, handle: update },
    { method: 'DELETE', path: one, handle: remove },
    {
      method: 'GET',
      path: `${one}/environmentdeploymentrecords`,
      handle: listDeployments,
    },
  ];
});
