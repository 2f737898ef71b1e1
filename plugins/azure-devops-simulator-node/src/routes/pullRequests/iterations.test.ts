import { createReview } from '../../testing/reviewUnderTest';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

describe('a pull request', () => {
  const context = withSimulator();

  it('has an iteration for every state of its source, with what it changes', async () => {
    const review = await createReview(context);
    await review.push('topic', { 'b.txt': 'b\n', 'README.md': 'Two\n' });
    const { rest } = context;
    const all = `${review.one}/iterations`;
    const { value } = (await rest.get(`${all}?includeCommits=true`)).body;
    expect(value).toMatchObject([
      { id: 1, reason: 'create' },
      { id: 2, reason: 'push' },
    ]);
    expect(value[1].commits).toHaveLength(2);
    const pathsOf = async (query: string) =>
      (await rest.get(`${all}/2/changes${query}`)).body.changeEntries.map(
        (entry: Json) => [entry.changeType, entry.item.path],
      );
    expect(await pathsOf('')).toEqual([
      ['edit', '/README.md'],
      ['add', '/a.txt'],
      ['add', '/b.txt'],
    ]);
    expect(await pathsOf('?$compareTo=1')).toEqual([
      ['edit', '/README.md'],
      ['add', '/b.txt'],
    ]);
    const part = await rest.get(`${all}/2/changes?$top=1`);
    expect(part.body).toMatchObject({ nextSkip: 1, nextTop: 2 });
    expect((await rest.get(`${all}/2/commits`)).body.count).toBe(2);
    expect((await rest.get(`${all}/3`)).status).toBe(404);
  });

  it('notes a forced push and another target as what they are', async () => {
    const review = await createReview(context);
    const { rest } = context;
    const { lastMergeSourceCommit, lastMergeTargetCommit } =
      await review.read();
    await review.push('other', { 'c.txt': 'c\n' });
    const other = await rest.get(
      `${review.repository}/refs?filter=heads/other`,
    );
    await rest.post(`${review.repository}/refs`, [
      {
        name: 'refs/heads/topic',
        oldObjectId: lastMergeSourceCommit.commitId,
        newObjectId: other.body.value[0].objectId,
      },
      {
        name: 'refs/heads/release',
        oldObjectId: '0'.repeat(40),
        newObjectId: lastMergeTargetCommit.commitId,
      },
    ]);
    await rest.patch(review.one, { targetRefName: 'refs/heads/release' });
    const { value } = (await rest.get(`${review.one}/iterations`)).body;
    expect(value.map((entry: Json) => entry.reason)).toEqual([
      'create',
      'forcePush',
      'retarget',
    ]);
    expect(value[2]).toMatchObject({
      oldTargetRefName: 'refs/heads/main',
      newTargetRefName: 'refs/heads/release',
    });
  });

  it.each([
    ['rebase', 1],
    ['rebaseMerge', 2],
  ])('is completed with %s by git', async (mergeStrategy, parents) => {
    const review = await createReview(context);
    await review.push('topic', { 'b.txt': 'b\n' });
    await review.push('main', { 'c.txt': 'c\n' });
    const { lastMergeTargetCommit } = await review.read();
    const done = await review.complete({ mergeStrategy });
    expect(done.status).toBe(200);
    const { rest } = context;
    const tip = done.body.lastMergeCommit.commitId;
    const commit = await rest.get(`${review.repository}/commits/${tip}`);
    expect(commit.body.parents).toHaveLength(parents);
    const history = await rest.get(
      `${review.repository}/commits?searchCriteria.itemVersion.version=main&searchCriteria.compareVersion.version=${lastMergeTargetCommit.commitId}&searchCriteria.compareVersion.versionType=commit`,
    );
    expect(history.body.value.map((entry: Json) => entry.comment)).toEqual([
      ...(parents === 2 ? [`Merged PR ${review.id}: Change`] : []),
      'Change topic',
      'Change topic',
    ]);
    const files = await rest.get(
      `${review.repository}/items?recursionLevel=full`,
    );
    expect(files.body.value.map((entry: Json) => entry.path)).toEqual([
      '/',
      '/README.md',
      '/a.txt',
      '/b.txt',
      '/c.txt',
    ]);
  });

  it('names its conflicts, and has no merge commit while there are any', async () => {
    const review = await createReview(context, {
      topic: { 'README.md': 'Topic\n' },
    });
    await review.push('main', { 'README.md': 'Main\n' });
    expect(await review.read()).toMatchObject({ mergeStatus: 'conflicts' });
    expect((await review.read()).lastMergeCommit).toBeUndefined();
    const { rest } = context;
    const { value } = (await rest.get(`${review.one}/conflicts`)).body;
    expect(value).toMatchObject([
      { conflictType: 'editEdit', conflictPath: '/README.md' },
    ]);
    expect((await rest.get(`${review.one}/conflicts/1`)).body).toEqual(
      value[0],
    );
    await review.push('topic', { 'README.md': 'Main\n' });
    expect(await review.read()).toMatchObject({ mergeStatus: 'succeeded' });
  });

  it('has labels, which are found by id and by name', async () => {
    const review = await createReview(context, {
      pullRequest: { labels: [{ name: 'model' }] },
    });
    const { rest } = context;
    const all = `${review.one}/labels`;
    const { body } = await rest.post(all, { name: 'Urgent' });
    expect(body).toMatchObject({ name: 'Urgent', active: true });
    expect((await rest.get(`${all}/urgent`)).body).toEqual(body);
    expect((await review.read()).labels).toHaveLength(2);
    expect((await rest.delete(`${all}/${body.id}`)).status).toBe(200);
    expect((await rest.get(all)).body.value).toMatchObject([{ name: 'model' }]);
    expect((await rest.get(`${all}/urgent`)).status).toBe(404);
  });

  it('is found by the commits that it brought and made', async () => {
    const review = await createReview(context);
    const { lastMergeSourceCommit } = await review.read();
    const done = await review.complete();
    const made = done.body.lastMergeCommit.commitId;
    const source = lastMergeSourceCommit.commitId;
    const { body } = await context.rest.post(
      `${review.repository}/pullrequestquery`,
      {
        queries: [
          { type: 'lastMergeCommit', items: [made, source] },
          { type: 'commit', items: [source] },
        ],
      },
    );
    expect(body.results).toMatchObject([
      { [made]: [{ pullRequestId: review.id }] },
      { [source]: [{ pullRequestId: review.id }] },
    ]);
    expect(body.results[0][source]).toBeUndefined();
  });

  it('is listed for the whole organization, and by time', async () => {
    const review = await createReview(context);
    const { rest } = context;
    const idsOf = async (query: string) =>
      (await rest.get(`_apis/git/pullrequests?${query}`)).body.value.map(
        (entry: Json) => entry.pullRequestId,
      );
    expect(await idsOf('')).toContain(review.id);
    const future = 'searchCriteria.minTime=2999-01-01T00:00:00Z';
    expect(await idsOf(future)).toEqual([]);
    const wrong = await rest.get(
      '_apis/git/pullrequests?searchCriteria.status=open',
    );
    expect(wrong.status).toBe(400);
  });

  it('has comments that change, are liked, and go', async () => {
    const review = await createReview(context);
    const { rest } = context;
    const thread = await rest.post(`${review.one}/threads`, {
      comments: [{ content: 'Why?' }],
    });
    const one = `${review.one}/threads/${thread.body.id}/comments/1`;
    await rest.patch(one, { content: 'Why not?' });
    await rest.post(`${one}/likes`, undefined);
    const { body } = await rest.get(one);
    expect(body).toMatchObject({
      content: 'Why not?',
      usersLiked: [{ displayName: 'Dana Scientist' }],
    });
    await rest.delete(one);
    expect((await rest.get(one)).body.isDeleted).toBe(true);
    expect((await rest.get(`${one}9`)).status).toBe(404);
  });
});
