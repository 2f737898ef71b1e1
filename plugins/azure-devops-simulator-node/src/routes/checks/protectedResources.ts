import { ApiRequest } from '../../server/ApiRequest';
import { Store } from '../../store/Store';

/** A resource that checks and pipeline permissions guard. */
export interface ProtectedResource {
  readonly type: string;
  readonly id: string;
  readonly name: string;
}

export const resourceTypes = [
  'endpoint',
  'environment',
  'queue',
  'repository',
  'securefile',
  'variablegroup',
  'agentpool',
] as const;

type Finder = (
  store: Store,
  projectId: string,
  id: string,
) => { readonly id: string; readonly name: string } | undefined;

const finders: ReadonlyMap<string, Finder> = new Map<string, Finder>([
  [
    'endpoint',
    (store, projectId, id) => {
      const endpoint = store.get('serviceEndpoint', id);
      const reference = endpoint?.projects.find(
        project => project.projectId === projectId,
      );
      return endpoint && reference && { id: endpoint.id, name: reference.name };
    },
  ],
  [
    'environment',
    (store, projectId, id) => {
      const environment = store.get('environment', id);
      return environment?.projectId === projectId ? environment : undefined;
    },
  ],
  [
    'queue',
    (store, projectId, id) => {
      const queue = store.get('queue', id);
      return queue?.projectId === projectId ? queue : undefined;
    },
  ],
  [
    'repository',
    (store, projectId, id) => {
      // A repository is addressed as <project id>.<repository id>.
      const repository = store.get('repository', id.split('.').pop() ?? id);
      return repository?.projectId === projectId
        ? { id: `${projectId}.${repository.id}`, name: repository.name }
        : undefined;
    },
  ],
  [
    'securefile',
    (store, projectId, id) => {
      const file = store.get('secureFile', id);
      return file?.projectId === projectId ? file : undefined;
    },
  ],
  [
    'variablegroup',
    (store, projectId, id) => {
      const group = store.get('variableGroup', id);
      return group?.projects.some(
        reference => reference.projectId === projectId,
      )
        ? group
        : undefined;
    },
  ],
]);

/** Finds a guarded resource; undefined if it does not exist. */
export function findProtectedResource(
  store: Store,
  projectId: string,
  type: string,
  id: string,
): ProtectedResource | undefined {
  const kind = type.toLowerCase();
  const found = finders.get(kind)?.(store, projectId, id);
  return found && { type: kind, id: found.id, name: found.name };
}

export function permissionId(
  projectId: string,
  type: string,
  id: string,
): string {
  return `${projectId}:${type}:${id}`;
}

/** Checks and permissions go with their resource. */
export function removeProtection(
  request: ApiRequest,
  type: string,
  id: string,
  projectId = request.project.id,
): void {
  const { store } = request;
  store.remove('permission', permissionId(projectId, type, id));
  store
    .list('check', projectId)
    .filter(check => check.resourceType === type && check.resourceId === id)
    .forEach(check => store.remove('check', check.id));
}
