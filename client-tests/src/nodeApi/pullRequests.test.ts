import { approverToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import {
  CommentThreadStatus,
  GitPullRequestMergeStrategy,
  GitStatusState,
  PullRequestStatus,
} from 'azure-devops-node-api/interfaces/GitInterfaces';
import {
  createRepository,
  noObject,
  pushFiles,
  type CreatedRepository,
} from '../testing/createRepository';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

describe('azure-devops-node-api: pull requests', () => {
  const context = withAzureDevOps();
  let repository: CreatedRepository;

  beforeAll(async () => {
    repository = await createRepository(context, 'reviews', {
      'README.md': '# Reviews\n',
    });
  });

  /** A pull request from a new branch with one more file; gives back its id. */
  async function open(branch: string): Promise<number> {
    const git = await context.connect().getGitApi();
    await git.updateRefs(
      [
        {
          name: `refs/heads/${branch}`,
          oldObjectId: noObject,
          newObjectId: repository.commit,
        },
      ],
      repository.id,
      project,
    );
    await pushFiles(context, {
      repository,
      branch,
      from: repository.commit,
      files: { [`${branch}.txt`]: `${branch}\n` },
    });
    const created = await git.createPullRequest(
      {
        sourceRefName: `refs/heads/${branch}`,
        targetRefName: 'refs/heads/main',
        title: `Add ${branch}`,
      },
      repository.id,
      project,
    );
    return created.pullRequestId ?? 0;
  }

  it('is opened, reviewed, discussed and completed with a squash', async () => {
    const git = await context.connect().getGitApi();
    const id = await open('topic');
    await expect(
      git.createPullRequest(
        {
          sourceRefName: 'refs/heads/topic',
          targetRefName: 'refs/heads/main',
          title: 'Again',
        },
        repository.id,
        project,
      ),
    ).rejects.toMatchObject({ statusCode: 409 });

    const approver = await context.connect(approverToken).connect();
    const approverId = approver.authenticatedUser?.id ?? '';
    await git.createPullRequestReviewer(
      {},
      repository.id,
      id,
      approverId,
      project,
    );
    const asApprover = await context.connect(approverToken).getGitApi();
    await asApprover.createPullRequestReviewer(
      { vote: 10 },
      repository.id,
      id,
      approverId,
      project,
    );
    expect(
      await git.getPullRequestReviewers(repository.id, id, project),
    ).toMatchObject([{ id: approverId, vote: 10 }]);

    const thread = await git.createThread(
      {
        comments: [{ content: 'Why?', commentType: 1 }],
        status: CommentThreadStatus.Active,
      },
      repository.id,
      id,
      project,
    );
    await git.createComment(
      { content: 'Because.', parentCommentId: 1 },
      repository.id,
      id,
      thread.id ?? 0,
      project,
    );
    await git.updateThread(
      { status: CommentThreadStatus.Fixed },
      repository.id,
      id,
      thread.id ?? 0,
      project,
    );
    const threads = await git.getThreads(repository.id, id, project);
    expect(threads.find(one => one.id === thread.id)).toMatchObject({
      status: CommentThreadStatus.Fixed,
      comments: [{ content: 'Why?' }, { content: 'Because.' }],
    });

    await git.createPullRequestLabel(
      { name: 'quick' },
      repository.id,
      id,
      project,
    );
    expect(
      (await git.getPullRequestLabels(repository.id, id, project)).map(
        ({ name }) => name,
      ),
    ).toEqual(['quick']);
    await git.createPullRequestStatus(
      {
        context: { genre: 'quality', name: 'tests' },
        state: GitStatusState.Succeeded,
        description: 'Green',
      },
      repository.id,
      id,
      project,
    );
    expect(
      await git.getPullRequestStatuses(repository.id, id, project),
    ).toMatchObject([{ state: GitStatusState.Succeeded }]);
    expect(
      await git.getPullRequestIterations(repository.id, id, project),
    ).toHaveLength(1);

    const { lastMergeSourceCommit } = await git.getPullRequest(
      repository.id,
      id,
      project,
    );
    const completed = await git.updatePullRequest(
      {
        status: PullRequestStatus.Completed,
        lastMergeSourceCommit,
        completionOptions: {
          mergeStrategy: GitPullRequestMergeStrategy.Squash,
          deleteSourceBranch: true,
        },
      },
      repository.id,
      id,
      project,
    );
    expect(completed.status).toBe(PullRequestStatus.Completed);
    expect(await git.getRefs(repository.id, project, 'heads/topic')).toEqual(
      [],
    );
    expect(
      await git.getItem(repository.id, '/topic.txt', project),
    ).toMatchObject({ path: '/topic.txt' });
    await expect(
      git.updatePullRequest(
        { status: PullRequestStatus.Abandoned },
        repository.id,
        id,
        project,
      ),
    ).rejects.toThrow();
  });

  it('is listed page by page, changed, abandoned and opened again', async () => {
    const git = await context.connect().getGitApi();
    const ids = [await open('one'), await open('two'), await open('three')];
    const found: number[] = [];
    for (let skip = 0; ; skip += 2) {
      const page = await git.getPullRequests(
        repository.id,
        { status: PullRequestStatus.Active },
        project,
        undefined,
        skip,
        2,
      );
      found.push(...page.map(({ pullRequestId = 0 }) => pullRequestId));
      if (page.length < 2) {
        break;
      }
    }
    expect(found).toEqual([...ids].reverse());
    expect(
      await git.getPullRequestsByProject(project, {
        sourceRefName: 'refs/heads/two',
      }),
    ).toMatchObject([{ pullRequestId: ids[1] }]);

    const change = (
      body: Parameters<typeof git.updatePullRequest>[0],
    ): ReturnType<typeof git.updatePullRequest> =>
      git.updatePullRequest(body, repository.id, ids[0], project);
    expect((await change({ title: 'Better', isDraft: true })).isDraft).toBe(
      true,
    );
    expect((await change({ status: PullRequestStatus.Abandoned })).status).toBe(
      PullRequestStatus.Abandoned,
    );
    expect((await change({ status: PullRequestStatus.Active })).status).toBe(
      PullRequestStatus.Active,
    );
    expect(await git.getPullRequestById(ids[0])).toMatchObject({
      title: 'Better',
    });
    await expect(git.getPullRequestById(999_999)).resolves.toBeNull();
  });

  it('refuses a source that does not exist', async () => {
    const git = await context.connect().getGitApi();
    await expect(
      git.createPullRequest(
        {
          sourceRefName: 'refs/heads/nowhere',
          targetRefName: 'refs/heads/main',
          title: 'Nothing',
        },
        repository.id,
        project,
      ),
    ).rejects.toThrow(/TF401398|TF40/);
  });
});
