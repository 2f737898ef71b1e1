import {
  teamExists,
  teamNameInvalid,
  teamUnknown,
} from '../../errors/coreErrors';
import { groupPrincipalName } from '../../seed/createGroup';
import { ApiRequest } from '../../server/ApiRequest';
import { GroupRecord, ProjectRecord } from '../../store/records';
import { nameProblem } from '../nameRules';

/** The teams of a project: groups that say so, and the one it was made with. */
export function teamsOf(
  request: ApiRequest,
  project: ProjectRecord,
): readonly GroupRecord[] {
  return request.store
    .list('group', request.organization.name)
    .filter(
      group =>
        group.projectId === project.id &&
        (group.isTeam || group.id === project.defaultTeamId),
    );
}

/** A team by its id or its name. */
export function findTeam(
  request: ApiRequest,
  project: ProjectRecord,
  nameOrId: string,
): GroupRecord {
  const wanted = nameOrId.toLowerCase();
  const team = teamsOf(request, project).find(
    ({ id, name }) => id === wanted || name.toLowerCase() === wanted,
  );
  if (!team) {
    throw teamUnknown(nameOrId);
  }
  return team;
}

/** Refuses a name that cannot be used, or that another group of the project has. */
export function freeTeamName(
  request: ApiRequest,
  options: {
    readonly project: ProjectRecord;
    readonly name: string;
    readonly ownId?: string;
  },
): string {
  const { project, name, ownId } = options;
  const problem = nameProblem('team', name);
  if (problem) {
    throw teamNameInvalid(name, problem);
  }
  const other = request.store.findByKey(
    'group',
    request.organization.name,
    groupPrincipalName(project.name, name),
  );
  if (other && other.id !== ownId) {
    throw teamExists(name);
  }
  return name;
}

/** Who is in the team itself, not by way of another group. */
export function membersOf(
  request: ApiRequest,
  team: GroupRecord,
): readonly string[] {
  return request.store
    .list('membership', request.organization.name)
    .filter(({ containerId }) => containerId === team.id)
    .map(({ memberId }) => memberId);
}
