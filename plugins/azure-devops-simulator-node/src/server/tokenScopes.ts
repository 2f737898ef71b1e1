import { Route } from './Route';

/**
 * What each scope of a token contains besides itself, by the tables of scopes
 * in Azure DevOps' documentation.
 */
const contained: Readonly<Record<string, readonly string[]>> = {
  'vso.agentpools': [],
  'vso.agentpools_manage': ['vso.agentpools'],
  'vso.build': [],
  'vso.build_execute': ['vso.build'],
  'vso.code': [],
  'vso.code_write': ['vso.code', 'vso.code_status', 'vso.threads_full'],
  'vso.code_manage': ['vso.code_write'],
  'vso.code_full': ['vso.code_manage'],
  'vso.code_status': [],
  'vso.threads_full': [],
  'vso.environment_manage': [],
  'vso.graph': [],
  'vso.graph_manage': ['vso.graph'],
  'vso.identity': [],
  'vso.identity_manage': ['vso.identity'],
  'vso.memberentitlementmanagement': [],
  'vso.memberentitlementmanagement_write': ['vso.memberentitlementmanagement'],
  'vso.pipelineresources_use': [],
  'vso.pipelineresources_manage': ['vso.pipelineresources_use'],
  'vso.profile': [],
  'vso.project': [],
  'vso.project_write': ['vso.project'],
  'vso.project_manage': ['vso.project_write'],
  'vso.securefiles_read': [],
  'vso.securefiles_write': ['vso.securefiles_read'],
  'vso.securefiles_manage': ['vso.securefiles_write'],
  'vso.security_manage': [],
  'vso.serviceendpoint': [],
  'vso.serviceendpoint_query': ['vso.serviceendpoint'],
  'vso.serviceendpoint_manage': ['vso.serviceendpoint_query'],
  'vso.test': [],
  'vso.test_write': ['vso.test'],
  'vso.variablegroups_read': [],
  'vso.variablegroups_write': ['vso.variablegroups_read'],
  'vso.variablegroups_manage': ['vso.variablegroups_write'],
  'vso.work': [],
  'vso.work_write': ['vso.work'],
  'vso.work_full': ['vso.work_write'],
};

/** The scopes that a token can have here. */
export const tokenScopes: readonly string[] = Object.keys(contained);

/** A scope with all that it contains. */
function expanded(scope: string): readonly string[] {
  return [scope, ...(contained[scope] ?? []).flatMap(expanded)];
}

interface AreaScopes {
  /** Below `_apis/`, compared with the start of the route. */
  readonly area: RegExp;
  /** Any one of them lets a token read. */
  readonly read: readonly string[];
  readonly change: readonly string[];
}

const project = ['vso.project', 'vso.profile'];
const hooks = ['vso.work', 'vso.build', 'vso.code'];

const area = (
  pattern: RegExp,
  read: readonly string[],
  change: readonly string[] = read,
): AreaScopes => ({ area: pattern, read, change });

/**
 * The scopes of every area as its OpenAPI file names them; where it names
 * several, one of them is enough (assumed). The first row that fits counts.
 * What has no row (discovery, operations, reading permissions) is open to any
 * token.
 */
const areas: readonly AreaScopes[] = [
  area(
    /^git\/repositories\/[^/]+\/(pullrequests|commits)\/.+\/statuses/,
    ['vso.code', 'vso.code_status'],
    ['vso.code_write', 'vso.code_status'],
  ),
  area(
    /^git\/repositories\/[^/]+\/pullrequests\/.+\/threads/,
    ['vso.code', 'vso.threads_full'],
    ['vso.code_write', 'vso.threads_full'],
  ),
  area(
    /^git\/repositories\/[^/]+\/(pullrequest|pushes|refs|commits|items)/,
    ['vso.code'],
    ['vso.code_write'],
  ),
  area(/^git\//, ['vso.code'], ['vso.code_manage']),
  area(/^policy\//, ['vso.code'], ['vso.code_write']),
  area(/^build\/generalsettings/, ['vso.project'], ['vso.project_write']),
  area(
    /^pipelines\/pipelinepermissions/,
    ['vso.build'],
    ['vso.pipelineresources_manage'],
  ),
  area(
    /^pipelines\/checks\/configurations/,
    ['vso.build'],
    ['vso.build_execute', 'vso.pipelineresources_manage'],
  ),
  area(
    /^pipelines\/approvals/,
    ['vso.build'],
    ['vso.build_execute', 'vso.pipelineresources_use'],
  ),
  area(/^(distributedtask|pipelines)\/environments/, [
    'vso.environment_manage',
  ]),
  area(/^(build|pipelines)(\/|$)/, ['vso.build'], ['vso.build_execute']),
  area(/^(test|testresults)\//, ['vso.test'], ['vso.test_write']),
  area(
    /^distributedtask\/variablegroups/,
    ['vso.variablegroups_read'],
    ['vso.variablegroups_manage'],
  ),
  area(
    /^distributedtask\/securefiles/,
    ['vso.securefiles_read'],
    ['vso.securefiles_manage'],
  ),
  area(/^distributedtask\//, ['vso.agentpools'], ['vso.agentpools_manage']),
  area(
    /^serviceendpoint\//,
    ['vso.serviceendpoint'],
    ['vso.serviceendpoint_manage'],
  ),
  area(/^graph\//, ['vso.graph'], ['vso.graph_manage']),
  area(/^identit/, ['vso.identity'], ['vso.identity_manage']),
  area(
    /^(user|group|member)entitlement/,
    ['vso.memberentitlementmanagement'],
    ['vso.memberentitlementmanagement_write'],
  ),
  area(/^hooks\//, hooks),
  area(/^projects\/[^/]+\/teams/, project, ['vso.project_manage']),
  area(/^projects\/[^/]+\/properties/, project, ['vso.project_write']),
  area(/^projects/, project, ['vso.project_manage']),
  area(/^teams/, ['vso.project']),
  area(/^process\//, ['vso.work']),
];

/** Areas whose reading is open to any token, and whose changing is not. */
const securityArea =
  /^(accesscontrol|permissions|securityroles|securitynamespaces)/;

/** Changing what exists of a project or a team wants less than making or deleting it. */
function isSmallProjectChange(method: string, path: string): boolean {
  return method === 'PATCH' && /^projects\/[^/]+(\/teams\/[^/]+)?$/.test(path);
}

/** The scopes of which a token needs one for an operation; undefined if any token will do. */
export function scopesFor(
  route: Pick<Route, 'method' | 'path' | 'reads'>,
): readonly string[] | undefined {
  const path = route.path.replace(/^.*_apis\//i, '').toLowerCase();
  const isRead =
    route.reads === true || ['GET', 'HEAD', 'OPTIONS'].includes(route.method);
  if (securityArea.test(path)) {
    return isRead ? undefined : ['vso.security_manage'];
  }
  if (isSmallProjectChange(route.method, path)) {
    return ['vso.project_write'];
  }
  const row = areas.find(candidate => candidate.area.test(path));
  return isRead ? row?.read : row?.change;
}

/** Whether a token with these scopes may do what one of the wanted ones is needed for. */
export function scopesAllow(
  granted: readonly string[],
  wanted: readonly string[] | undefined,
): boolean {
  const all = new Set(granted.flatMap(expanded));
  return wanted === undefined || wanted.some(scope => all.has(scope));
}
