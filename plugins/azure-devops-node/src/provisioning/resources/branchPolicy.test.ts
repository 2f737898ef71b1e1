import {
  branchPolicyOutcomes,
  desiredWithPolicies,
  listPolicies,
  policiesOfMain,
  POLICY_TYPES,
  REVIEWER,
} from '../__testUtils__/branchPolicies';
import { desiredChurnModel, PROJECT } from '../__testUtils__/churnModel';
import {
  failureOf,
  SimulatedAzureDevOps,
} from '../__testUtils__/SimulatedAzureDevOps';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

const client = () => azureDevOps.createClient();
describe('branch policies', () => {
  it('are created in Azure DevOps’ own terms', async () => {
    const run = await azureDevOps.provision({
      desired: desiredWithPolicies(policiesOfMain()),
    });
    const idOf = (kind: string, name: string) =>
      run.outcomes.find(
        outcome => outcome.kind === kind && outcome.name === name,
      )?.id;
    const [ari] = await client().identities.find(REVIEWER);
    const scope = [
      {
        repositoryId: idOf('git-repository', 'churn-model'),
        refName: 'refs/heads/main',
        matchKind: 'Exact',
      },
    ];
    const expected: Readonly<Record<string, object>> = {
      [POLICY_TYPES.minimumReviewers]: {
        minimumApproverCount: 2,
        creatorVoteCounts: false,
        allowDownvotes: false,
        resetOnSourcePush: true,
        requireVoteOnLastIteration: false,
        blockLastPusherVote: false,
      },
      [POLICY_TYPES.buildValidation]: {
        buildDefinitionId: Number(idOf('pipeline', 'churn-model-ci')),
        displayName: 'CI',
        validDuration: 720,
        manualQueueOnly: false,
        queueOnSourceUpdateOnly: true,
        filenamePatterns: ['/src/*', '!/src/notes/*'],
      },
      [POLICY_TYPES.commentRequirements]: {},
      [POLICY_TYPES.workItemLinking]: {},
      [POLICY_TYPES.requiredReviewers]: {
        requiredReviewerIds: [ari.id],
        filenamePatterns: ['/operation/*'],
        message: 'Look at the configuration.',
        minimumApproverCount: 1,
        creatorVoteCounts: false,
      },
      [POLICY_TYPES.mergeStrategy]: { allowSquash: true, allowRebase: true },
      [POLICY_TYPES.status]: {
        statusGenre: 'ml',
        statusName: 'data-quality',
        invalidateOnSourceUpdate: true,
        policyApplicability: null,
        filenamePatterns: ['/data/*'],
      },
    };
    const policies = await listPolicies(azureDevOps);
    expect(
      Object.fromEntries(
        policies.map(({ type, settings }) => [type.id, settings]),
      ),
    ).toEqual(
      Object.fromEntries(
        Object.entries(expected).map(([id, settings]) => [
          id,
          { ...settings, scope },
        ]),
      ),
    );
    expect(
      policies.filter(policy => !policy.isBlocking).map(({ type }) => type.id),
    ).toEqual([POLICY_TYPES.workItemLinking]);
    expect(policies.every(({ isEnabled }) => isEnabled)).toBe(true);
  });

  it('are left alone the second time, for one more call in all', async () => {
    const desired = desiredWithPolicies(
      policiesOfMain(),
      { ...policiesOfMain(), branch: 'release' },
      { ...policiesOfMain(), branch: 'hotfix' },
    );
    await azureDevOps.provision({ desired });
    const bare = await azureDevOps.provision();
    const run = await azureDevOps.provision({ desired });
    expect(branchPolicyOutcomes(run)).toEqual([]);
    expect(run.statistics).toEqual({
      calls: bare.statistics.calls + 1,
      writes: 0,
    });
    expect(
      run.outcomes.filter(({ kind }) => kind === 'branch-policy'),
    ).toHaveLength(21);
  });
});

