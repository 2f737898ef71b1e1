import { approverToken } from '../../seed/developmentTokens';
import { GitWorkspace, withToken } from '../../testing/GitWorkspace';
import { createReview, ReviewUnderTest } from '../../testing/reviewUnderTest';
import { withSimulator } from '../../testing/withSimulator';
import { policyTypes } from './policyTypes';

const noObject = '0'.repeat(40);

describe('a branch with a blocking policy', () => {
  const context = withSimulator();
  let workspace: GitWorkspace | undefined;
  afterEach(async () => {
    await workspace?.remove();
    workspace = undefined;
  });

  async function guarded(more: object = {}): Promise<ReviewUnderTest> {
    const review = await createReview(context);
    await review.protect(policyTypes.commentRequirements, {}, more);
    return review;
  }

  async function cloned(review: ReviewUnderTest): Promise<GitWorkspace> {
    workspace = await GitWorkspace.clone(
      withToken(review.remoteUrl, context.simulator.token),
    );
    await workspace.write('b.txt', 'b\n');
    await workspace.commit('Change');
    return workspace;
  }

  it('takes no push of git, and says so in the words of the service, while other branches do', async () => {
    const review = await guarded();
    const clone = await cloned(review);
    const push = clone.git('push', 'origin', 'HEAD:main', 'HEAD:other');
    await expect(push).rejects.toThrow(
      /remote rejected\] HEAD -> main \(TF402455: Pushes to this branch are not permitted; you must use a pull request/,
    );
    const { body } = await context.rest.get(
      `${review.repository}/refs?filter=heads/`,
    );
    const tips = Object.fromEntries(
      body.value.map((entry: { name: string; objectId: string }) => [
        entry.name,
        entry.objectId,
      ]),
    );
    const head = await clone.git('rev-parse', 'HEAD');
    expect(tips['refs/heads/other']).toBe(head);
    expect(tips['refs/heads/main']).not.toBe(head);
  });

  it('takes no push, move or deletion through the REST API', async () => {
    const review = await guarded();
    const refused = await review.push('main', { 'b.txt': 'b\n' });
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({
      typeKey: 'GitRefUpdateRejectedByPolicyException',
      message: expect.stringContaining('TF402455'),
    });
    const { lastMergeTargetCommit } = await review.read();
    const { body } = await context.rest.post(`${review.repository}/refs`, [
      {
        name: 'refs/heads/main',
        oldObjectId: lastMergeTargetCommit.commitId,
        newObjectId: noObject,
      },
    ]);
    expect(body.value).toMatchObject([
      { success: false, updateStatus: 'rejectedByPolicy' },
    ]);
  });

  it('takes a pull request', async () => {
    const review = await guarded();
    expect((await review.complete()).body.status).toBe('completed');
  });

  it.each([
    ['does not block', { isBlocking: false }],
    ['is off', { isEnabled: false }],
  ])('takes pushes when the policy %s', async (_, more) => {
    const review = await guarded(more);
    expect((await review.push('main', { 'b.txt': 'b\n' })).status).toBe(201);
  });

  it('takes pushes of those who may bypass policies, and of nobody else', async () => {
    const review = await guarded();
    const me = await context.rest.get('_apis/connectionData');
    const main = Buffer.from('main', 'utf16le').toString('hex');
    await context.rest.post(
      '_apis/accesscontrolentries/2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87',
      {
        token: `repoV2/${review.projectId}/${review.repositoryId}/refs/heads/${main}`,
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
    const clone = await cloned(review);
    await clone.git('push', '--quiet', 'origin', 'HEAD:main');
    await clone.write('c.txt', 'c\n');
    await clone.commit('Another change');
    await clone.git(
      'remote',
      'set-url',
      'origin',
      withToken(review.remoteUrl, approverToken),
    );
    await expect(clone.git('push', 'origin', 'HEAD:main')).rejects.toThrow(
      /TF402455/,
    );
  });

  it('can be made by its first push, whenever its policies came', async () => {
    const { rest, simulator } = context;
    const { body } = await rest.post(
      'machine-learning/_apis/git/repositories',
      {
        name: 'guarded-from-the-start',
      },
    );
    await rest.post('machine-learning/_apis/policy/configurations', {
      type: { id: policyTypes.commentRequirements.id },
      isEnabled: true,
      isBlocking: true,
      settings: {
        scope: [
          {
            repositoryId: body.id,
            refName: 'refs/heads/main',
            matchKind: 'Exact',
          },
        ],
      },
    });
    workspace = await GitWorkspace.create();
    await workspace.write('a.txt', 'a\n');
    await workspace.commit('Start');
    const url = withToken(body.remoteUrl, simulator.token);
    await workspace.git('push', '--quiet', url, 'main');
    await workspace.write('a.txt', 'b\n');
    await workspace.commit('Next');
    await expect(workspace.git('push', url, 'main')).rejects.toThrow(
      /TF402455/,
    );
  });

  it('cannot be got round by the references of pull requests', async () => {
    const review = await guarded();
    const clone = await cloned(review);
    await expect(
      clone.git('push', 'origin', `+HEAD:refs/pull/${review.id}/merge`),
    ).rejects.toThrow(/belong to the service/);
  });
});
