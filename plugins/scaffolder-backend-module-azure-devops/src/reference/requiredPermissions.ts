/** What a token or service principal needs for an action. */
export interface RequiredPermissions {
  /** Scopes of a personal access token, as Azure DevOps' page for tokens names them. */
  readonly scopes: readonly string[];
  /** Permissions in the project, for a service principal or a restricted user. */
  readonly permissions: readonly string[];
}

const readCode = 'Code (read)';
const writeCode = 'Code (read, write & manage)';
const readProject = 'Project and Team (read)';

const readIdentity = 'Identity (read)';
const manageEnvironments = 'Environment (read & manage)';
const manageVariableGroups = 'Variable Groups (read, create & manage)';

const readEverything: readonly string[] = [
  readCode,
  'Build (read)',
  manageEnvironments,
  'Variable Groups (read)',
  'Service Connections (read)',
  'Graph (read)',
  readIdentity,
  readProject,
];

const provisioningScopes: readonly string[] = [
  writeCode,
  'Build (read & execute)',
  'Agent Pools (read)',
  manageEnvironments,
  manageVariableGroups,
  'Service Connections (read, query & manage)',
  'Pipeline Resources (use and manage)',
  'Graph (read & manage)',
  'Security (manage)',
  readIdentity,
  'Project and Team (read, write & manage)',
];

/**
 * What each action asks of Azure DevOps, by its id. Scopes: the list on
 * https://learn.microsoft.com/azure/devops/integrate/get-started/authentication/oauth#scopes
 */
export const requiredPermissions: Readonly<
  Record<string, RequiredPermissions>
> = {
  'azure-devops:catalog-entity:wait': { scopes: [], permissions: [] },
  'azure-devops:names:check': { scopes: [], permissions: [] },
  'azure-devops:plan': {
    scopes: readEverything,
    permissions: ['View project-level information', 'Read (repositories)'],
  },
  'azure-devops:repository:ensure': {
    scopes: [writeCode, readProject],
    permissions: ['Create repository'],
  },
  'azure-devops:repository:push': {
    scopes: [writeCode],
    permissions: [
      'Contribute',
      'Create branch',
      'Edit policies (default branch)',
    ],
  },
  'azure-devops:provision': {
    scopes: provisioningScopes,
    permissions: [
      'Edit build pipeline',
      'Edit policies',
      'Creator of environments',
      'Creator of service connections',
      'Creator in the library',
      'Edit project-level information (groups)',
      'Create new projects (of the organization, where the project is missing)',
    ],
  },
  'azure-devops:teardown': {
    scopes: provisioningScopes,
    permissions: [
      'Delete build pipeline',
      'Administrator of the environments',
      'Administrator of the variable groups and service connections',
      'Edit project-level information (groups)',
      'Delete repository (only with removeRepository)',
    ],
  },
  'azure-devops:project:ensure': {
    scopes: ['Project and Team (read, write & manage)'],
    permissions: ['Create new projects (of the organization)'],
  },
  'azure-devops:pipeline:ensure': {
    scopes: [
      readCode,
      'Build (read & execute)',
      'Agent Pools (read)',
      readProject,
    ],
    permissions: ['Edit build pipeline'],
  },
  'azure-devops:environment:ensure': {
    scopes: [manageEnvironments, readProject],
    permissions: ['Creator of environments'],
  },
  'azure-devops:variable-group:ensure': {
    scopes: [
      manageVariableGroups,
      'Service Connections (read), for a Key Vault',
      readProject,
    ],
    permissions: ['Creator in the library'],
  },
  'azure-devops:service-connection:ensure': {
    scopes: ['Service Connections (read, query & manage)', readProject],
    permissions: ['Creator of service connections'],
  },
  'azure-devops:group:ensure': {
    scopes: ['Graph (read & manage)', readIdentity, readProject],
    permissions: ['Edit project-level information'],
  },
  'azure-devops:check:ensure': {
    scopes: [
      manageEnvironments,
      'Variable Groups (read)',
      'Service Connections (read)',
      'Pipeline Resources (use and manage)',
      readIdentity,
      readProject,
    ],
    permissions: ['Administrator of what the check guards'],
  },
  'azure-devops:pipeline-permission:grant': {
    scopes: [
      'Build (read)',
      manageEnvironments,
      'Variable Groups (read)',
      'Service Connections (read)',
      'Agent Pools (read)',
      'Pipeline Resources (use and manage)',
      readProject,
    ],
    permissions: ['Administrator of what the pipelines may use'],
  },
  'azure-devops:branch-policy:ensure': {
    scopes: [writeCode, 'Build (read)', readIdentity, readProject],
    permissions: ['Edit policies'],
  },
  'azure-devops:pull-request:create': {
    scopes: ['Code (read & write)', readIdentity],
    permissions: ['Contribute to pull requests'],
  },
  'azure-devops:pipeline:run': {
    scopes: ['Build (read & execute)'],
    permissions: ['Queue builds'],
  },
};
