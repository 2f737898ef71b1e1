import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const queues = 'machine-learning/_apis/distributedtask/queues';
const pools = '_apis/distributedtask/pools';

describe('agent queues', () => {
  const context = withSimulator();
  let pool: Json;

  beforeAll(async () => {
    pool = (await context.rest.post(pools, { name: 'gpu' })).body;
  });

  it('lists a hosted and a self-hosted pool', async () => {
    const { value } = (await context.rest.get(pools)).body;
    expect(value.map((entry: Json) => [entry.name, entry.isHosted])).toEqual([
      ['Azure Pipelines', true],
      ['Default', false],
      ['gpu', false],
    ]);
  });

  it('adds the queue of a pool once, open to all pipelines, and removes it with its permissions', async () => {
    const created = await context.rest.post(
      `${queues}?authorizePipelines=true`,
      { name: 'gpu', pool: { id: pool.id } },
    );
    expect(created.body).toMatchObject({
      name: 'gpu',
      pool: { id: pool.id, name: 'gpu', isHosted: false },
    });
    const permission = `machine-learning/_apis/pipelines/pipelinepermissions/queue/${created.body.id}`;
    expect(
      (await context.rest.get(permission)).body.allPipelines.authorized,
    ).toBe(true);
    const again = await context.rest.post(queues, {
      name: 'gpu',
      pool: { id: pool.id },
    });
    expect(again.status).toBe(409);
    expect(again.body.typeKey).toBe('TaskAgentQueueExistsException');
    const one = `${queues}/${created.body.id}`;
    expect((await context.rest.delete(one)).status).toBe(204);
    expect((await context.rest.get(one)).status).toBe(404);
    expect((await context.rest.get(permission)).status).toBe(404);
  });

  it('lets pipelines in only when they are granted, unless it is told to', async () => {
    const created = await context.rest.post(queues, { pool: { id: pool.id } });
    const permission = await context.rest.get(
      `machine-learning/_apis/pipelines/pipelinepermissions/queue/${created.body.id}`,
    );
    expect(permission.body.allPipelines).toBeUndefined();
  });

  it.each([
    ['a pool that does not exist', { name: 'x', pool: { id: 4711 } }, 404],
    ['a name that cannot be used', { name: 'a/b', pool: { id: 2 } }, 400],
  ])('refuses a queue with %s', async (_, body, status) => {
    expect((await context.rest.post(queues, body)).status).toBe(status);
  });

  it('refuses a pool whose name is taken', async () => {
    const answer = await context.rest.post(pools, { name: 'GPU' });
    expect(answer.status).toBe(409);
  });
});
