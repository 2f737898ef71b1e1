import { entitlementInvalid } from '../../errors/identityErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  text,
} from '../../server/JsonBody';
import { GroupRecord, ProjectRecord, UserRecord } from '../../store/records';
import { findTeam } from '../core/teams';
import { addMembership, membershipId } from './memberships';
import { groupsOf } from './subjects';

/** The kinds of entitlement to a project and the groups behind them, the strongest first. */
export const projectGroups = [
  { type: 'projectAdministrator', name: 'Project Administrators' },
  { type: 'projectContributor', name: 'Contributors' },
  { type: 'projectReader', name: 'Readers' },
] as const;

function groupFor(
  request: ApiRequest,
  project: ProjectRecord,
  type: string,
): GroupRecord {
  const known = projectGroups.find(
    candidate => candidate.type.toLowerCase() === type.toLowerCase(),
  );
  const group = groupsOf(request).find(
    ({ projectId, name }) => projectId === project.id && name === known?.name,
  );
  if (!group) {
    throw entitlementInvalid(
      `The group type '${type}' cannot be given here; ${projectGroups
        .map(candidate => candidate.type)
        .join(', ')} can.`,
    );
  }
  return group;
}

/** Puts somebody into the group of a project, and into its teams, that an entitlement stands for. */
export function addProjectEntitlement(
  request: ApiRequest,
  user: UserRecord,
  entitlement: JsonObject,
): void {
  const reference = child(entitlement, 'projectRef') ?? {};
  const project = request.findProject(
    text(reference, 'id') ?? text(reference, 'name') ?? '',
  );
  const type = text(child(entitlement, 'group') ?? {}, 'groupType') ?? '';
  const group = groupFor(request, project, type);
  removeProjectEntitlement(request, user, project.id);
  addMembership(request, user, group);
  for (const team of items(entitlement, 'teamRefs') ?? []) {
    const named = isJsonObject(team)
      ? text(team, 'id') ?? text(team, 'name')
      : '';
    addMembership(request, user, findTeam(request, project, named ?? ''));
  }
}

/** Takes somebody out of every group of a project. */
export function removeProjectEntitlement(
  request: ApiRequest,
  user: UserRecord,
  projectId: string,
): void {
  for (const group of groupsOf(request)) {
    if (group.projectId === projectId) {
      request.store.remove('membership', membershipId(user.id, group.id));
    }
  }
}
