/** A federated service connection to Azure, as a client sends it. */
export function azureConnection(
  projectId: string,
  name: string,
  more: object = {},
) {
  return {
    name,
    type: 'azurerm',
    url: 'https://management.azure.com/',
    description: 'To Azure',
    owner: 'library',
    authorization: {
      scheme: 'WorkloadIdentityFederation',
      parameters: {
        tenantid: 'a-tenant',
        serviceprincipalid: 'an-application',
      },
    },
    data: {
      environment: 'AzureCloud',
      scopeLevel: 'Subscription',
      subscriptionId: 'a-subscription',
      subscriptionName: 'Machine learning',
      creationMode: 'Manual',
    },
    serviceEndpointProjectReferences: [
      { projectReference: { id: projectId }, name, description: 'To Azure' },
    ],
    ...more,
  };
}
