/** What a call asks of its token and of the token's user. */
interface RequiredAccess {
  /** Scope of the token, as the page that makes tokens names it. */
  readonly scope: string;
  /** Permission or role of the user, as the pages of Azure DevOps name it. */
  readonly permission: string;
}

const ADMINISTER_RESOURCE = 'the role Administrator on the resource';
const READ_RESOURCE = 'the role Reader on the resource';

/**
 * Access by area of the REST API: first for reading, then for writing.
 *
 * Scopes: the `security` of each operation in Microsoft's specification 7.1.
 * Permissions: "Security groups, service accounts, and permissions reference",
 * roles: "About pipeline security roles".
 */
const ACCESS = {
  projects: [
    {
      scope: 'Project and Team (Read)',
      permission: 'the permission "View project-level information"',
    },
    {
      scope: 'Project and Team (Read, write, & manage)',
      permission: 'the permission "Create new projects" of the organization',
    },
  ],
  processes: [
    {
      scope: 'Work Items (Read)',
      permission: 'the permission "View instance-level information"',
    },
  ],
  git: [
    {
      scope: 'Code (Read)',
      permission: 'the permission "Read" on the repository',
    },
    {
      scope: 'Code (Read, write, & manage)',
      permission:
        'the permission "Create repository", "Contribute" or "Delete or disable repository", as the call needs',
    },
  ],
  'pull requests': [
    {
      scope: 'Code (Read)',
      permission: 'the permission "Read" on the repository',
    },
    {
      scope: 'Code (Read & write)',
      permission: 'the permission "Contribute to pull requests"',
    },
  ],
  policies: [
    {
      scope: 'Code (Read)',
      permission: 'the permission "Read" on the repository',
    },
    {
      scope: 'Code (Read & write)',
      permission: 'the permission "Edit policies" on the repository',
    },
  ],
  build: [
    {
      scope: 'Build (Read)',
      permission: 'the permission "View build pipeline"',
    },
    {
      scope: 'Build (Read & execute)',
      permission: 'the permission "Edit build pipeline" or "Queue builds"',
    },
  ],
  'build folders': [
    {
      scope: 'Build (Read)',
      permission: 'the permission "View build pipeline"',
    },
    {
      scope: 'Build (Read & execute)',
      permission: 'the permission "Edit build pipeline" on the folder',
    },
  ],
  environments: [
    {
      scope: 'Environment (Read & manage)',
      permission: 'the role Reader on environments',
    },
    {
      scope: 'Environment (Read & manage)',
      permission:
        'the role Creator for all environments, or Administrator on this one',
    },
  ],
  'service connections': [
    {
      scope: 'Service Connections (Read)',
      permission: 'the role Reader on service connections',
    },
    {
      scope: 'Service Connections (Read, query, & manage)',
      permission:
        'the role Creator for all service connections, or Administrator on this one',
    },
  ],
  'variable groups': [
    {
      scope: 'Variable Groups (Read)',
      permission: 'the role Reader on the library',
    },
    {
      scope: 'Variable Groups (Read, create, & manage)',
      permission:
        'the role Creator on the library, or Administrator on this variable group',
    },
  ],
  checks: [
    { scope: 'Build (Read)', permission: READ_RESOURCE },
    {
      scope: 'Pipeline Resources (Use and manage)',
      permission: ADMINISTER_RESOURCE,
    },
  ],
  'pipeline permissions': [
    { scope: 'Build (Read)', permission: READ_RESOURCE },
    {
      scope: 'Pipeline Resources (Use and manage)',
      permission: ADMINISTER_RESOURCE,
    },
  ],
  'agent queues': [
    {
      scope: 'Agent Pools (Read)',
      permission: 'the role Reader on agent pools of the project',
    },
  ],
  identities: [
    {
      scope: 'Identity (Read)',
      permission: 'the permission "View instance-level information"',
    },
  ],
  groups: [
    {
      scope: 'Graph (Read)',
      permission: 'the permission "View project-level information"',
    },
    {
      scope: 'Graph (Read & manage)',
      permission: 'the permission "Edit project-level information"',
    },
  ],
  'role assignments': [
    { scope: 'Security (Manage)', permission: READ_RESOURCE },
    { scope: 'Security (Manage)', permission: ADMINISTER_RESOURCE },
  ],
  permissions: [{ scope: 'Security (Manage)', permission: READ_RESOURCE }],
} as const satisfies Readonly<
  Record<string, readonly [RequiredAccess, RequiredAccess?]>
>;

/** Area of the REST API in words. */
export type ApiArea = keyof typeof ACCESS;

/** Every area of the REST API. */
export const API_AREAS = Object.keys(ACCESS) as readonly ApiArea[];

/** What a call of an area asks of its token and the token's user. */
export function requiredAccess(call: {
  readonly area: string;
  readonly isWrite: boolean;
}): RequiredAccess {
  const area = API_AREAS.find(known => known === call.area);
  if (area === undefined) {
    return { scope: call.area, permission: `a permission for ${call.area}` };
  }
  const [reading, writing = reading]: readonly [
    RequiredAccess,
    RequiredAccess?,
  ] = ACCESS[area];
  return call.isWrite ? writing : reading;
}
