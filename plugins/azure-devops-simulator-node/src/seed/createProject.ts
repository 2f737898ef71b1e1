import { SimulatorEnvironment } from '../server/Environment';
import { GroupRecord, ProjectRecord } from '../store/records';
import { createGroup } from './createGroup';
import { joinValidUsers, validUsers } from './validUsers';
import { stableId } from './stableId';

const groupNames: readonly (readonly [string, string])[] = [
  ['Contributors', 'They work on the project.'],
  ['Project Administrators', 'They may do everything in the project.'],
  ['Build Administrators', 'They manage pipelines.'],
  ['Readers', 'They may look at the project.'],
  ['Endpoint Administrators', 'They manage service connections.'],
];

export interface NewProject {
  readonly environment: SimulatorEnvironment;
  readonly organization: string;
  readonly name: string;
  readonly description: string;
  readonly visibility?: string;
  /** Absent: a random one. */
  readonly id?: string;
}

function groupOf(
  project: ProjectRecord,
  name: string,
  description: string,
): GroupRecord {
  const id =
    name === `${project.name} Team`
      ? project.defaultTeamId
      : stableId('group', project.id, name);
  return createGroup({
    id,
    organization: project.organization,
    projectId: project.id,
    scopeName: project.name,
    name,
    description,
  });
}

/** Adds a project with what every project has: its groups, its team, the queue of the hosted pool. */
export function createProject(options: NewProject): ProjectRecord {
  const { environment, organization, name } = options;
  const { store } = environment;
  const id = options.id ?? environment.random.uuid();
  const project: ProjectRecord = {
    id,
    organization,
    name,
    description: options.description,
    visibility: options.visibility ?? 'private',
    revision: store.nextNumber('project-revision'),
    lastUpdateTime: environment.now().toISOString(),
    defaultTeamId: stableId('team', id),
    properties: {},
  };
  store.put('project', project, { scope: organization, key: name });
  const team = groupOf(project, `${name} Team`, 'The default project team.');
  const groups = groupNames.map(([groupName, description]) =>
    groupOf(project, groupName, description),
  );
  const everybody = groupOf(project, ...validUsers);
  for (const group of [team, ...groups, everybody]) {
    store.put('group', group, {
      scope: organization,
      key: group.principalName,
    });
  }
  for (const group of [team, ...groups]) {
    joinValidUsers(store, group);
  }
  for (const pool of store.list('pool', organization)) {
    const queue = {
      id: String(store.nextNumber('queue')),
      projectId: id,
      name: pool.name,
      poolId: pool.id,
    };
    store.put('queue', queue, { scope: id, key: pool.name });
  }
  return project;
}
