import { ServiceEndpointRecord } from '../store/ServiceEndpointRecord';
import { Store } from '../store/Store';
import { BuildRecord } from '../store/records';

/** A service connection of the project, by name or id. */
export function findServiceConnection(
  store: Store,
  build: Pick<BuildRecord, 'organization' | 'projectId'>,
  nameOrId: string,
): ServiceEndpointRecord | undefined {
  const wanted = nameOrId.toLowerCase();
  return store
    .list('serviceEndpoint', build.organization)
    .find(endpoint =>
      endpoint.projects.some(
        ({ projectId, name }) =>
          projectId === build.projectId &&
          (name.toLowerCase() === wanted ||
            endpoint.id.toLowerCase() === wanted),
      ),
    );
}
