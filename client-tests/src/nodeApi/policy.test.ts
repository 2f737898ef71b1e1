import {
  approverToken,
  readOnlyToken,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { PullRequestStatus } from 'azure-devops-node-api/interfaces/GitInterfaces';
import { PolicyEvaluationStatus } from 'azure-devops-node-api/interfaces/PolicyInterfaces';
import {
  createRepository,
  noObject,
  pushFiles,
  type CreatedRepository,
} from '../testing/createRepository';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

/** "Minimum number of reviewers" and "Comment requirements", under the ids that they have everywhere. */
const reviewers = 'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd';
const comments = 'c6a1889d-b943-4856-b76f-9e46bb6b0df2';

describe('azure-devops-node-api: policy', () => {
  const context = withAzureDevOps();
  let repository: CreatedRepository;

  beforeAll(async () => {
    repository = await createRepository(context, 'guarded', {
      'README.md': '# Guarded\n',
    });
  });

  const settings = () => ({
    minimumApproverCount: 1,
    creatorVoteCounts: false,
    scope: [
      {
        repositoryId: repository.id,
        refName: 'refs/heads/main',
        matchKind: 'Exact',
      },
    ],
  });

  it('creates, reads, changes, lists and deletes a branch policy', async () => {
    const policies = await context.connect().getPolicyApi();
    const created = await policies.createPolicyConfiguration(
      {
        isEnabled: true,
        isBlocking: true,
        type: { id: reviewers },
        settings: settings(),
      },
      project,
    );
    const id = created.id ?? 0;
    const changed = await policies.updatePolicyConfiguration(
      {
        ...created,
        settings: { ...settings(), minimumApproverCount: 2 },
      },
      project,
      id,
    );
    expect(changed).toMatchObject({
      revision: 2,
      settings: { minimumApproverCount: 2 },
    });
    expect(await policies.getPolicyConfiguration(project, id)).toMatchObject({
      revision: 2,
    });
    expect(
      (await policies.getPolicyConfigurationRevisions(project, id)).map(
        ({ revision }) => revision,
      ),
    ).toEqual(expect.arrayContaining([1, 2]));
    expect(
      await policies.getPolicyConfigurationRevision(project, id, 1),
    ).toMatchObject({ settings: { minimumApproverCount: 1 } });
    const second = await policies.createPolicyConfiguration(
      {
        isEnabled: true,
        isBlocking: true,
        type: { id: comments },
        settings: { scope: settings().scope },
      },
      project,
    );
    expect(
      (await policies.getPolicyConfigurations(project)).map(one => one.id),
    ).toEqual([id, second.id]);
    expect(
      (
        await policies.getPolicyConfigurations(project, undefined, comments)
      ).map(one => one.id),
    ).toEqual([second.id]);
    for (const one of [id, second.id ?? 0]) {
      await policies.deletePolicyConfiguration(project, one);
    }
    expect(await policies.getPolicyConfigurations(project)).toEqual([]);
    expect(await policies.getPolicyConfiguration(project, id)).toMatchObject({
      isDeleted: true,
    });
    expect(await policies.getPolicyConfiguration(project, 4711)).toBeNull();
  });

  it('refuses an unknown type, bad settings and a token that only reads', async () => {
    const policies = await context.connect().getPolicyApi();
    const body = {
      isEnabled: true,
      isBlocking: true,
      type: { id: reviewers },
      settings: settings(),
    };
    // The SDK gives null for what is answered with 404.
    expect(
      await policies.createPolicyConfiguration(
        { ...body, type: { id: '11111111-1111-1111-1111-111111111111' } },
        project,
      ),
    ).toBeNull();
    await expect(
      policies.createPolicyConfiguration(
        { ...body, settings: { ...settings(), minimumApproverCount: 'many' } },
        project,
      ),
    ).rejects.toMatchObject({ statusCode: 400 });
    const reader = await context.connect(readOnlyToken).getPolicyApi();
    await expect(
      reader.createPolicyConfiguration(body, project),
    ).rejects.toMatchObject({ statusCode: 403 });
  });

  it('evaluates the policies of a pull request, and holds its completion to them', async () => {
    const connection = context.connect();
    const policies = await connection.getPolicyApi();
    const git = await connection.getGitApi();
    const { id = 0 } = await policies.createPolicyConfiguration(
      {
        isEnabled: true,
        isBlocking: true,
        type: { id: reviewers },
        settings: settings(),
      },
      project,
    );
    await git.updateRefs(
      [
        {
          name: 'refs/heads/topic',
          oldObjectId: noObject,
          newObjectId: repository.commit,
        },
      ],
      repository.id,
      project,
    );
    const source = await pushFiles(context, {
      repository,
      branch: 'topic',
      from: repository.commit,
      files: { 'topic.txt': 'topic\n' },
    });
    const { pullRequestId = 0, repository: its } = await git.createPullRequest(
      {
        sourceRefName: 'refs/heads/topic',
        targetRefName: 'refs/heads/main',
        title: 'Add a topic',
      },
      repository.id,
      project,
    );
    const artifact = `vstfs:///CodeReview/CodeReviewId/${its?.project?.id}/${pullRequestId}`;
    const statusOf = async () =>
      (await policies.getPolicyEvaluations(project, artifact)).map(
        ({ status }) => status,
      );
    expect(await statusOf()).toEqual([PolicyEvaluationStatus.Queued]);
    const complete = () =>
      git.updatePullRequest(
        {
          status: PullRequestStatus.Completed,
          lastMergeSourceCommit: { commitId: source },
        },
        repository.id,
        pullRequestId,
        project,
      );
    await expect(complete()).rejects.toThrow(/polic/i);
    const approver = context.connect(approverToken);
    const approverId = (await approver.connect()).authenticatedUser?.id ?? '';
    const asApprover = await approver.getGitApi();
    await asApprover.createPullRequestReviewer(
      { vote: 10 },
      repository.id,
      pullRequestId,
      approverId,
      project,
    );
    expect(await statusOf()).toEqual([PolicyEvaluationStatus.Approved]);
    expect((await complete()).status).toBe(PullRequestStatus.Completed);
    await policies.deletePolicyConfiguration(project, id);
  });

  it('reads the types', async () => {
    const policies = await context.connect().getPolicyApi();
    const types = await policies.getPolicyTypes(project);
    expect(types.map(({ id }) => id)).toEqual(
      expect.arrayContaining([reviewers, comments]),
    );
    expect((await policies.getPolicyType(project, comments)).displayName).toBe(
      'Comment requirements',
    );
  });
});
