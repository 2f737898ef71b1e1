import { ApiRequest } from '../../server/ApiRequest';
import { AccountLicense } from '../../store/identityRecords';
import { ProjectRecord, UserRecord } from '../../store/records';
import { subjectWire } from '../../wire/graphWire';
import { entitlementOf, licenseNames } from './entitlements';
import { projectGroups } from './projectEntitlements';
import { groupsOf } from './subjects';

/** Never, as .NET writes it. */
const never = '0001-01-01T00:00:00Z';

export function accessLevelWire(license: AccountLicense) {
  return {
    licensingSource: 'account',
    accountLicenseType: license,
    msdnLicenseType: 'none',
    gitHubLicenseType: 'none',
    licenseDisplayName: licenseNames[license],
    status: 'active',
    statusMessage: '',
    assignmentSource: 'unknown',
  };
}

function projectsOf(request: ApiRequest): readonly ProjectRecord[] {
  return request.store
    .list('project', request.organization.name)
    .filter(({ state }) => state === undefined);
}

/** What somebody may do in the projects, read from the groups that they are in. */
function projectEntitlements(request: ApiRequest, user: UserRecord) {
  const containers = new Set(
    request.store
      .list('membership', request.organization.name)
      .filter(({ memberId }) => memberId === user.id)
      .map(({ containerId }) => containerId),
  );
  const groups = groupsOf(request).filter(({ id }) => containers.has(id));
  return projectsOf(request).flatMap(project => {
    const own = groups.filter(({ projectId }) => projectId === project.id);
    const isTeam = (id: string) =>
      id === project.defaultTeamId || own.some(g => g.id === id && g.isTeam);
    const best = projectGroups.find(({ name }) =>
      own.some(group => group.name === name),
    );
    const custom = own.find(({ id }) => !isTeam(id));
    if (own.length === 0) {
      return [];
    }
    return [
      {
        group: best
          ? { groupType: best.type, displayName: best.name }
          : { groupType: 'custom', displayName: custom?.name ?? '' },
        teamRefs: own
          .filter(({ id }) => isTeam(id))
          .map(({ id, name }) => ({ id, name })),
        projectPermissionInherited: 'notInherited',
        projectRef: { id: project.id, name: project.name },
        assignmentSource: 'unknown',
      },
    ];
  });
}

/** A person with what the organization gives to them. */
export function entitlementWire(
  request: ApiRequest,
  user: UserRecord,
  withProjects: boolean,
) {
  const { license, createdOn } = entitlementOf(request, user);
  return {
    user: subjectWire(request, user),
    extensions: [],
    id: user.id,
    accessLevel: accessLevelWire(license),
    lastAccessedDate: never,
    dateCreated: createdOn,
    projectEntitlements: withProjects ? projectEntitlements(request, user) : [],
    groupAssignments: [],
  };
}
