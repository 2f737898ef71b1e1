import { ProjectRecord } from '../store/records';
import { ServiceEndpointRecord } from '../store/ServiceEndpointRecord';
import { identityRef } from './identityRef';
import { WireContext } from './Links';

/** A service connection as a project sees it, or as the organization does. */
export function serviceEndpointWire(
  context: WireContext & { readonly apiVersion?: string },
  endpoint: ServiceEndpointRecord,
  project?: ProjectRecord,
) {
  const own =
    endpoint.projects.find(({ projectId }) => projectId === project?.id) ??
    endpoint.projects[0];
  return {
    data: endpoint.data,
    id: endpoint.id,
    name: own.name,
    type: endpoint.type,
    url: endpoint.url,
    createdBy: identityRef(context, endpoint.createdBy),
    description: own.description,
    authorization: {
      parameters: endpoint.parameters,
      scheme: endpoint.scheme,
    },
    isShared: endpoint.projects.length > 1,
    isReady: endpoint.operationState === 'Ready',
    operationStatus: { state: endpoint.operationState, statusMessage: '' },
    owner: endpoint.owner,
    // Published from 7.2 on.
    ...(context.apiVersion?.startsWith('7.2') && {
      creationDate: endpoint.createdOn,
      modificationDate: endpoint.modifiedOn,
      modifiedBy: identityRef(context, endpoint.modifiedBy),
    }),
    serviceEndpointProjectReferences: endpoint.projects.map(reference => ({
      projectReference: {
        id: reference.projectId,
        name: context.store.get('project', reference.projectId)?.name ?? '',
      },
      name: reference.name,
      description: reference.description,
    })),
  };
}
