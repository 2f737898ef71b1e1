import { buildUnknown } from '../../errors/buildErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { BuildRecord } from '../../store/records';

/** The build named in the path, in the organization and, if there is one, the project of the request. */
export function requestedBuild(request: ApiRequest): BuildRecord {
  const id = request.parameter('buildId');
  const build = request.store.get('build', id);
  const isVisible =
    build?.organization === request.organization.name &&
    (!request.optionalProject || build.projectId === request.project.id);
  if (!build || !isVisible) {
    throw buildUnknown(id);
  }
  return build;
}