describe('branch policies that are not of our branches', () => {
  it.each<[string, (repositoryId: string) => readonly object[]]>([
    [
      'every repository',
      () => [
        { repositoryId: null, refName: 'refs/heads/main', matchKind: 'Exact' },
      ],
    ],
    [
      'two branches',
      id => [
        { repositoryId: id, refName: 'refs/heads/main', matchKind: 'Exact' },
        { repositoryId: id, refName: 'refs/heads/release', matchKind: 'Exact' },
      ],
    ],
    [
      'a folder of branches',
      id => [
        { repositoryId: id, refName: 'refs/heads/main', matchKind: 'Prefix' },
      ],
    ],
    [
      'the default branch',
      id => [{ repositoryId: id, matchKind: 'DefaultBranch' }],
    ],
  ])('stay as they are: %s', async (_title, scopeOf) => {
    const { outcomes } = await azureDevOps.provision();
    const repositoryId = outcomes.find(
      ({ kind }) => kind === 'git-repository',
    )!.id;
    const theirs = await client().policies.create({
      project: PROJECT,
      policy: {
        typeId: POLICY_TYPES.commentRequirements,
        isBlocking: false,
        settings: {},
        scope: scopeOf(repositoryId),
      },
    });
    const desired = desiredWithPolicies({
      branch: 'main',
      comment_resolution: 'required',
    });
    const run = await azureDevOps.provision({ desired, prune: true });
    expect(branchPolicyOutcomes(run)).toEqual([
      'created main comment-resolution',
    ]);
    await expect(
      client().policies.get({ project: PROJECT, id: String(theirs.id) }),
    ).resolves.toEqual(theirs);
  });
});

describe('branch policies that are not configured any more', () => {
  it('are named as left over, and removed when pruning', async () => {
    await azureDevOps.provision({
      desired: desiredWithPolicies(policiesOfMain()),
    });
    const fewer = desiredWithPolicies({
      branch: 'main',
      minimum_reviewers: { count: 2 },
    });
    const { plan } = await azureDevOps.provision({ desired: fewer });
    const leftovers = plan.leftovers.filter(
      ({ kind }) => kind === 'branch-policy',
    );
    expect(
      leftovers.map(({ name }) => name.replace(/\d+/, 'N')).sort(),
    ).toEqual([
      'main automatic-reviewers (policy N)',
      'main build-validation (policy N)',
      'main comment-resolution (policy N)',
      'main merge-types (policy N)',
      'main status-check (policy N)',
      'main work-item-linking (policy N)',
    ]);
    expect(leftovers[0].url).toContain('refs%2Fheads%2Fmain');
    await azureDevOps.provision({ desired: fewer, prune: true });
    expect(
      (await listPolicies(azureDevOps)).map(({ type }) => type.id),
    ).toEqual([POLICY_TYPES.minimumReviewers]);
    const last = await azureDevOps.provision({ prune: true });
    expect(branchPolicyOutcomes(last)).toEqual([
      expect.stringMatching(/^deleted main minimum-reviewers \(policy \d+\)$/),
    ]);
    expect(await listPolicies(azureDevOps)).toEqual([]);
  });

  it('are told apart when there are two of one type', async () => {
    const desired = desiredWithPolicies({
      branch: 'main',
      comment_resolution: 'required',
    });
    await azureDevOps.provision({ desired });
    const [first] = await listPolicies(azureDevOps);
    await client().policies.create({
      project: PROJECT,
      policy: {
        typeId: POLICY_TYPES.commentRequirements,
        isBlocking: true,
        settings: {},
        scope: first.settings.scope ?? [],
      },
    });
    const run = await azureDevOps.provision({ desired, prune: true });
    expect(branchPolicyOutcomes(run)).toEqual([
      expect.stringContaining('deleted'),
    ]);
    expect(await listPolicies(azureDevOps)).toEqual([first]);
  });

  it('count as removed when somebody was quicker', async () => {
    await azureDevOps.provision({
      desired: desiredWithPolicies(policiesOfMain()),
    });
    const [{ id }] = await listPolicies(azureDevOps);
    const remove = () =>
      client().policies.remove({ project: PROJECT, id: String(id) });
    await remove();
    await expect(remove()).resolves.toBeUndefined();
  });
});

describe('an error of the service', () => {
  const configurations = /policy\/configurations/;
  const failWith = (method: string) =>
    azureDevOps.simulator.failNext({
      method,
      path: configurations,
      status: 500,
      body: JSON.stringify({ message: `The ${method} failed` }),
    });
  const required = desiredWithPolicies({
    branch: 'main',
    comment_resolution: 'required',
  });
  const optional = desiredWithPolicies({
    branch: 'main',
    comment_resolution: 'optional',
  });

  it.each([
    ['GET', 'reading', required, false],
    [
      'POST',
      'creating',
      desiredWithPolicies({ branch: 'main', work_item_linking: 'required' }),
      false,
    ],
    ['PUT', 'updating', optional, false],
    ['DELETE', 'removing', desiredChurnModel(), true],
  ])(
    'comes out when it answers %s: %s',
    async (method, _title, desired, prune) => {
      await azureDevOps.provision({ desired: required });
      failWith(method);
      const error = await failureOf(azureDevOps.provision({ desired, prune }));
      expect(error.message).toContain(`The ${method} failed`);
    },
  );
});
