import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import type { ServiceEndpoint } from 'azure-devops-node-api/interfaces/ServiceEndpointInterfaces';
import { createProject } from '../testing/createProject';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

describe('azure-devops-node-api: service endpoints', () => {
  const context = withAzureDevOps();
  let projectId: string;

  beforeAll(async () => {
    const core = await context.connect().getCoreApi();
    projectId = (await core.getProject(project)).id ?? '';
  });

  const endpoint = (name: string): ServiceEndpoint => ({
    name,
    type: 'generic',
    url: 'https://registry.contoso.example/',
    authorization: {
      scheme: 'UsernamePassword',
      parameters: { username: 'dana', password: 'hush' },
    },
    serviceEndpointProjectReferences: [
      { name, projectReference: { id: projectId, name: project } },
    ],
  });

  it('creates, reads, changes, lists and deletes a service connection, and keeps its password to itself', async () => {
    const api = await context.connect().getServiceEndpointApi();
    const created = await api.createServiceEndpoint(endpoint('registry'));
    const id = created.id ?? '';
    const found = await api.getServiceEndpointDetails(project, id);
    expect(found).toMatchObject({ name: 'registry', type: 'generic' });
    expect(JSON.stringify(found)).not.toContain('hush');
    await api.updateServiceEndpoint(
      { ...found, url: 'https://other.contoso.example/' },
      id,
    );
    const second = await api.createServiceEndpoint(endpoint('second'));
    expect(
      (await api.getServiceEndpoints(project)).map(({ name, url }) => [
        name,
        url,
      ]),
    ).toEqual([
      ['registry', 'https://other.contoso.example/'],
      ['second', 'https://registry.contoso.example/'],
    ]);
    expect(
      (await api.getServiceEndpointsByNames(project, ['second'])).map(
        one => one.id,
      ),
    ).toEqual([second.id]);
    expect(
      (await api.getServiceEndpoints(project, undefined, undefined, [id])).map(
        ({ name }) => name,
      ),
    ).toEqual(['registry']);
    await api.deleteServiceEndpoint(id, [projectId]);
    expect(
      (await api.getServiceEndpoints(project)).map(({ name }) => name),
    ).toEqual(['second']);
    expect(await api.getServiceEndpointDetails(project, id)).toBeNull();
  });

  it('shares a connection with another project', async () => {
    const connection = context.connect();
    const otherId = await createProject(connection, 'sharing');
    const api = await connection.getServiceEndpointApi();
    const { id = '' } = await api.createServiceEndpoint(endpoint('shared'));
    await api.shareServiceEndpoint(
      [
        {
          name: 'shared-there',
          projectReference: { id: otherId, name: 'sharing' },
        },
      ],
      id,
    );
    expect(
      (await api.getServiceEndpoints('sharing')).map(({ name }) => name),
    ).toEqual(['shared-there']);
  });

  it('refuses a second connection of the name, an unknown type and a token that only reads', async () => {
    const api = await context.connect().getServiceEndpointApi();
    await api.createServiceEndpoint(endpoint('twice'));
    await expect(api.createServiceEndpoint(endpoint('twice'))).rejects.toThrow(
      'twice',
    );
    await expect(
      api.createServiceEndpoint({ ...endpoint('tea'), type: 'teapot' }),
    ).rejects.toMatchObject({ statusCode: 400 });
    const reader = await context.connect(readOnlyToken).getServiceEndpointApi();
    await expect(
      reader.createServiceEndpoint(endpoint('never')),
    ).rejects.toMatchObject({ statusCode: 403 });
  });

  it('reads the types of connections', async () => {
    const api = await context.connect().getServiceEndpointApi();
    expect(
      (await api.getServiceEndpointTypes('azurerm')).map(({ name }) => name),
    ).toEqual(['azurerm']);
  });
});
