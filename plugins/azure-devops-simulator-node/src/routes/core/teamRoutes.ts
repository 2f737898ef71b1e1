import { defaultTeamNeeded } from '../../errors/coreErrors';
import { createGroup, groupPrincipalName } from '../../seed/createGroup';
import { joinValidUsers } from '../../seed/validUsers';
import { json, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { text } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { GroupRecord, ProjectRecord } from '../../store/records';
import { teamMemberWire, teamWire } from '../../wire/teamWire';
import { addMembership, removeMembershipsOf } from '../identity/memberships';
import { findTeam, freeTeamName, membersOf, teamsOf } from './teams';

interface ProjectTeam {
  readonly project: ProjectRecord;
  readonly team: GroupRecord;
}

function requestedProject(request: ApiRequest): ProjectRecord {
  return request.findProject(request.parameter('projectId'));
}

function requested(request: ApiRequest): ProjectTeam {
  const project = requestedProject(request);
  return {
    project,
    team: findTeam(request, project, request.parameter('teamId')),
  };
}

function write(request: ApiRequest, { project, team }: ProjectTeam) {
  return teamWire(request, project, team, request.flag('$expandIdentity'));
}

const isMine = (request: ApiRequest, { team }: ProjectTeam) =>
  membersOf(request, team).includes(request.user.id);

function inProject(
  request: ApiRequest,
  project: ProjectRecord,
): readonly ProjectTeam[] {
  return teamsOf(request, project).map(team => ({ project, team }));
}

function pageOfTeams(request: ApiRequest, all: readonly ProjectTeam[]) {
  const wanted = request.flag('$mine')
    ? all.filter(entry => isMine(request, entry))
    : all;
  return page(request, wanted, entry => write(request, entry), {
    defaultTop: 100,
  });
}

function listAll(request: ApiRequest) {
  const projects = request.store
    .list('project', request.organization.name)
    .filter(({ state }) => state === undefined);
  return pageOfTeams(
    request,
    projects.flatMap(project => inProject(request, project)),
  );
}

function categorized(request: ApiRequest) {
  const all = inProject(request, requestedProject(request));
  const top = request.queryNumber('$top') ?? 100;
  const skip = request.queryNumber('$skip') ?? 0;
  const part = (mine: boolean) =>
    all
      .filter(entry => isMine(request, entry) === mine)
      .slice(skip, skip + top)
      .map(entry => write(request, entry));
  return json({ myTeams: part(true), otherReadableTeams: part(false) });
}

function put(request: ApiRequest, team: GroupRecord): void {
  request.store.put('group', team, {
    scope: request.organization.name,
    key: team.principalName,
  });
}

/** Whoever makes a team is in it. */
function create(request: ApiRequest) {
  const project = requestedProject(request);
  const body = request.objectBody();
  const team: GroupRecord = {
    ...createGroup({
      id: request.environment.random.uuid(),
      organization: request.organization.name,
      projectId: project.id,
      scopeName: project.name,
      name: freeTeamName(request, { project, name: text(body, 'name') ?? '' }),
      description: text(body, 'description') ?? '',
    }),
    isTeam: true,
  };
  request.store.transaction(() => {
    put(request, team);
    joinValidUsers(request.store, team);
    addMembership(request, request.user, team);
  });
  return json(teamWire(request, project, team, true), { status: 201 });
}

function update(request: ApiRequest) {
  const { project, team } = requested(request);
  const body = request.objectBody();
  const name = freeTeamName(request, {
    project,
    name: text(body, 'name') ?? team.name,
    ownId: team.id,
  });
  const changed: GroupRecord = {
    ...team,
    name,
    principalName: groupPrincipalName(project.name, name),
    description: text(body, 'description') ?? team.description,
  };
  put(request, changed);
  return json(write(request, { project, team: changed }));
}

function remove(request: ApiRequest) {
  const { project, team } = requested(request);
  if (team.id === project.defaultTeamId) {
    throw defaultTeamNeeded(team.name);
  }
  request.store.transaction(() => {
    removeMembershipsOf(request, team.id);
    request.store.remove('group', team.id);
  });
  return noContent();
}

function listMembers(request: ApiRequest) {
  return page(
    request,
    membersOf(request, requested(request).team),
    id => teamMemberWire(request, id),
    { defaultTop: 100 },
  );
}

const all = '_apis/projects/{projectId}/teams';
const one = `${all}/{teamId}`;

/** Teams; their members change through the memberships of the graph. */
export const teamRoutes: readonly Route[] = [
  { method: 'GET', path: '_apis/teams', preview: true, handle: listAll },
  {
    method: 'GET',
    path: '_apis/projects/{projectId}/categorizedteams',
    preview: true,
    handle: categorized,
  },
  {
    method: 'GET',
    path: all,
    handle: request =>
      pageOfTeams(request, inProject(request, requestedProject(request))),
  },
  { method: 'POST', path: all, handle: create },
  {
    method: 'GET',
    path: one,
    handle: request => json(write(request, requested(request))),
  },
  { method: 'PATCH', path: one, handle: update },
  { method: 'DELETE', path: one, handle: remove },
  { method: 'GET', path: `${one}/members`, handle: listMembers },
];
