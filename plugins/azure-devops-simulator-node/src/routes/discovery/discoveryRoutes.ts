import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { userIdentity } from '../../wire/identityRef';
import { resourceLocations } from './resourceLocations';

function connectionData(request: ApiRequest) {
  const { members, memberOf, memberIds, ...identity } = userIdentity(
    request.user,
  );
  const user = {
    ...identity,
    properties: { Account: identity.properties.Account },
  };
  return json({
    authenticatedUser: user,
    authorizedUser: user,
    instanceId: request.organization.id,
    deploymentId: request.organization.id,
    deploymentType: 'hosted',
    locationServiceData: {
      serviceOwner: '00025394-6065-48ca-87d9-7f5672854ef7',
      defaultAccessMappingMoniker: 'PublicAccessMapping',
      lastChangeId: 1,
      lastChangeId64: 1,
    },
  });
}

function locations(request: ApiRequest) {
  const area = request.parameter('area').toLowerCase();
  return list(
    resourceLocations.filter(
      location => area === '' || location.area.toLowerCase() === area,
    ),
  );
}

/** How clients find their way: who am I, which hosts are there, which routes. */
export const discoveryRoutes: readonly Route[] = [
  { method: 'GET', path: '_apis/connectionData', handle: connectionData },
  // An empty list tells clients that everything is at the address they know.
  { method: 'GET', path: '_apis/ResourceAreas', handle: () => list([]) },
  {
    method: 'GET',
    path: '_apis/ResourceAreas/{areaId}',
    handle: () => json(null),
  },
  { method: 'OPTIONS', path: '[{project}/]_apis', handle: locations },
  { method: 'OPTIONS', path: '[{project}/]_apis/{area}', handle: locations },
];
