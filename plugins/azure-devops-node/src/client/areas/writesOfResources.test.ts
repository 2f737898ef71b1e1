import {
  expectWrite,
  IN_COLLECTION,
  IN_PROJECT,
  project,
  PROJECT,
  type ExpectedWrite,
} from '../__testUtils__/expectWrite';
import {
  startScriptedServer,
  type ScriptedServer,
} from '../__testUtils__/scriptedServer';

let server: ScriptedServer;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const check = {
  type: { id: 'c1', name: 'ExclusiveLock' },
  settings: {},
  timeout: 60,
};
const resource = { type: 'environment', id: '7', name: 'prod' } as const;

const connection = {
  project: PROJECT,
  name: 'azure-prod',
  description: 'To Azure',
  type: 'azurerm',
  url: 'https://management.azure.com/',
  scheme: 'WorkloadIdentityFederation',
  parameters: {
    tenantid: 't1',
    serviceprincipalid: 'a1',
    scope: '/subscriptions/s1/resourcegroups/rg',
  },
  data: {
    environment: 'AzureCloud',
    scopeLevel: 'Subscription',
    subscriptionId: 's1',
    subscriptionName: 'Production',
    creationMode: 'Manual',
  },
};
const CONNECTION_BODY = {
  name: 'azure-prod',
  description: 'To Azure',
  type: 'azurerm',
  url: 'https://management.azure.com/',
  owner: 'library',
  authorization: {
    scheme: 'WorkloadIdentityFederation',
    parameters: connection.parameters,
  },
  data: connection.data,
  serviceEndpointProjectReferences: [
    {
      name: 'azure-prod',
      description: 'To Azure',
      projectReference: { id: 'p1', name: project },
    },
  ],
};

const group = {
  project: PROJECT,
  name: 'values',
  description: 'Values',
  variables: {
    LEVEL: { value: 'INFO', isSecret: false },
    KEY: { value: 'hush', isSecret: true },
  },
};
const OWN_REFERENCE = {
  name: 'values',
  description: 'Values',
  projectReference: { id: 'p1', name: project },
};

const WRITES: readonly ExpectedWrite[] = [
  {
    title: 'a check',
    send: client => client.checks.create({ project, resource, check }),
    method: 'POST',
    path: `${IN_PROJECT}/pipelines/checks/configurations`,
    version: '7.1-preview.1',
    body: { ...check, resource },
  },
  {
    title: 'a change of a check',
    send: client => client.checks.update({ project, id: '5', resource, check }),
    method: 'PATCH',
    path: `${IN_PROJECT}/pipelines/checks/configurations/5`,
    version: '7.1-preview.1',
    body: { id: 5, ...check, resource },
  },
  {
    title: 'a service connection',
    send: client => client.serviceEndpoints.create(connection),
    method: 'POST',
    path: `${IN_COLLECTION}/serviceendpoint/endpoints`,
    version: '7.1',
    body: CONNECTION_BODY,
  },
  {
    title: 'a change of a service connection that other projects see',
    send: client =>
      client.serviceEndpoints.update({
        current: {
          id: 'e1',
          name: 'azure-prod',
          type: 'azurerm',
          owner: 'library',
          isReady: true,
          authorization: {
            scheme: 'WorkloadIdentityFederation',
            parameters: { issuer: 'i1', key: null },
          },
          data: { identityType: 'AppRegistrationManual' },
          serviceEndpointProjectReferences: [
            { name: 'theirs', projectReference: { id: 'p2' } },
          ],
        },
        settings: connection,
      }),
    method: 'PUT',
    path: `${IN_COLLECTION}/serviceendpoint/endpoints/e1`,
    version: '7.1',
    body: {
      ...CONNECTION_BODY,
      id: 'e1',
      isReady: true,
      isShared: true,
      authorization: {
        scheme: 'WorkloadIdentityFederation',
        parameters: { issuer: 'i1', ...connection.parameters },
      },
      data: { identityType: 'AppRegistrationManual', ...connection.data },
      serviceEndpointProjectReferences: [
        ...CONNECTION_BODY.serviceEndpointProjectReferences,
        { name: 'theirs', projectReference: { id: 'p2' } },
      ],
    },
  },
  {
    title: 'the end of a service connection',
    send: client =>
      client.serviceEndpoints.remove({ id: 'e1', projectId: 'p1' }),
    method: 'DELETE',
    path: `${IN_COLLECTION}/serviceendpoint/endpoints/e1`,
    query: { projectIds: 'p1' },
    version: '7.1',
  },
  {
    title: 'a variable group',
    send: client => client.variableGroups.create(group),
    method: 'POST',
    path: `${IN_COLLECTION}/distributedtask/variablegroups`,
    version: '7.1',
    body: {
      type: 'Vsts',
      name: 'values',
      description: 'Values',
      variables: group.variables,
      variableGroupProjectReferences: [OWN_REFERENCE],
    },
  },
  {
    title: 'a variable group of a Key Vault',
    send: client =>
      client.variableGroups.create({
        ...group,
        variables: {
          'api-key': { value: null, isSecret: true, enabled: true },
        },
        keyVault: { vault: 'kv-churn', serviceConnectionId: 'e1' },
      }),
    method: 'POST',
    path: `${IN_COLLECTION}/distributedtask/variablegroups`,
    version: '7.1',
    body: {
      type: 'AzureKeyVault',
      providerData: { vault: 'kv-churn', serviceEndpointId: 'e1' },
      name: 'values',
      description: 'Values',
      variables: { 'api-key': { value: null, isSecret: true, enabled: true } },
      variableGroupProjectReferences: [OWN_REFERENCE],
    },
  },
  {
    title: 'pipeline permissions of an agent queue',
    send: client =>
      client.pipelinePermissions.update({
        project,
        type: 'queue',
        id: '9',
        pipelines: [{ id: 3, authorized: true }],
        closeToOtherPipelines: false,
      }),
    method: 'PATCH',
    path: `${IN_PROJECT}/pipelines/pipelinepermissions/queue/9`,
    version: '7.1-preview.1',
    body: {
      resource: { type: 'queue', id: '9' },
      pipelines: [{ id: 3, authorized: true }],
    },
  },
  {
    title: 'pipeline permissions, closed to all other pipelines',
    send: client =>
      client.pipelinePermissions.update({
        project,
        type: 'environment',
        id: '7',
        pipelines: [],
        closeToOtherPipelines: true,
      }),
    method: 'PATCH',
    path: `${IN_PROJECT}/pipelines/pipelinepermissions/environment/7`,
    version: '7.1-preview.1',
    body: {
      resource: { type: 'environment', id: '7' },
      pipelines: [],
      allPipelines: { authorized: false },
    },
  },
];

describe('what is sent for', () => {
  it.each(WRITES)('$title', async write => {
    await expect(expectWrite(server, write)).resolves.toBeUndefined();
  });
});
