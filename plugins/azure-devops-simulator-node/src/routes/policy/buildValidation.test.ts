import { createDefinition } from '../../testing/createDefinition';
import { createReview, ReviewUnderTest } from '../../testing/reviewUnderTest';
import { Json } from '../../testing/RestClient';
import { ScriptedAgent } from '../../testing/ScriptedAgent';
import { withSimulator } from '../../testing/withSimulator';
import { policyTypes } from './policyTypes';

const yaml = 'trigger: none\nsteps:\n- script: echo\n';
const builds = 'machine-learning/_apis/build/builds';

describe('a build validation', () => {
  const failing = new Set<string>();
  const context = withSimulator({
    agent: () =>
      new ScriptedAgent({
        __default: async ({ request }) =>
          Object.entries(request.variables).some(
            ([name, { value }]) =>
              name.toLowerCase() === 'build.sourcebranch' && failing.has(value),
          )
            ? 'failed'
            : undefined,
      }),
  });
  const validated = async (
    settings: object = {},
    more: {
      readonly topic?: Readonly<Record<string, string>>;
      readonly pullRequest?: object;
    } = {},
  ): Promise<ReviewUnderTest> =>
    createReview(context, {
      main: { 'ci.yml': yaml },
      ...more,
      prepare: async ({ repositoryId, protect }) => {
        const definition = await createDefinition(context, repositoryId);
        await protect(policyTypes.buildValidation, {
          buildDefinitionId: definition,
          queueOnSourceUpdateOnly: true,
          manualQueueOnly: false,
          validDuration: 0,
          ...settings,
        });
      },
    });
  const evaluationOf = async (review: ReviewUnderTest): Promise<Json> =>
    (await review.evaluations()).Build;
  const buildsOf = async (review: ReviewUnderTest): Promise<readonly Json[]> =>
    (
      await context.rest.get(
        `${builds}?repositoryId=${review.repositoryId}&repositoryType=TfsGit&queryOrder=queueTimeAscending`,
      )
    ).body.value;

  it('runs the pipeline on the merge commit, and approves when it succeeds', async () => {
    const review = await validated();
    await context.simulator.settled();
    const pullRequest = await review.read();
    const [build] = await buildsOf(review);
    expect(build).toMatchObject({
      reason: 'pullRequest',
      sourceBranch: `refs/pull/${review.id}/merge`,
      sourceVersion: pullRequest.lastMergeCommit.commitId,
      triggerInfo: { 'pr.number': String(review.id) },
    });
    expect(JSON.parse(build.parameters)).toMatchObject({
      'system.pullRequest.pullRequestId': String(review.id),
      'system.pullRequest.sourceBranch': 'refs/heads/topic',
      'system.pullRequest.targetBranch': 'refs/heads/main',
    });
    expect(await evaluationOf(review)).toMatchObject({
      status: 'approved',
      context: {
        buildId: build.id,
        isExpired: false,
        buildIsNotCurrent: false,
      },
    });
    expect((await review.complete()).body.status).toBe('completed');
  });

  it('shows the merge commit to git clients under its reference', async () => {
    const review = await validated();
    const { body } = await context.rest.get(
      `${review.repository}/refs?filter=pull/${review.id}`,
    );
    const pullRequest = await review.read();
    expect(body.value).toMatchObject([
      {
        name: `refs/pull/${review.id}/merge`,
        objectId: pullRequest.lastMergeCommit.commitId,
      },
    ]);
    const commit = await context.rest.get(
      `${review.repository}/commits/${body.value[0].objectId}`,
    );
    expect(commit.body).toMatchObject({
      comment: `Merge pull request ${review.id} from topic into main`,
      parents: [
        pullRequest.lastMergeTargetCommit.commitId,
        pullRequest.lastMergeSourceCommit.commitId,
      ],
    });
  });

  it('rejects when the build fails, and asks again on demand', async () => {
    const review = await validated({ manualQueueOnly: true });
    expect(await evaluationOf(review)).toMatchObject({ status: 'queued' });
    expect(await buildsOf(review)).toEqual([]);
    failing.add(`refs/pull/${review.id}/merge`);
    const { evaluationId } = await evaluationOf(review);
    const one = `machine-learning/_apis/policy/evaluations/${evaluationId}`;
    await context.rest.call(one, { method: 'PATCH' });
    await context.simulator.settled();
    expect(await evaluationOf(review)).toMatchObject({ status: 'rejected' });
    failing.clear();
    await context.rest.call(one, { method: 'PATCH' });
    await context.simulator.settled();
    expect((await context.rest.get(one)).body.status).toBe('approved');
    expect(await buildsOf(review)).toHaveLength(2);
  });

  it('runs again when the source moves, and when the target moves if it says so', async () => {
    const review = await validated({ queueOnSourceUpdateOnly: false });
    await review.push('topic', { 'b.txt': 'b\n' });
    expect(await buildsOf(review)).toHaveLength(2);
    const other = await validated();
    await context.simulator.settled();
    for (const each of [review, other]) {
      await pushToMain(each);
    }
    await context.simulator.settled();
    expect(await buildsOf(review)).toHaveLength(3);
    expect(await buildsOf(other)).toHaveLength(1);
    expect(await evaluationOf(other)).toMatchObject({
      status: 'approved',
      context: { buildIsNotCurrent: true, isExpired: false },
    });
  });

  /** Moves main as somebody may who bypasses policies. */
  async function pushToMain(review: ReviewUnderTest) {
    const me = await context.rest.get('_apis/connectionData');
    await context.rest.post(
      '_apis/accesscontrolentries/2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87',
      {
        token: `repoV2/${review.projectId}/${review.repositoryId}`,
        merge: true,
        accessControlEntries: [
          {
            descriptor: me.body.authenticatedUser.descriptor,
            allow: 128,
            deny: 0,
          },
        ],
      },
    );
    expect((await review.push('main', { 'c.txt': 'c\n' })).status).toBe(201);
  }

  it.each([
    [['/src/*'], 'notApplicable'],
    [['/docs/*', '!/docs/a.md'], 'notApplicable'],
    [['*.md'], 'approved'],
  ])('of the files %j is %s', async (filenamePatterns, expected) => {
    const review = await validated(
      { filenamePatterns },
      { topic: { 'docs/a.md': 'a\n' } },
    );
    await context.simulator.settled();
    expect((await evaluationOf(review)).status).toBe(expected);
  });

  it('of a draft waits until it is published', async () => {
    const review = await validated({}, { pullRequest: { isDraft: true } });
    expect(await buildsOf(review)).toEqual([]);
    await context.rest.patch(review.one, { isDraft: false });
    expect(await buildsOf(review)).toHaveLength(1);
  });

  it('completes a pull request that only waits for it', async () => {
    const review = await validated({ manualQueueOnly: true });
    const { createdBy } = await review.read();
    await context.rest.patch(review.one, {
      autoCompleteSetBy: { id: createdBy.id },
    });
    const { evaluationId } = await evaluationOf(review);
    await context.rest.call(
      `machine-learning/_apis/policy/evaluations/${evaluationId}`,
      { method: 'PATCH' },
    );
    await context.simulator.settled();
    expect((await review.read()).status).toBe('completed');
  });
});
