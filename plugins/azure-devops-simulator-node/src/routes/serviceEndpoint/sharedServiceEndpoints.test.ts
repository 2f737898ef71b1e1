import { azureConnection } from '../../testing/azureConnection';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const written = '_apis/serviceendpoint/endpoints';
const read = `machine-learning/${written}`;

describe('service connections among projects, checks and each other', () => {
  const context = withSimulator();
  let projectId: string;

  const create = async (name: string): Promise<Json> => {
    const answer = await context.rest.post(
      written,
      azureConnection(projectId, name),
    );
    expect(answer.status).toBe(200);
    return answer.body;
  };

  beforeAll(async () => {
    projectId = (await context.rest.get('_apis/projects/machine-learning')).body
      .id;
  });

  it('shares a connection with another project and takes it away again', async () => {
    const created = await create('shared');
    const other = await createProject('sharing');
    const shared = await context.rest.patch(`${written}/${created.id}`, [
      { projectReference: { id: other }, name: 'shared elsewhere' },
    ]);
    expect(shared.status).toBe(204);
    const elsewhere = await context.rest.get(
      `sharing/${written}/${created.id}`,
    );
    expect(elsewhere.body).toMatchObject({
      name: 'shared elsewhere',
      isShared: true,
    });
    const removed = await context.rest.delete(
      `${written}/${created.id}?projectIds=${other}`,
    );
    expect(removed.status).toBe(204);
    expect(
      (await context.rest.get(`sharing/${written}/${created.id}`)).body,
    ).toBeNull();
    expect(
      (await context.rest.get(`${read}/${created.id}`)).body.isShared,
    ).toBe(false);
  });

  async function createProject(name: string): Promise<string> {
    const operation = await context.rest.post('_apis/projects', { name });
    for (let status = ''; status !== 'succeeded'; ) {
      ({ status } = (
        await context.rest.get(`_apis/operations/${operation.body.id}`)
      ).body);
    }
    return (await context.rest.get(`_apis/projects/${name}`)).body.id;
  }

  it('changes several connections at once, or none', async () => {
    await create('taken');
    const [first, second] = [await create('first'), await create('second')];
    const renamed = (endpoint: Json, name: string) => ({
      ...endpoint,
      name,
      serviceEndpointProjectReferences: [
        { projectReference: { id: projectId }, name },
      ],
    });
    const failed = await context.rest.put(written, [
      renamed(first, 'one'),
      renamed(second, 'taken'),
    ]);
    expect(failed.status).toBe(500);
    expect((await context.rest.get(`${read}/${first.id}`)).body.name).toBe(
      'first',
    );
    const changed = await context.rest.put(written, [
      renamed(first, 'one'),
      renamed(second, 'two'),
    ]);
    expect(changed.body.value.map((entry: Json) => entry.name)).toEqual([
      'one',
      'two',
    ]);
    expect(
      changed.body.value[0].authorization.parameters
        .workloadIdentityFederationSubject,
    ).toBe('sc://contoso/machine-learning/one');
  });

  it('forgets checks and permissions with their connection', async () => {
    const { id } = await create('gone');
    const configurations =
      'machine-learning/_apis/pipelines/checks/configurations';
    const check = await context.rest.post(configurations, {
      type: { name: 'ExclusiveLock' },
      settings: {},
      resource: { type: 'endpoint', id },
    });
    expect(check.body.resource).toEqual({ type: 'endpoint', id, name: 'gone' });
    const permission = `machine-learning/_apis/pipelines/pipelinepermissions/endpoint/${id}`;
    await context.rest.patch(permission, {
      allPipelines: { authorized: true },
    });
    const removed = await context.rest.delete(
      `${written}/${id}?projectIds=${projectId}`,
    );
    expect(removed.status).toBe(204);
    expect((await context.rest.get(permission)).status).toBe(404);
    const left = await context.rest.get(
      `${configurations}?resourceType=endpoint&resourceId=${id}`,
    );
    expect(left.body.count).toBe(0);
  });
});
