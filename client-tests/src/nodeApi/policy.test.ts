import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import {
  createRepository,
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
