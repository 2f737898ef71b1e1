import { approverToken } from '../../seed/developmentTokens';
import { stableId } from '../../seed/stableId';
import { createReview, ReviewUnderTest } from '../../testing/reviewUnderTest';
import { withSimulator } from '../../testing/withSimulator';
import { policyTypes } from './policyTypes';

const ari = stableId('user', 'ari.approver@contoso.example');
const reviewers = 'Minimum number of reviewers';

describe('the policies of a branch', () => {
  const context = withSimulator();

  const statusOf = async (review: ReviewUnderTest, name: string) =>
    (await review.evaluations())[name]?.status;
  const voteOfAri = (review: ReviewUnderTest, vote: number) =>
    review.vote(vote, approverToken, ari);

  it('hold a pull request back until enough people approve, and nobody rejects', async () => {
    const review = await createReview(context);
    await review.protect(policyTypes.minimumReviewers, {
      minimumApproverCount: 1,
      creatorVoteCounts: false,
    });
    expect(await statusOf(review, reviewers)).toBe('queued');
    await review.vote(10);
    expect(await statusOf(review, reviewers)).toBe('queued');
    await voteOfAri(review, -5);
    expect(await statusOf(review, reviewers)).toBe('rejected');
    const refused = await review.complete();
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      typeKey: 'GitPullRequestUpdateRejectedByPolicyException',
      message: expect.stringContaining(reviewers),
    });
    await voteOfAri(review, 5);
    const evaluation = (await review.evaluations())[reviewers];
    expect(evaluation).toMatchObject({
      status: 'approved',
      artifactId: `vstfs:///CodeReview/CodeReviewId/${review.projectId}%2f${review.id}`,
    });
    expect(evaluation.completedDate).toBeTruthy();
    expect((await review.complete()).body.status).toBe('completed');
  });

  it('take votes back when the source branch moves, if they say so', async () => {
    const review = await createReview(context);
    await review.protect(policyTypes.minimumReviewers, {
      minimumApproverCount: 1,
      resetOnSourcePush: true,
    });
    await voteOfAri(review, 10);
    expect(await statusOf(review, reviewers)).toBe('approved');
    await review.push('topic', { 'b.txt': 'b\n' });
    expect((await review.read()).reviewers[0].vote).toBe(0);
    expect(await statusOf(review, reviewers)).toBe('queued');
  });

  it.each([
    ['the vote of the last iteration', { requireVoteOnLastIteration: true }],
    ['no vote of the last one who pushed', { blockLastPusherVote: true }],
  ])('count %s only, if they say so', async (_, settings) => {
    const review = await createReview(context);
    await review.protect(policyTypes.minimumReviewers, {
      minimumApproverCount: 1,
      creatorVoteCounts: true,
      ...settings,
    });
    await review.vote(10);
    await review.push('topic', { 'b.txt': 'b\n' });
    expect(await statusOf(review, reviewers)).toBe('queued');
    await voteOfAri(review, 10);
    expect(await statusOf(review, reviewers)).toBe('approved');
  });

  it('add the reviewers that they require, for the files that they name', async () => {
    const review = await createReview(context, {
      topic: { 'src/a.py': 'a\n' },
    });
    const required = { requiredReviewerIds: [ari] };
    await review.protect(policyTypes.requiredReviewers, {
      ...required,
      filenamePatterns: ['/docs/*'],
    });
    expect(await statusOf(review, 'Required reviewers')).toBe('notApplicable');
    expect((await review.read()).reviewers).toEqual([]);
    await review.push('topic', { 'docs/a.md': 'a\n' });
    expect((await review.read()).reviewers).toMatchObject([
      { id: ari, isRequired: true, vote: 0 },
    ]);
    expect(await statusOf(review, 'Required reviewers')).toBe('queued');
    await voteOfAri(review, 10);
    expect(await statusOf(review, 'Required reviewers')).toBe('approved');
  });

  it('take the vote of a member for the one of a group', async () => {
    const review = await createReview(context);
    const { rest } = context;
    const groups = await rest.get('_apis/graph/groups');
    const group = groups.body.value.find((entry: { displayName: string }) =>
      /Contributors/.test(entry.displayName),
    );
    const user = await rest.get(`_apis/graph/descriptors/${ari}`);
    await rest.put(
      `_apis/graph/memberships/${user.body.value}/${group.descriptor}`,
      undefined,
    );
    const key = await rest.get(`_apis/graph/storagekeys/${group.descriptor}`);
    const id: string = key.body.value;
    await review.protect(policyTypes.requiredReviewers, {
      requiredReviewerIds: [id],
    });
    const voted = await voteOfAri(review, 10);
    expect(voted.body.votedFor).toMatchObject([{ id, vote: 10 }]);
    expect(await statusOf(review, 'Required reviewers')).toBe('approved');
    const entries = (await review.read()).reviewers;
    expect(entries).toContainEqual(expect.objectContaining({ id, vote: 10 }));
  });

  it('want comments resolved, and work items, of which there are none', async () => {
    const review = await createReview(context);
    await review.protect(policyTypes.commentRequirements, {});
    await review.protect(policyTypes.workItemLinking, {});
    expect(await statusOf(review, 'Work item linking')).toBe('rejected');
    expect(await statusOf(review, 'Comment requirements')).toBe('approved');
    const threads = `${review.one}/threads`;
    const { body } = await context.rest.post(threads, {
      comments: [{ content: 'Why?' }],
      status: 'active',
    });
    expect(await statusOf(review, 'Comment requirements')).toBe('rejected');
    await context.rest.patch(`${threads}/${body.id}`, { status: 'fixed' });
    expect(await statusOf(review, 'Comment requirements')).toBe('approved');
  });

  it('wait for a status of the last iteration, and take no other', async () => {
    const review = await createReview(context);
    await review.protect(policyTypes.status, {
      statusName: 'quality',
      statusGenre: 'ml',
      invalidateOnSourceUpdate: true,
    });
    const statuses = `${review.one}/statuses`;
    const status = {
      state: 'succeeded',
      context: { name: 'quality', genre: 'ml' },
    };
    expect(await statusOf(review, 'Status')).toBe('queued');
    const refused = await context.rest.post(statuses, status);
    expect(refused.status).toBe(403);
    expect(refused.body.typeKey).toBe(
      'GitPullRequestStatusRejectedByPolicyException',
    );
    await context.rest.post(statuses, { ...status, iterationId: 1 });
    expect(await statusOf(review, 'Status')).toBe('approved');
    await review.push('topic', { 'b.txt': 'b\n' });
    expect(await statusOf(review, 'Status')).toBe('queued');
    const ofIteration = `${review.one}/iterations/2/statuses`;
    await context.rest.post(ofIteration, { ...status, state: 'failed' });
    expect(await statusOf(review, 'Status')).toBe('rejected');
    expect((await context.rest.get(ofIteration)).body.count).toBe(1);
  });

  it('say in which ways a pull request may be merged', async () => {
    const review = await createReview(context);
    await review.protect(policyTypes.mergeStrategy, { allowSquash: true });
    const refused = await review.complete({ mergeStrategy: 'noFastForward' });
    expect(refused.status).toBe(403);
    const done = await review.complete({ mergeStrategy: 'squash' });
    expect(done.body.status).toBe('completed');
  });

  it('are bypassed by those only who have the permission', async () => {
    const review = await createReview(context);
    await review.protect(policyTypes.workItemLinking, {});
    const bypass = { bypassPolicy: true, bypassReason: 'Urgent' };
    const refused = await review.complete(bypass);
    expect(refused.status).toBe(403);
    expect(refused.body.message).toContain('PullRequestBypassPolicy');
    await grant(review, 32768);
    expect((await review.complete(bypass)).body.status).toBe('completed');
  });

  /** Gives the caller a bit of the permissions of a repository. */
  async function grant(review: ReviewUnderTest, allow: number) {
    const { rest } = context;
    const me = await rest.get('_apis/connectionData');
    const { descriptor } = me.body.authenticatedUser;
    await rest.post(
      '_apis/accesscontrolentries/2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87',
      {
        token: `repoV2/${review.projectId}/${review.repositoryId}`,
        merge: true,
        accessControlEntries: [{ descriptor, allow, deny: 0 }],
      },
    );
  }

  it('complete a pull request by itself once they are satisfied', async () => {
    const review = await createReview(context);
    await review.protect(policyTypes.minimumReviewers, {
      minimumApproverCount: 1,
    });
    const { createdBy } = await review.read();
    const set = await context.rest.patch(review.one, {
      autoCompleteSetBy: { id: createdBy.id },
      completionOptions: { mergeStrategy: 'squash', deleteSourceBranch: true },
    });
    expect(set.body).toMatchObject({ status: 'active' });
    await voteOfAri(review, 10);
    expect(await review.read()).toMatchObject({
      status: 'completed',
      closedBy: { id: createdBy.id },
      completionOptions: { triggeredByAutoComplete: true },
    });
  });

  it('are asked again when they change', async () => {
    const review = await createReview(context);
    const id = await review.protect(policyTypes.minimumReviewers, {
      minimumApproverCount: 2,
    });
    await voteOfAri(review, 10);
    expect(await statusOf(review, reviewers)).toBe('queued');
    const one = `machine-learning/_apis/policy/configurations/${id}`;
    const { body } = await context.rest.get(one);
    await context.rest.put(one, {
      ...body,
      settings: { ...body.settings, minimumApproverCount: 1 },
    });
    expect(await statusOf(review, reviewers)).toBe('approved');
    await context.rest.delete(one);
    expect(await review.evaluations()).toEqual({});
  });

  it('let nobody vote for somebody else, or on a draft', async () => {
    const review = await createReview(context, {
      pullRequest: { isDraft: true },
    });
    const forAri = await review.vote(10, undefined, ari);
    expect(forAri.status).toBe(403);
    const draft = await review.vote(10);
    expect(draft.status).toBe(400);
    expect((await review.complete()).status).toBe(400);
    await context.rest.patch(review.one, { isDraft: false });
    expect((await review.vote(10)).status).toBe(200);
  });

  it.each(['nonsense', 'vstfs:///CodeReview/CodeReviewId/x/1'])(
    'are asked about pull requests only, not about %s',
    async artifact => {
      const { rest } = context;
      const all = 'machine-learning/_apis/policy/evaluations';
      const answer = await rest.get(
        `${all}?artifactId=${encodeURIComponent(artifact)}`,
      );
      expect(answer.status).toBe(400);
      const none = await rest.get(`${all}/${stableId('none')}`);
      expect(none.status).toBe(404);
    },
  );
});
