import { withSimulator } from '../../testing/withSimulator';

const resources = 'machine-learning/_apis/build/authorizedresources';

describe('authorized resources', () => {
  const context = withSimulator();

  async function environment(name: string): Promise<string> {
    const { body } = await context.rest.post(
      'machine-learning/_apis/distributedtask/environments',
      { name },
    );
    return String(body.id);
  }

  const authorize = (id: string, authorized: boolean) =>
    context.rest.patch(resources, [{ type: 'environment', id, authorized }]);

  it('are those that every pipeline may use, which the pipeline permissions show as well', async () => {
    const { rest } = context;
    const [dev, prod] = [await environment('dev'), await environment('prod')];
    await authorize(dev, true);
    expect((await authorize(prod, true)).body.value).toEqual([
      { type: 'environment', id: dev, authorized: true },
      { type: 'environment', id: prod, authorized: true },
    ]);
    const one = await rest.get(`${resources}?type=environment&id=${prod}`);
    expect(one.body.count).toBe(1);
    const permissions = `machine-learning/_apis/pipelines/pipelinepermissions/environment/${prod}`;
    expect((await rest.get(permissions)).body.allPipelines.authorized).toBe(
      true,
    );
    await authorize(prod, false);
    expect((await rest.get(permissions)).body.allPipelines).toBeUndefined();
    expect((await rest.get(`${resources}?type=queue`)).body.value).toEqual([]);
  });

  it('are refused if they do not exist or are none', async () => {
    expect((await authorize('999', true)).status).toBe(404);
    const odd = [{ type: 'planet', id: '1', authorized: true }];
    expect((await context.rest.patch(resources, odd)).status).toBe(400);
    expect((await context.rest.patch(resources, ['dev'])).status).toBe(400);
  });
});
