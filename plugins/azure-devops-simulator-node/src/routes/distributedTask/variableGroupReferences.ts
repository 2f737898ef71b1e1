import {
  variableGroupExists,
  variableGroupInUse,
  variableGroupInvalid,
} from '../../errors/distributedTaskErrors';
import { missingArgument } from '../../errors/requestErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  text,
} from '../../server/JsonBody';
import {
  ProjectRecord,
  VariableGroupRecord,
  VariableGroupReference,
} from '../../store/records';
import { nameProblem } from '../nameRules';

/** The groups that a project sees. */
export function groupsOf(
  request: ApiRequest,
  project: ProjectRecord,
): readonly VariableGroupRecord[] {
  return request.store
    .list('variableGroup', request.organization.name)
    .filter(group =>
      group.projects.some(reference => reference.projectId === project.id),
    );
}

/** A group can have a name of its own in every project. */
export function nameIn(
  group: VariableGroupRecord,
  project: ProjectRecord,
): string {
  return (
    group.projects.find(reference => reference.projectId === project.id)
      ?.name ?? group.name
  );
}

function readReference(
  request: ApiRequest,
  value: unknown,
  body: JsonObject,
): VariableGroupReference {
  if (!isJsonObject(value)) {
    throw variableGroupInvalid(
      'A reference of the variable group to a project is not an object.',
    );
  }
  const reference = child(value, 'projectReference') ?? {};
  const named = text(reference, 'id') ?? text(reference, 'name');
  if (named === undefined) {
    throw variableGroupInvalid(
      'A reference of the variable group names no project.',
    );
  }
  return {
    projectId: request.findProject(named).id,
    name: text(value, 'name') ?? text(body, 'name') ?? '',
    description: text(value, 'description') ?? text(body, 'description') ?? '',
  };
}

/** The projects that see the group; an older form of the API names one in the path. */
export function readReferences(
  request: ApiRequest,
  body: JsonObject,
  previous?: VariableGroupRecord,
): readonly VariableGroupReference[] {
  const given = items(body, 'variableGroupProjectReferences');
  if (given && given.length > 0) {
    return given.map(value => readReference(request, value, body));
  }
  const project = request.optionalProject;
  if (project) {
    return [
      {
        projectId: project.id,
        name: text(body, 'name') ?? '',
        description: text(body, 'description') ?? '',
      },
    ];
  }
  if (!previous) {
    throw missingArgument('variableGroupProjectReferences');
  }
  return previous.projects;
}

/** Refuses names that cannot be used or that another group of a project has. */
export function checkNames(
  request: ApiRequest,
  references: readonly VariableGroupReference[],
  ownId?: string,
): void {
  const groups = request.store.list('variableGroup', request.organization.name);
  for (const { projectId, name } of references) {
    const problem = nameProblem('variableGroup', name);
    if (problem) {
      throw variableGroupInvalid(
        `The variable group name '${name}' cannot be used: ${problem}.`,
      );
    }
    const isTaken = groups.some(
      group =>
        group.id !== ownId &&
        group.projects.some(
          other =>
            other.projectId === projectId &&
            other.name.toLowerCase() === name.toLowerCase(),
        ),
    );
    if (isTaken) {
      throw variableGroupExists(name);
    }
  }
}

/** References of a body that shares a group, each of them on its own. */
export function readSharing(
  request: ApiRequest,
  group: VariableGroupRecord,
): readonly VariableGroupReference[] {
  const added = request.arrayBody().map(value =>
    readReference(request, value, {
      name: group.name,
      description: group.description,
    }),
  );
  const isAdded = ({ projectId }: VariableGroupReference) =>
    added.some(reference => reference.projectId === projectId);
  return [...group.projects.filter(reference => !isAdded(reference)), ...added];
}

/** A group that a pipeline names by its id stays; YAML names groups by name, and that is not looked for. */
export function requireUnused(
  request: ApiRequest,
  group: VariableGroupRecord,
  projectId: string,
): void {
  const user = request.store
    .list('definition', projectId)
    .find(definition =>
      (items(definition.other, 'variableGroups') ?? []).some(
        entry => isJsonObject(entry) && text(entry, 'id') === group.id,
      ),
    );
  if (user) {
    throw variableGroupInUse(group.name, user.name);
  }
}
