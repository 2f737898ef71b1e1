import { projectUnknown } from '../../errors/coreErrors';
import {
  branchUnknown,
  repositoryExists,
  repositoryNameInvalid,
} from '../../errors/gitErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { putRepository } from '../../git/recordPush';
import { json, list, noContent } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { child, text, truth } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { ProjectRecord, RepositoryRecord } from '../../store/records';
import { repositoryWire } from '../../wire/gitWire';
import { removeProtection } from '../checks/protectedResources';
import { nameProblem } from '../nameRules';
import { requestedRepository } from './findRepository';
import { removeRepositoryRecords } from './removeRepositoryRecords';

function checkedName(name: string): string {
  const problem = nameProblem('repository', name);
  if (problem) {
    throw repositoryNameInvalid(name, problem);
  }
  return name;
}

function requireFreeName(
  request: ApiRequest,
  project: ProjectRecord,
  name: string,
  ownId?: string,
): void {
  const other = request.store.findByKey('repository', project.id, name);
  if (other && other.id !== ownId) {
    throw repositoryExists(name);
  }
}

function projectOfBody(request: ApiRequest): ProjectRecord {
  const reference = child(request.objectBody(), 'project');
  const named = reference && (text(reference, 'id') ?? text(reference, 'name'));
  const project = named ? request.findProject(named) : request.optionalProject;
  if (!project) {
    throw projectUnknown('');
  }
  return project;
}

async function create(request: ApiRequest) {
  const name = checkedName(text(request.objectBody(), 'name') ?? '');
  const project = projectOfBody(request);
  requireFreeName(request, project, name);
  const record: RepositoryRecord = {
    id: request.environment.random.uuid(),
    organization: request.organization.name,
    projectId: project.id,
    name,
    size: 0,
    isDisabled: false,
  };
  const bare = await request.environment.repositories.create(record.id);
  try {
    request.store.transaction(() => {
      // While git was at work, the project may have been deleted, or the name taken.
      requireFreeName(request, request.findProject(project.id), name);
      putRepository(request.environment, record);
    });
  } catch (error) {
    await bare.remove();
    throw error;
  }
  return json(repositoryWire(request, record, { links: true }), {
    status: 201,
  });
}

function listRepositories(request: ApiRequest) {
  const projects = request.optionalProject
    ? [request.optionalProject]
    : request.store
        .list('project', request.organization.name)
        .filter(({ state }) => state === undefined);
  const repositories = projects.flatMap(project =>
    request.store.list('repository', project.id),
  );
  return list(
    repositories.map(repository =>
      repositoryWire(request, repository, {
        links: request.flag('includeLinks'),
      }),
    ),
  );
}

async function update(request: ApiRequest) {
  const repository = requestedRepository(request);
  const body = request.objectBody();
  const name = text(body, 'name');
  const defaultBranch = text(body, 'defaultBranch');
  if (
    name === undefined &&
    defaultBranch === undefined &&
    truth(body, 'isDisabled') === undefined
  ) {
    throw invalidArgument(
      'The update of the repository names nothing that could change.',
    );
  }
  const bare = request.environment.repositories.open(repository.id);
  if (
    defaultBranch !== undefined &&
    // A short name, a tag or a commit would resolve, too, but no clone can check it out.
    (!defaultBranch.startsWith('refs/heads/') ||
      !(await bare.resolveCommit(defaultBranch)))
  ) {
    throw branchUnknown(defaultBranch);
  }
  const changed = request.store.transaction(() => {
    const project = request.findProject(repository.projectId);
    if (name !== undefined) {
      requireFreeName(request, project, checkedName(name), repository.id);
    }
    const current =
      request.store.get('repository', repository.id) ?? repository;
    const next = {
      ...current,
      ...(name !== undefined && { name }),
      ...(defaultBranch !== undefined && { defaultBranch }),
      isDisabled: truth(body, 'isDisabled') ?? current.isDisabled,
    };
    putRepository(request.environment, next);
    return next;
  });
  if (defaultBranch !== undefined) {
    await bare.setHead(defaultBranch);
  }
  return json(repositoryWire(request, changed, { links: true }));
}

async function remove(request: ApiRequest) {
  const repository = requestedRepository(request);
  request.store.transaction(() => {
    removeProtection(
      request,
      'repository',
      `${repository.projectId}.${repository.id}`,
      repository.projectId,
    );
    removeRepositoryRecords(request.store, repository);
  });
  await request.environment.repositories.open(repository.id).remove();
  return noContent();
}

const one = '[{project}/]_apis/git/repositories/{repositoryId}';

/** Git repositories. */
export const repositoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '[{project}/]_apis/git/repositories',
    handle: listRepositories,
  },
  {
    method: 'POST',
    path: '[{project}/]_apis/git/repositories',
    handle: create,
  },
  {
    method: 'GET',
    path: one,
    handle: request =>
      json(
        repositoryWire(request, requestedRepository(request), { links: true }),
      ),
  },
  { method: 'PATCH', path: one, handle: update },
  { method: 'DELETE', path: one, handle: remove },
];
