import { createReview, ReviewUnderTest } from '../../testing/reviewUnderTest';
import { Json } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';

describe('a repository', () => {
  const context = withSimulator();
  let review: ReviewUnderTest;
  let main: string;
  let topic: string;

  beforeAll(async () => {
    review = await createReview(context, {
      main: { 'README.md': 'One\n', 'docs/a.md': 'A long enough text\n' },
      topic: { 'src/a.py': 'a\n', 'README.md': 'Two\n' },
    });
    await review.push('main', { 'b.txt': 'b\n' });
    const pullRequest = await review.read();
    main = pullRequest.lastMergeTargetCommit.commitId;
    topic = pullRequest.lastMergeSourceCommit.commitId;
  });

  const get = async (path: string): Promise<Json> =>
    (await context.rest.get(`${review.repository}/${path}`)).body;

  it('tells what differs between branches, from where they parted or as they are', async () => {
    const since = await get(
      'diffs/commits?baseVersion=main&targetVersion=topic',
    );
    expect(since).toMatchObject({
      allChangesIncluded: true,
      changeCounts: { Add: 1, Edit: 1 },
      aheadCount: 1,
      behindCount: 1,
      baseCommit: main,
      targetCommit: topic,
    });
    const pathsOf = (body: Json) =>
      body.changes.map((entry: Json) => [entry.changeType, entry.item.path]);
    expect(pathsOf(since)).toEqual([
      ['edit', '/README.md'],
      ['add', '/src'],
      ['add', '/src/a.py'],
    ]);
    const direct = await get(
      `diffs/commits?baseVersion=${main}&baseVersionType=commit&targetVersion=topic&diffCommonCommit=false&$top=2`,
    );
    expect(direct.allChangesIncluded).toBe(false);
    expect(pathsOf(direct)).toContainEqual(['delete', '/b.txt']);
  });

  it('tells what a commit changes, and what two have in common', async () => {
    const changes = await get(`commits/${topic}/changes`);
    expect(changes.changeCounts).toEqual({ Add: 1, Edit: 1 });
    const bases = await get(
      `commits/${topic}/mergebases?otherCommitId=${main}`,
    );
    expect(bases.count).toBe(1);
    const missing = await context.rest.get(
      `${review.repository}/commits/${'1'.repeat(40)}/changes`,
    );
    expect(missing.status).toBe(404);
  });

  it('compares its branches with the default one', async () => {
    const all = await get('stats/branches');
    expect(
      all.value.map((entry: Json) => [
        entry.name,
        entry.aheadCount,
        entry.behindCount,
        entry.isBaseVersion,
      ]),
    ).toEqual([
      ['main', 0, 0, true],
      ['topic', 1, 1, false],
    ]);
    expect(await get('stats/branches/topic')).toEqual(all.value[1]);
    expect(await get('stats/branches?name=topic')).toEqual(all.value[1]);
  });

  it('keeps what checks say about its commits', async () => {
    const all = `${review.repository}/commits/${main}/statuses`;
    const status = { context: { name: 'scan', genre: 'ml' } };
    await context.rest.post(all, { ...status, state: 'pending' });
    const last = await context.rest.post(all, { ...status, state: 'failed' });
    expect(last.status).toBe(201);
    expect((await context.rest.get(all)).body.count).toBe(2);
    const latest = await context.rest.get(`${all}?latestOnly=true`);
    expect(latest.body.value).toEqual([last.body]);
    const wrong = await context.rest.post(all, { ...status, state: 'good' });
    expect(wrong.status).toBe(400);
  });

  it('makes tags with a message', async () => {
    const all = `${review.repository}/annotatedtags`;
    const body = {
      name: 'v1',
      taggedObject: { objectId: main },
      message: 'The first',
    };
    const made = await context.rest.post(all, body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      name: 'refs/tags/v1',
      taggedObject: { objectId: main, objectType: 'commit' },
      taggedBy: { name: 'Dana Scientist' },
      message: 'The first',
    });
    const read = await context.rest.get(`${all}/${made.body.objectId}`);
    expect(read.body).toEqual(made.body);
    expect((await context.rest.post(all, body)).status).toBe(409);
    expect((await context.rest.get(`${all}/${main}`)).status).toBe(404);
  });

  it('finds commits by criteria in a body', async () => {
    const search = async (criteria: object) =>
      (
        await context.rest.post(`${review.repository}/commitsbatch`, criteria)
      ).body.value.map((entry: Json) => entry.commitId);
    expect(await search({ ids: [main, topic] })).toEqual([main, topic]);
    const itemVersion = { versionType: 'branch', version: 'topic' };
    const compareVersion = { versionType: 'branch', version: 'main' };
    expect(await search({ itemVersion, compareVersion })).toEqual([topic]);
    expect(await search({ itemVersion, author: 'nobody' })).toEqual([]);
    expect(await search({ itemVersion, itemPath: '/src' })).toEqual([topic]);
    expect(
      await search({ itemVersion, fromDate: '2090-01-01T00:00:00Z' }),
    ).toEqual([]);
  });

  it('describes several items at once', async () => {
    const { body } = await context.rest.post(
      `${review.repository}/itemsbatch`,
      {
        itemDescriptors: [
          {
            path: '/docs',
            versionType: 'branch',
            version: 'main',
            recursionLevel: 'full',
          },
          { path: '/README.md', versionType: 'commit', version: topic },
        ],
        includeContentMetadata: true,
      },
    );
    expect(body.value).toMatchObject([
      [{ path: '/docs' }, { path: '/docs/a.md', contentMetadata: {} }],
      [{ path: '/README.md', commitId: topic }],
    ]);
  });

  it('merges two commits on demand', async () => {
    const all = `${review.repository}/merges`;
    const { status, body } = await context.rest.post(all, {
      parents: [main, topic],
      comment: 'Together',
    });
    expect(status).toBe(201);
    const done = await context.rest.get(`${all}/${body.mergeOperationId}`);
    expect(done.body.status).toBe('completed');
    const commit = await get(
      `commits/${done.body.detailedStatus.mergeCommitId}`,
    );
    expect(commit).toMatchObject({
      comment: 'Together',
      parents: [main, topic],
    });
    const one = await context.rest.post(all, { parents: [main] });
    expect(one.status).toBe(400);
  });
});
