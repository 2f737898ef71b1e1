import { Exerciser } from './Exerciser';

const written = '_apis/serviceendpoint/endpoints';
const read = `machine-learning/${written}`;

function bodyOf(name: string, projectId: string) {
  return {
    name,
    type: 'azurerm',
    url: 'https://management.azure.com/',
    description: 'Exercise',
    owner: 'library',
    isShared: false,
    isReady: true,
    authorization: {
      scheme: 'WorkloadIdentityFederation',
      parameters: { tenantid: 'a-tenant', serviceprincipalid: 'a-principal' },
    },
    data: {
      environment: 'AzureCloud',
      scopeLevel: 'Subscription',
      subscriptionId: 'a-subscription',
      subscriptionName: 'Exercise',
      creationMode: 'Manual',
    },
    serviceEndpointProjectReferences: [
      { projectReference: { id: projectId }, name, description: 'Exercise' },
    ],
  };
}

/** Another federated connection, whose service principal the service makes. */
async function exerciseAutomatic(
  api: Exerciser,
  projectId: string,
): Promise<void> {
  const body = bodyOf(api.name('azure-automatic'), projectId);
  const created = await api.call('POST', written, {
    body: {
      ...body,
      authorization: {
        scheme: 'WorkloadIdentityFederation',
        parameters: { tenantid: 'a-tenant' },
      },
      data: { ...body.data, creationMode: 'Automatic' },
    },
  });
  const id = created.text('id');
  await api.call('GET', `${read}/${id}`);
  await api.call('DELETE', `${written}/${id}?projectIds=${projectId}`, {
    expect: 204,
  });
}

/** Service connections; gives back the id of one that is left for others to use. */
export async function exerciseServiceEndpoints(
  api: Exerciser,
): Promise<{ readonly id: string; readonly projectId: string }> {
  await api.call('GET', '_apis/serviceendpoint/types');
  await api.call(
    'GET',
    '_apis/serviceendpoint/types?type=azurerm&scheme=ServicePrincipal',
  );
  const project = await api.call('GET', '_apis/projects/machine-learning');
  const projectId = project.text('id');
  const name = api.name('azure');
  const body = bodyOf(name, projectId);
  const created = await api.call('POST', written, { body });
  const id = created.text('id');
  await api.call('POST', written, { body, expect: 500 });
  await api.call('POST', written, {
    body: { ...body, type: 'teapot' },
    expect: 400,
  });
  await api.call('GET', `${read}?endpointNames=${name}`);
  await api.call(
    'GET',
    `${read}?type=azurerm&includeFailed=true&owner=library&endpointIds=${id}`,
  );
  const found = await api.call('GET', `${read}/${id}`);
  await api.call('PUT', `${written}/${id}`, { body: found.value });
  await api.call('PUT', written, { body: [found.value] });
  await api.call('PATCH', `${written}/${id}`, {
    body: [{ projectReference: { id: projectId }, name }],
    expect: 204,
  });
  await api.call(
    'GET',
    `machine-learning/_apis/serviceendpoint/${id}/executionhistory`,
  );
  await exerciseAutomatic(api, projectId);
  return { id, projectId };
}
