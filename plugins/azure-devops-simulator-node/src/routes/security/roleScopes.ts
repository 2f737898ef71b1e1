import { ApiRequest } from '../../server/ApiRequest';
import { findProtectedResource } from '../checks/protectedResources';

/** What an identity with the role may do, as bits of the scope's security namespace. */
export interface SecurityRole {
  readonly name: string;
  readonly allow: number;
  readonly description: string;
}

/** A kind of resource that has roles. */
export interface RoleScope {
  readonly id: string;
  /** Strongest first. */
  readonly roles: readonly SecurityRole[];
  /** The namespace in whose access control lists the roles are kept. */
  readonly namespaceId: string;
  /** The token of the resource in that namespace. */
  readonly tokenOf: (resourceId: string) => string;
  /** Whether the resource id stands for something that exists. */
  readonly exists: (request: ApiRequest, resourceId: string) => boolean;
}

function projectExists(request: ApiRequest, id: string): boolean {
  const project = request.store.get('project', id);
  return project?.organization === request.organization.name;
}

/** A resource that is written `<project id><separator><id>`. */
function inProject(
  type: string,
  separator: string,
): (request: ApiRequest, resourceId: string) => boolean {
  return (request, resourceId) => {
    const [projectId, id, ...rest] = resourceId.split(separator);
    return (
      rest.length === 0 &&
      projectExists(request, projectId) &&
      findProtectedResource(request.store, projectId, type, id ?? '') !==
        undefined
    );
  };
}

const environments = '83d4c2e6-e57d-4d6e-892b-b87222b7ad20';
const library = 'b7e84409-6553-448a-bbb2-af228e07cbeb';
const serviceEndpoints = '49b48001-ca20-4adc-8111-5b60c903a50c';

const libraryRoles: readonly SecurityRole[] = [
  {
    name: 'Administrator',
    allow: 19,
    description: 'Uses and manages library items.',
  },
  { name: 'User', allow: 17, description: 'Uses library items.' },
  { name: 'Reader', allow: 1, description: 'Views library items.' },
];

/** The scopes of pipeline resources. Bits are those of the namespaces Environment, Library and ServiceEndpoints. */
export const roleScopes: readonly RoleScope[] = [
  {
    id: 'distributedtask.environmentreferencerole',
    roles: [
      {
        name: 'Administrator',
        allow: 27,
        description: 'Uses, manages and administers the environment.',
      },
      { name: 'User', allow: 17, description: 'Views and uses it.' },
      { name: 'Reader', allow: 1, description: 'Views the environment.' },
    ],
    namespaceId: environments,
    tokenOf: id => `Environments/${id.replace('_', '/')}`,
    exists: inProject('environment', '_'),
  },
  {
    id: 'distributedtask.library',
    roles: [
      ...libraryRoles,
      {
        name: 'Creator',
        // Creating without seeing makes no sense; whether the real role says so is not published.
        allow: 5,
        description: 'Creates library items.',
      },
    ],
    namespaceId: library,
    tokenOf: id => `Library/${id.split('$')[0]}`,
    exists: (request, resourceId) => {
      const [projectId, rest] = resourceId.split('$');
      return rest === '0' && projectExists(request, projectId);
    },
  },
  {
    id: 'distributedtask.variablegroup',
    roles: libraryRoles,
    namespaceId: library,
    tokenOf: id => `Library/${id.split('$').join('/VariableGroup/')}`,
    exists: inProject('variablegroup', '$'),
  },
  {
    id: 'distributedtask.serviceendpointrole',
    roles: [
      {
        name: 'Administrator',
        allow: 3,
        description: 'Uses and manages the service connection.',
      },
      { name: 'User', allow: 1, description: 'Uses the service connection.' },
      { name: 'Reader', allow: 16, description: 'Views it.' },
    ],
    namespaceId: serviceEndpoints,
    tokenOf: id => `endpoints/${id.replace('_', '/')}`,
    exists: inProject('endpoint', '_'),
  },
];
