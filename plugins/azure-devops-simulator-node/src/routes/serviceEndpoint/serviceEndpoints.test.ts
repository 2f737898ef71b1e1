import { azureConnection } from '../../testing/azureConnection';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const written = '_apis/serviceendpoint/endpoints';
const read = `machine-learning/${written}`;
const tenant = 'a-tenant';

describe('service connections', () => {
  const context = withSimulator();
  let projectId: string;

  const body = (name: string, more: object = {}) =>
    azureConnection(projectId, name, more);

  const create = async (
    name: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<Json> => {
    const answer = await context.rest.post(written, body(name, more));
    expect(answer.status).toBe(200);
    return answer.body;
  };

  beforeAll(async () => {
    projectId = (await context.rest.get('_apis/projects/machine-learning')).body
      .id;
  });

  it('tells issuer and subject of a federated connection', async () => {
    const created = await create('azure-dev');
    const { instanceId } = (await context.rest.get('_apis/connectionData'))
      .body;
    expect(created).toMatchObject({
      name: 'azure-dev',
      type: 'azurerm',
      description: 'To Azure',
      owner: 'library',
      isReady: true,
      isShared: false,
      operationStatus: { state: 'Ready' },
      data: { creationMode: 'Manual', subscriptionId: 'a-subscription' },
      authorization: {
        scheme: 'WorkloadIdentityFederation',
        parameters: {
          tenantid: tenant,
          serviceprincipalid: 'an-application',
          workloadIdentityFederationSubject:
            'sc://contoso/machine-learning/azure-dev',
          workloadIdentityFederationIssuer: `https://vstoken.dev.azure.com/${instanceId}`,
        },
      },
    });
    const found = await context.rest.get(`${read}/${created.id}`);
    expect(found.body).toEqual(created);
  });

  it('makes the service principal of an automatic connection by the next look', async () => {
    const created = await create('azure-automatic', {
      authorization: {
        scheme: 'WorkloadIdentityFederation',
        parameters: { tenantid: tenant },
      },
      data: { ...body('').data, creationMode: 'Automatic' },
    });
    expect(created.isReady).toBe(false);
    expect(created.operationStatus.state).toBe('InProgress');
    const ready = (await context.rest.get(`${read}/${created.id}`)).body;
    expect(ready.isReady).toBe(true);
    expect(ready.operationStatus.state).toBe('Ready');
    expect(ready.authorization.parameters.serviceprincipalid).toMatch(
      /^[0-9a-f-]{36}$/,
    );
    const again = (await context.rest.get(`${read}/${created.id}`)).body;
    expect(again).toEqual(ready);
  });

  const secretConnection = () => ({
    authorization: {
      scheme: 'ServicePrincipal',
      parameters: {
        tenantid: tenant,
        serviceprincipalid: 'an-application',
        authenticationType: 'spnKey',
        serviceprincipalkey: 'hunter2',
      },
    },
  });

  it('never gives a secret back, and keeps it when an update leaves it out', async () => {
    const created = await create('azure-secret', secretConnection());
    const one = `${read}/${created.id}`;
    const found = await context.rest.get(one);
    expect(found.text).not.toContain('hunter2');
    expect(found.body.authorization.parameters).toMatchObject({
      serviceprincipalkey: null,
      authenticationType: 'spnKey',
    });
    const updated = await context.rest.put(`${written}/${created.id}`, {
      ...found.body,
      description: 'Changed',
      serviceEndpointProjectReferences: [
        {
          ...found.body.serviceEndpointProjectReferences[0],
          description: 'Changed',
        },
      ],
    });
    expect(updated.status).toBe(200);
    expect(updated.body.description).toBe('Changed');
    const listed = await context.rest.get(`${read}?type=azurerm`);
    expect(listed.text).not.toContain('hunter2');
  });

  it('knows a container registry with user name and password', async () => {
    const created = await create('registry', {
      type: 'dockerregistry',
      url: 'https://registry.example/',
      authorization: {
        scheme: 'UsernamePassword',
        parameters: {
          username: 'robot',
          password: 'hunter2',
          registry: 'https://registry.example/',
        },
      },
      data: { registrytype: 'Others' },
    });
    expect(created.authorization.parameters).toEqual({
      username: 'robot',
      password: null,
      registry: 'https://registry.example/',
    });
  });

  it('filters by name, type, scheme, id and owner', async () => {
    const named = await context.rest.get(`${read}?endpointNames=AZURE-DEV`);
    expect(named.body.value.map((entry: Json) => entry.name)).toEqual([
      'azure-dev',
    ]);
    const { id } = named.body.value[0];
    const count = async (query: string) =>
      (await context.rest.get(`${read}?${query}`)).body.count;
    expect(await count('type=dockerregistry')).toBe(1);
    expect(await count('authSchemes=UsernamePassword')).toBe(1);
    expect(await count(`endpointIds=${id}&includeFailed=true`)).toBe(1);
    expect(await count('owner=agentcloud')).toBe(0);
    expect(await count('owner=library&endpointNames=registry,azure-dev')).toBe(
      2,
    );
  });

  it('refuses a name that is taken, without regard to case', async () => {
    const answer = await context.rest.post(written, body('Azure-DEV'));
    expect(answer.status).toBe(500);
    expect(answer.body.typeKey).toBe('DuplicateServiceConnectionException');
  });

  it.each([
    ['an unknown type', { type: 'teapot' }],
    ['an unknown scheme', { authorization: { scheme: 'Handshake' } }],
    ['no project', { serviceEndpointProjectReferences: [] }],
    [
      'no address',
      { type: 'generic', authorization: { scheme: 'None' }, url: 'x' },
    ],
    ['no subscription', { data: { creationMode: 'Manual' } }],
    ['an unknown creation mode', { data: { creationMode: 'Magic' } }],
    [
      'no tenant',
      { authorization: { scheme: 'ManagedServiceIdentity', parameters: {} } },
    ],
    [
      'no key',
      {
        authorization: {
          scheme: 'ServicePrincipal',
          parameters: { tenantid: tenant, serviceprincipalid: 'a' },
        },
      },
    ],
  ])('refuses a connection with %s', async (_, more) => {
    const answer = await context.rest.post(written, body('refused', more));
    expect(answer.status).toBe(400);
    const listed = await context.rest.get(`${read}?endpointNames=refused`);
    expect(listed.body.count).toBe(0);
  });

  it('answers null for a connection that does not exist', async () => {
    const answer = await context.rest.get(
      `${read}/00000000-0000-0000-0000-000000000000`,
    );
    expect(answer.status).toBe(200);
    expect(answer.body).toBeNull();
  });

  it('describes the types with their schemes', async () => {
    const { body: types } = await context.rest.get(
      '_apis/serviceendpoint/types?type=azurerm',
    );
    expect(
      types.value[0].authenticationSchemes.map((entry: Json) => entry.scheme),
    ).toEqual([
      'WorkloadIdentityFederation',
      'ServicePrincipal',
      'ManagedServiceIdentity',
    ]);
  });

  it.each([
    ['an update', 'PUT'],
    ['a removal', 'DELETE'],
  ])('refuses %s of a connection that does not exist', async (_, method) => {
    const answer = await context.rest.call(
      `${written}/00000000-0000-0000-0000-000000000000?projectIds=${projectId}`,
      { method, ...(method === 'PUT' && { body: body('nothing') }) },
    );
    expect(answer.status).toBe(404);
  });
});
