import { GitWorkspace, withToken } from '../../testing/GitWorkspace';
import { createRepositoryWith } from '../../testing/pushFiles';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

describe('pull requests', () => {
  const context = withSimulator();
  let number = 0;

  /** A repository with main and a branch topic that changes other files than main has since. */
  async function repositoryWithTopic(files: Readonly<Record<string, string>>) {
    const repository = await createRepositoryWith(
      context,
      `pull-requests-${++number}`,
      { 'README.md': 'One\n', 'LICENSE.md': 'Free\n' },
    );
    const workspace = await GitWorkspace.clone(
      withToken(repository.url, context.simulator.token),
    );
    await workspace.git('checkout', '--quiet', '-b', 'topic');
    for (const [path, content] of Object.entries(files)) {
      await workspace.write(path, content);
    }
    const topic = await workspace.commit('Topic');
    await workspace.git('checkout', '--quiet', 'main');
    await workspace.write('README.md', 'Two\n');
    const main = await workspace.commit('Main');
    await workspace.git('push', '--quiet', 'origin', 'main', 'topic');
    await workspace.remove();
    const path = `machine-learning/_apis/git/repositories/${repository.id}`;
    return { ...repository, path, topic, main };
  }

  const create = (path: string, extra: object = {}) =>
    context.rest.post(`${path}/pullrequests`, {
      sourceRefName: 'refs/heads/topic',
      targetRefName: 'refs/heads/main',
      title: 'Add a file',
      ...extra,
    });
  const complete = (path: string, body: Json, completionOptions: object) =>
    context.rest.patch(`${path}/pullrequests/${body.pullRequestId}`, {
      status: 'completed',
      lastMergeSourceCommit: body.lastMergeSourceCommit,
      completionOptions,
    });

  it('are created with the commits of their branches, and found again', async () => {
    const { path, topic, main } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    const { status, body } = await create(path, {
      description: 'Why',
      isDraft: true,
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      status: 'active',
      isDraft: true,
      description: 'Why',
      mergeStatus: 'succeeded',
      lastMergeSourceCommit: { commitId: topic },
      lastMergeTargetCommit: { commitId: main },
    });
    const { rest } = context;
    const id = body.pullRequestId;
    expect((await rest.get(`${path}/pullrequests/${id}`)).body).toEqual(body);
    const { _links: links, ...withoutLinks } = body;
    expect((await rest.get(`_apis/git/pullrequests/${id}`)).body).toEqual(
      withoutLinks,
    );
    expect(links.iterations.href).toBe(`${body.url}/iterations`);
    expect(body.lastMergeCommit.comment).toContain(`pull request ${id}`);
    const commits = await rest.get(`${path}/pullrequests/${id}/commits`);
    expect(commits.body.value.map((entry: Json) => entry.commitId)).toEqual([
      topic,
    ]);
  });

  it.each([
    ['noFastForward', 2, 'Merged PR'],
    ['squash', 1, 'Squashed'],
  ])('are merged by git with %s', async (mergeStrategy, parents, message) => {
    const { path, topic, main, url } = await repositoryWithTopic({
      'a.txt': 'a\n',
    });
    const { body } = await create(path);
    const done = await complete(path, body, {
      mergeStrategy,
      deleteSourceBranch: true,
      ...(parents === 1 && { mergeCommitMessage: 'Squashed' }),
    });
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({ status: 'completed' });
    const workspace = await GitWorkspace.clone(
      withToken(url, context.simulator.token),
    );
    try {
      expect(await workspace.git('rev-parse', 'HEAD')).toBe(
        done.body.lastMergeCommit.commitId,
      );
      const shown = await workspace.git('log', '-1', '--format=%P%n%s');
      expect(shown).toBe(
        parents === 2
          ? `${main} ${topic}\nMerged PR ${body.pullRequestId}: Add a file`
          : `${main}\nSquashed`,
      );
      expect(shown).toContain(message);
      expect(await workspace.git('ls-files')).toBe(
        'LICENSE.md\nREADME.md\na.txt',
      );
      expect(await workspace.git('branch', '--remotes')).not.toContain('topic');
    } finally {
      await workspace.remove();
    }
  });

  it('say that they conflict, and cannot be completed then', async () => {
    const { path } = await repositoryWithTopic({ 'README.md': 'Three\n' });
    const { body } = await create(path);
    expect(body.mergeStatus).toBe('conflicts');
    const refused = await complete(path, body, {});
    expect(refused.status).toBe(409);
    expect(refused.body.message).toContain('conflicts');
  });

  it('are not completed for a commit that is not the last one', async () => {
    const { path, main } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    const { body } = await create(path);
    const stale = { ...body, lastMergeSourceCommit: { commitId: main } };
    const refused = await complete(path, stale, {});
    expect(refused.status).toBe(409);
    expect(refused.body.message).toContain('TF401192');
  });

  it('are abandoned and activated again, but not once completed', async () => {
    const { path } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    const { body } = await create(path);
    const one = `${path}/pullrequests/${body.pullRequestId}`;
    const set = (status: string) => context.rest.patch(one, { status });
    const abandoned = await set('abandoned');
    expect(abandoned.body).toMatchObject({ status: 'abandoned' });
    expect(abandoned.body.closedDate).toBeTruthy();
    const active = await set('active');
    expect(active.body.status).toBe('active');
    expect(active.body.closedDate).toBeUndefined();
    await complete(path, body, {});
    const refused = await set('active');
    expect(refused.status).toBe(400);
    expect(refused.body.message).toContain('TF401181');
  });

  it('exist once for two branches, as long as they are active', async () => {
    const { path } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    const { body } = await create(path);
    const again = await create(path);
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({
      typeKey: 'GitPullRequestExistsException',
      message: expect.stringContaining('TF401179'),
    });
    const one = `${path}/pullrequests/${body.pullRequestId}`;
    await context.rest.patch(one, { status: 'abandoned' });
    expect((await create(path)).status).toBe(201);
    expect((await context.rest.patch(one, { status: 'active' })).status).toBe(
      409,
    );
  });

  it('may have nothing to merge, as on the real service', async () => {
    const { path, main } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    await context.rest.post(`${path}/refs`, [
      {
        name: 'refs/heads/same',
        oldObjectId: '0'.repeat(40),
        newObjectId: main,
      },
    ]);
    const same = await create(path, { sourceRefName: 'refs/heads/same' });
    expect(same.status).toBe(201);
    const commits = await context.rest.get(
      `${path}/pullrequests/${same.body.pullRequestId}/commits`,
    );
    expect(commits.body.value).toEqual([]);
  });

  it.each([
    ['a source that is missing', { sourceRefName: 'refs/heads/x' }, /TF401398/],
    ['a short name', { sourceRefName: 'topic' }, /TF401398/],
    ['one branch twice', { sourceRefName: 'refs/heads/main' }, /same branch/],
    ['no title', { title: '' }, /title/],
  ])('are refused with %s', async (_title, extra, message) => {
    const { path } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    const { status, body } = await create(path, extra);
    expect(status).toBe(400);
    expect(body.message).toMatch(message);
  });

  it('are listed by what is looked for', async () => {
    const { path } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    const { body } = await create(path);
    const list = async (query: string) =>
      (await context.rest.get(`${path}/pullrequests?${query}`)).body.count;
    const by = (name: string, value: string) =>
      list(`searchCriteria.${name}=${encodeURIComponent(value)}`);
    expect(await list('')).toBe(1);
    expect(await by('sourceRefName', 'refs/heads/topic')).toBe(1);
    expect(await by('targetRefName', 'refs/heads/topic')).toBe(0);
    expect(await by('creatorId', body.createdBy.id)).toBe(1);
    expect(await by('reviewerId', body.createdBy.id)).toBe(0);
    expect(await by('status', 'completed')).toBe(0);
    expect(await by('status', 'all')).toBe(1);
    const ofProject = await context.rest.get(
      `machine-learning/_apis/git/pullrequests?searchCriteria.repositoryId=${body.repository.id}`,
    );
    expect(ofProject.body.count).toBe(1);
  });

  it('have reviewers with votes', async () => {
    const { path } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    const { body } = await create(path);
    const { rest } = context;
    const id = body.createdBy.id;
    const all = `${path}/pullrequests/${body.pullRequestId}/reviewers`;
    expect((await rest.post(all, [{ id }])).body.value[0].vote).toBe(0);
    const voted = await rest.put(`${all}/${id}`, { id, vote: 10 });
    expect(voted.body).toMatchObject({ id, vote: 10 });
    expect((await rest.get(all)).body.value).toEqual([voted.body]);
    expect((await rest.get(`${all}/${id}`)).body).toEqual(voted.body);
    expect((await rest.put(`${all}/${id}`, { vote: 3 })).status).toBe(400);
    expect((await rest.put(`${all}/nobody`, { vote: 0 })).status).toBe(404);
    expect((await rest.delete(`${all}/${id}`)).status).toBe(200);
    expect((await rest.delete(`${all}/${id}`)).status).toBe(400);
  });

  it('are discussed in threads', async () => {
    const { path } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    const { body } = await create(path);
    const { rest } = context;
    const all = `${path}/pullrequests/${body.pullRequestId}/threads`;
    const thread = (
      await rest.post(all, {
        comments: [{ content: 'Why?', commentType: 1, parentCommentId: 0 }],
        status: 1,
      })
    ).body;
    expect(thread).toMatchObject({
      status: 'active',
      comments: [{ id: 1, content: 'Why?', commentType: 'text' }],
    });
    await rest.post(`${all}/${thread.id}/comments`, { content: 'So.' });
    await rest.patch(`${all}/${thread.id}`, { status: 'fixed' });
    const read = (await rest.get(all)).body.value[0];
    expect(read.status).toBe('fixed');
    expect(read.comments.map((entry: Json) => entry.content)).toEqual([
      'Why?',
      'So.',
    ]);
    expect((await rest.get(`${all}/${thread.id}`)).body).toEqual(read);
    expect((await rest.post(all, { comments: [] })).status).toBe(400);
  });

  it('carry the statuses of checks outside', async () => {
    const { path } = await repositoryWithTopic({ 'a.txt': 'a\n' });
    const { body } = await create(path);
    const { rest } = context;
    const all = `${path}/pullrequests/${body.pullRequestId}/statuses`;
    const { body: status } = await rest.post(all, {
      state: 'succeeded',
      description: 'Fine',
      context: { name: 'lint', genre: 'ci' },
    });
    expect(status).toMatchObject({
      state: 'succeeded',
      context: { name: 'lint', genre: 'ci' },
    });
    expect((await rest.get(all)).body.value).toEqual([status]);
    expect((await rest.post(all, { state: 'good' })).status).toBe(400);
  });

  it('are not found by a number that none has', async () => {
    const { status, body } = await context.rest.get(
      'machine-learning/_apis/git/pullrequests/999999',
    );
    expect(status).toBe(404);
    expect(body.message).toContain('TF401180');
  });
});
