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

const readEverything: readonly string[] = [
  readCode,
  'Build (read)',
  'Environment (read & manage)',
  'Variable Groups (read)',
  'Identity (read)',
  readProject,
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
    scopes: [
      writeCode,
      'Build (read & execute)',
      'Agent Pools (read)',
      'Environment (read & manage)',
      'Variable Groups (read, create & manage)',
      'Pipeline Resources (use and manage)',
      'Identity (read)',
      readProject,
    ],
    permissions: [
      'Edit build pipeline',
      'Creator of environments',
      'Creator in the library',
    ],
  },
  'azure-devops:pipeline:run': {
    scopes: ['Build (read & execute)'],
    permissions: ['Queue builds'],
  },
};
