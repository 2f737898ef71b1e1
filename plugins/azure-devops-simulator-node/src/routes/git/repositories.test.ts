import { createRepositoryWith } from '../../testing/pushFiles';
import { withSimulator } from '../../testing/withSimulator';

const all = 'machine-learning/_apis/git/repositories';

describe('Git repositories', () => {
  const context = withSimulator();

  it('creates a repository that can be found by name, by id, and in the list', async () => {
    const created = await context.rest.post(all, { name: 'churn' });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      name: 'churn',
      size: 0,
      project: { name: 'machine-learning', state: 'wellFormed' },
    });
    expect(created.body.webUrl).toBe(
      `${context.simulator.organizationUrl()}/machine-learning/_git/churn`,
    );
    expect((await context.rest.get(`${all}/CHURN`)).body.id).toBe(
      created.body.id,
    );
    expect(
      (await context.rest.get(`_apis/git/repositories/${created.body.id}`)).body
        .name,
    ).toBe('churn');
    const list = await context.rest.get(all);
    expect(list.body.count).toBe(list.body.value.length);
    expect(list.body.value.map(({ name }: { name: string }) => name)).toContain(
      'churn',
    );
  });

  it('takes a project in the body, by id', async () => {
    const project = await context.rest.get('_apis/projects/machine-learning');
    const created = await context.rest.post('_apis/git/repositories', {
      name: 'by-body',
      project: { id: project.body.id },
    });
    expect(created.status).toBe(201);
  });

  it('refuses a name that is taken, whatever its case', async () => {
    await context.rest.post(all, { name: 'taken' });
    const answer = await context.rest.post(all, { name: 'Taken' });
    expect(answer.status).toBe(409);
    expect(answer.body.message).toContain('TF400948');
  });

  it('gives a name to one of two requests that come at the same time', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() => context.rest.post(all, { name: 'race' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it.each([
    ['', 'empty'],
    ['a/b', '/'],
    ['_hidden', 'underscore'],
    ['ends.', 'period'],
    ['x'.repeat(65), '64'],
    ['con', 'reserved'],
  ])('refuses the name "%s"', async (name, reason) => {
    const answer = await context.rest.post(all, { name });
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(reason);
  });

  it('renames a repository, and its address with it', async () => {
    const { body } = await context.rest.post(all, { name: 'old-name' });
    const changed = await context.rest.patch(`${all}/${body.id}`, {
      name: 'new-name',
    });
    expect(changed.body.remoteUrl).toMatch(/_git\/new-name$/);
    expect((await context.rest.get(`${all}/old-name`)).status).toBe(404);
  });

  it('changes the default branch only to the full name of one that exists', async () => {
    const { id, commit } = await createRepositoryWith(context, 'branches', {
      'a.txt': 'a',
    });
    for (const name of ['refs/heads/nowhere', 'main', 'HEAD', commit]) {
      const answer = await context.rest.patch(`${all}/${id}`, {
        defaultBranch: name,
      });
      expect([name, answer.status]).toEqual([name, 404]);
    }
    expect((await context.rest.get(`${all}/${id}`)).body.defaultBranch).toBe(
      'refs/heads/main',
    );
  });

  it('answers an error to a path that leaves the repository', async () => {
    const { id } = await createRepositoryWith(context, 'inside', {
      'a.txt': 'a',
    });
    for (const query of [
      'items?path=/../a.txt',
      'commits?searchCriteria.itemPath=/../a.txt',
      'commits?searchCriteria.itemPath=%00',
      'items?path=/a.txt&versionType=constructor&version=HEAD',
    ]) {
      const { status } = await context.rest.get(`${all}/${id}/${query}`);
      expect([query, status >= 400 && status < 500]).toEqual([query, true]);
    }
  });

  it('deletes a repository', async () => {
    const { body } = await context.rest.post(all, { name: 'short-lived' });
    expect((await context.rest.delete(`${all}/${body.id}`)).status).toBe(204);
    const answer = await context.rest.get(`${all}/${body.id}`);
    expect(answer.status).toBe(404);
    expect(answer.body.message).toContain('TF401019');
  });
});

describe('what is in a repository', () => {
  const context = withSimulator();
  const one = `${all}/content`;
  let commit: string;

  beforeAll(async () => {
    ({ commit } = await createRepositoryWith(context, 'content', {
      'README.md': '# Content\n',
      'docs/index.md': 'Welcome\n',
      'docs/deep/note.md': 'Note\n',
      'data/raw.bin': Uint8Array.from([0, 1, 2, 3]),
      '[draft] (1).txt': 'odd name\n',
    }));
  });

  it('gives a file as text to whoever takes anything', async () => {
    const answer = await context.rest.get(`${one}/items?path=/README.md`, {
      headers: { accept: '*/*' },
    });
    expect(answer.text).toBe('# Content\n');
    expect(answer.headers.get('content-type')).toContain('text/plain');
  });

  it('gives a file as JSON, with content on request', async () => {
    const answer = await context.rest.get(
      `${one}/items?path=/README.md&includeContent=true`,
    );
    expect(answer.body).toMatchObject({
      path: '/README.md',
      gitObjectType: 'blob',
      commitId: commit,
      content: '# Content\n',
    });
  });

  it('finds a file whose name looks like a pattern', async () => {
    const answer = await context.rest.get(
      `${one}/items?path=${encodeURIComponent('/[draft] (1).txt')}`,
      { headers: { accept: 'text/plain' } },
    );
    expect(answer.text).toBe('odd name\n');
  });

  it.each([
    ['none', ['/docs']],
    ['oneLevel', ['/docs', '/docs/deep', '/docs/index.md']],
    ['full', ['/docs', '/docs/deep', '/docs/deep/note.md', '/docs/index.md']],
  ])('lists a folder with recursion level %s', async (level, expected) => {
    const { body } = await context.rest.get(
      `${one}/items?scopePath=/docs&recursionLevel=${level}`,
    );
    expect(body.value.map(({ path }: { path: string }) => path)).toEqual(
      expected,
    );
    expect(body.value[0].isFolder).toBe(true);
  });

  it('lists the whole repository', async () => {
    const { body } = await context.rest.get(`${one}/items?recursionLevel=full`);
    expect(body.count).toBe(9);
  });

  it.each([
    'versionDescriptor.version=main',
    'versionDescriptor.version=main&versionDescriptor.versionType=branch',
    'version=main',
  ])('resolves %s', async query => {
    const answer = await context.rest.get(
      `${one}/items?path=/README.md&${query}`,
    );
    expect(answer.status).toBe(200);
  });

  it.each([
    'version=nowhere',
    'version=main^{tree}',
    'version=main%00',
    'versionDescriptor.version=nonsense&versionDescriptor.versionType=commit',
    'versionDescriptor.version=--help&versionDescriptor.versionType=commit',
    'versionDescriptor.version=v9&versionDescriptor.versionType=tag',
    'versionDescriptor.version=main&versionDescriptor.versionType=teapot',
  ])('says that %s is no version', async query => {
    const answer = await context.rest.get(
      `${one}/items?path=/README.md&${query}`,
    );
    expect(answer.status).toBe(404);
    expect(answer.body.message).toContain('TF401175');
  });

  it('resolves a commit', async () => {
    const query = `versionDescriptor.version=${commit}&versionDescriptor.versionType=commit`;
    expect(
      (await context.rest.get(`${one}/items?path=/README.md&${query}`)).status,
    ).toBe(200);
  });

  it('says that a file does not exist', async () => {
    const answer = await context.rest.get(`${one}/items?path=/nowhere.txt`);
    expect(answer.status).toBe(404);
    expect(answer.body.message).toContain('TF401174');
  });

  it('refuses a path that leaves the repository', async () => {
    expect(
      (await context.rest.get(`${one}/items?path=/docs/../../secret`)).status,
    ).toBe(400);
  });

  it('says that an empty repository has no branches', async () => {
    await context.rest.post(all, { name: 'empty' });
    const answer = await context.rest.get(`${all}/empty/items?path=/README.md`);
    expect(answer.status).toBe(404);
    expect(answer.body.message).toContain('VS403403');
  });

  it('shows commits, one commit with its whole message, and its tree', async () => {
    const commits = await context.rest.get(
      `${one}/commits?searchCriteria.itemVersion.version=main&$top=1`,
    );
    expect(commits.body.value[0]).toMatchObject({
      commitId: commit,
      comment: 'Start',
    });
    const single = await context.rest.get(`${one}/commits/${commit}`);
    expect(single.body.parents).toEqual([]);
    const tree = await context.rest.get(`${one}/trees/${single.body.treeId}`);
    expect(
      tree.body.treeEntries.map(
        ({ relativePath }: { relativePath: string }) => relativePath,
      ),
    ).toContain('docs');
  });

  it('creates a branch, notices a stale update, and deletes the branch', async () => {
    const none = '0'.repeat(40);
    const update = (oldObjectId: string, newObjectId: string) =>
      context.rest.post(`${one}/refs`, [
        { name: 'refs/heads/topic', oldObjectId, newObjectId },
      ]);
    expect((await update(none, commit)).body.value[0]).toMatchObject({
      success: true,
      updateStatus: 'succeeded',
    });
    expect((await update(none, commit)).body.value[0]).toMatchObject({
      success: false,
      updateStatus: 'staleOldObjectId',
    });
    const refs = await context.rest.get(`${one}/refs?filter=heads/topic`);
    expect(refs.body.value[0].creator.displayName).toBe('Dana Scientist');
    expect((await update(commit, none)).body.value[0].success).toBe(true);
    expect(
      (await context.rest.get(`${one}/refs?filter=heads/topic`)).body.count,
    ).toBe(0);
  });

  it('pages through a list with continuation tokens', async () => {
    await context.rest.post(`${one}/refs`, [
      {
        name: 'refs/heads/second',
        oldObjectId: '0'.repeat(40),
        newObjectId: commit,
      },
    ]);
    const first = await context.rest.get(`${one}/refs?$top=1`);
    const token = first.headers.get('x-ms-continuationtoken');
    const second = await context.rest.get(
      `${one}/refs?$top=1&continuationToken=${token}`,
    );
    expect([first.body.value[0].name, second.body.value[0].name]).toEqual([
      'refs/heads/main',
      'refs/heads/second',
    ]);
    expect(second.headers.get('x-ms-continuationtoken')).toBeNull();
  });
});
