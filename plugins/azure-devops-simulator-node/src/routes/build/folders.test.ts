import { createRepositoryWith } from '../../testing/pushFiles';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

const folders = 'machine-learning/_apis/build/folders';
const definitions = 'machine-learning/_apis/build/definitions';

describe('folders, queues and variables of pipelines', () => {
  const context = withSimulator();
  let repositoryId: string;

  const at = (path: string) => `${folders}?path=${encodeURIComponent(path)}`;
  const definition = (more: object) => ({
    name: 'train',
    path: '\\churn',
    process: { yamlFilename: 'train.yml' },
    repository: { id: repositoryId, type: 'TfsGit' },
    ...more,
  });

  beforeAll(async () => {
    repositoryId = (
      await createRepositoryWith(context, 'churn', { 'train.yml': 'steps: []' })
    ).id;
  });

  it('creates a folder once', async () => {
    const created = await context.rest.put(at('\\once'), {
      description: 'Once',
    });
    expect(created.body).toMatchObject({ path: '\\once', description: 'Once' });
    const again = await context.rest.put(at('\\ONCE'), {
      description: 'Twice',
    });
    expect(again.status).toBe(409);
    expect(again.body.typeKey).toBe('FolderExistsException');
  });

  it('changes the description of a folder', async () => {
    const changed = await context.rest.post(at('\\once'), {
      path: '\\once',
      description: 'Changed',
    });
    expect(changed.body.description).toBe('Changed');
  });

  it.each([
    ['change', 'POST', '\\nowhere', 404],
    ['delete', 'DELETE', '\\nowhere', 404],
    ['delete', 'DELETE', '\\', 400],
    ['create', 'PUT', '\\a:b', 400],
  ])('does not %s (%s) the folder %s', async (_, method, path, status) => {
    const answer = await context.rest.call(at(path), {
      method,
      ...(method !== 'DELETE' && { body: { path } }),
    });
    expect(answer.status).toBe(status);
  });

  it('deletes a folder with the pipelines in it', async () => {
    const created = await context.rest.post(
      definitions,
      definition({ path: '\\gone\\below' }),
    );
    expect((await context.rest.delete(at('\\gone'))).status).toBe(204);
    const one = `${definitions}/${created.body.id}`;
    expect((await context.rest.get(one)).status).toBe(404);
    const listed = (await context.rest.get(folders)).body.value;
    expect(listed.map((folder: Json) => folder.path)).not.toContain('\\gone');
  });

  it('keeps the queue and the secret of a definition when an update leaves them out', async () => {
    const created = await context.rest.post(
      definitions,
      definition({
        queue: { name: 'Default' },
        variables: { key: { value: 'hunter2', isSecret: true } },
      }),
    );
    expect(created.text).not.toContain('hunter2');
    expect(created.body.queue).toMatchObject({
      name: 'Default',
      pool: { name: 'Default', isHosted: false },
    });
    const { queue, ...rest } = created.body;
    const changed = await context.rest.put(
      `${definitions}/${created.body.id}`,
      rest,
    );
    expect(changed.body.queue).toEqual(queue);
    expect(changed.body.variables.key).toEqual({ value: null, isSecret: true });
  });
});
