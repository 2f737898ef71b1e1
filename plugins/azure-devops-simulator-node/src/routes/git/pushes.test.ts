import { GitWorkspace, withToken } from '../../testing/GitWorkspace';
import { withSimulator } from '../../testing/withSimulator';

const none = '0'.repeat(40);

describe('pushes through REST', () => {
  const context = withSimulator();
  const one = 'machine-learning/_apis/git/repositories/churn';

  const push = (oldObjectId: string, changes: readonly unknown[]) =>
    context.rest.post(`${one}/pushes`, {
      refUpdates: [{ name: 'refs/heads/main', oldObjectId }],
      commits: [{ comment: 'Change', changes }],
    });

  const write = (changeType: string, path: string, content: string) => ({
    changeType,
    item: { path },
    newContent: { content, contentType: 'rawtext' },
  });

  const tip = async () =>
    (await context.rest.get(`${one}/refs?filter=heads/main`)).body.value[0]
      .objectId;

  beforeAll(async () => {
    await context.rest.post('machine-learning/_apis/git/repositories', {
      name: 'churn',
    });
    await push(none, [write('add', '/README.md', '# Churn\n')]);
  });

  it('makes the first commit and the default branch, which a clone shows', async () => {
    const repository = await context.rest.get(one);
    expect(repository.body.defaultBranch).toBe('refs/heads/main');
    const clone = await GitWorkspace.clone(
      withToken(repository.body.remoteUrl, context.simulator.token),
    );
    expect(await clone.git('log', '--format=%an %s')).toBe(
      'Dana Scientist Change',
    );
    await clone.remove();
  });

  it('adds, edits, renames and deletes files', async () => {
    const answer = await push(await tip(), [
      write('add', '/src/a.py', 'a'),
      write('edit', '/README.md', 'new'),
      {
        changeType: 'add',
        item: { path: '/bytes.bin' },
        newContent: { content: 'AAEC', contentType: 'base64encoded' },
      },
    ]);
    expect(answer.status).toBe(201);
    expect(answer.body.commits[0].comment).toBe('Change');
    await push(await tip(), [
      {
        changeType: 'rename',
        sourceServerItem: '/src/a.py',
        item: { path: '/src/b.py' },
      },
      { changeType: 'delete', item: { path: '/bytes.bin' } },
    ]);
    const { body } = await context.rest.get(`${one}/items?recursionLevel=full`);
    expect(body.value.map(({ path }: { path: string }) => path)).toEqual([
      '/',
      '/README.md',
      '/src',
      '/src/b.py',
    ]);
  });

  it('notices that somebody else was first', async () => {
    const answer = await push('1'.repeat(40), [write('add', '/x', 'x')]);
    expect(answer.status).toBe(409);
    expect(answer.body.message).toContain('TF401028');
  });

  it.each([
    ['a date that is none', { date: 'yesterday-ish' }],
    ['a name that is none', { name: '<>' }],
    ['a zero byte', { name: 'Dana\0' }],
  ])('refuses an author with %s', async (_, author) => {
    const answer = await context.rest.post(`${one}/pushes`, {
      refUpdates: [{ name: 'refs/heads/authored', oldObjectId: none }],
      commits: [
        {
          comment: 'Change',
          author: { name: 'Dana', email: 'dana@contoso.example', ...author },
          changes: [write('add', '/x', 'x')],
        },
      ],
    });
    expect(answer.status).toBe(400);
    expect(
      (await context.rest.get(`${one}/refs?filter=heads/authored`)).body.count,
    ).toBe(0);
  });

  it.each([
    ['adds what exists', [write('add', '/README.md', 'x')], 400],
    ['edits what does not exist', [write('edit', '/nowhere', 'x')], 404],
    ['leaves the repository', [write('add', '/../x', 'x')], 400],
    ['writes into .git', [write('add', '/.git/config', 'x')], 400],
    ['changes nothing', [], 400],
  ])('refuses a push that %s', async (_, changes, status) => {
    expect((await push(await tip(), changes)).status).toBe(status);
  });
});
