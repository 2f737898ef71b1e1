import { projectExists, projectNameInvalid } from '../../errors/coreErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { text } from '../../server/JsonBody';
import { ProjectRecord } from '../../store/records';
import { nameProblem } from '../nameRules';

const visibilities = ['private', 'public', 'organization'];

/** Refuses a visibility that does not exist. */
export function readVisibility(visibility: string): string {
  if (!visibilities.includes(visibility.toLowerCase())) {
    throw invalidArgument(
      `The visibility is '${visibility}'; private and public are known.`,
    );
  }
  return visibility.toLowerCase();
}

/** Refuses a name that cannot be used, or that another project has. */
export function requireFreeProjectName(
  request: ApiRequest,
  name: string,
  ownId?: string,
): void {
  const problem = nameProblem('project', name);
  if (problem) {
    throw projectNameInvalid(name, problem);
  }
  const { store, organization } = request;
  const other = store.findByKey('project', organization.name, name);
  if (other && other.id !== ownId) {
    throw projectExists(name);
  }
}

/** Groups are called by the name of their project. */
function renameGroups(request: ApiRequest, project: ProjectRecord): void {
  const scope = project.organization;
  for (const group of request.store.list('group', scope)) {
    if (group.projectId === project.id) {
      const principalName = `[${project.name}]\\${group.name}`;
      request.store.put(
        'group',
        { ...group, principalName },
        { scope, key: principalName },
      );
    }
  }
}

/** Changes what the body names: name, description, visibility. */
export function updateProject(
  request: ApiRequest,
  project: ProjectRecord,
): ProjectRecord {
  const body = request.objectBody();
  const { store } = request;
  const name = text(body, 'name') ?? project.name;
  requireFreeProjectName(request, name, project.id);
  const next: ProjectRecord = {
    ...project,
    name,
    description: text(body, 'description') ?? project.description,
    visibility: readVisibility(text(body, 'visibility') ?? project.visibility),
    revision: store.nextNumber('project-revision'),
    lastUpdateTime: request.timestamp,
  };
  store.put('project', next, { scope: next.organization, key: name });
  if (name !== project.name) {
    renameGroups(request, next);
  }
  return next;
}
