import { repositoryUnknown } from '../../errors/gitErrors';
import { ApiRequest } from '../../server/ApiRequest';
import {
  OrganizationRecord,
  ProjectRecord,
  RepositoryRecord,
} from '../../store/records';
import { Store } from '../../store/Store';

/** Finds a repository by name (in the project) or by id (anywhere in the organization). */
export function findRepository(options: {
  readonly store: Store;
  readonly organization: OrganizationRecord;
  readonly project?: ProjectRecord;
  readonly nameOrId: string;
}): RepositoryRecord {
  const { store, organization, project, nameOrId } = options;
  const byId = store.get('repository', nameOrId);
  const isInReach =
    byId &&
    byId.organization === organization.name &&
    (!project || byId.projectId === project.id);
  const found = isInReach
    ? byId
    : project && store.findByKey('repository', project.id, nameOrId);
  if (!found) {
    throw repositoryUnknown(nameOrId);
  }
  return found;
}

/** The repository named in the path of a request. */
export function requestedRepository(request: ApiRequest): RepositoryRecord {
  return findRepository({
    store: request.store,
    organization: request.organization,
    ...(request.optionalProject && { project: request.optionalProject }),
    nameOrId: request.parameter('repositoryId'),
  });
}
