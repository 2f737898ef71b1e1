import { REPOSITORY } from '../__testUtils__/churnModel';
import { fieldsOf, planOne, planResources } from '../__testUtils__/planning';
import type {
  BranchPolicySettings,
  DesiredBranchPolicy,
  ObservedBranchPolicy,
} from './branchPolicy';
import { branchPolicyDefinition } from './branchPolicy';

type Settings = BranchPolicySettings<string>;

const SOURCE = { file: 'azure_devops.yml', keyPath: ['branch_policies', 0] };

function wantedOf(settings: Settings): DesiredBranchPolicy {
  return {
    name: `main ${settings.type}`,
    repository: 'churn-model',
    branch: 'main',
    isBlocking: true,
    settings,
    source: SOURCE,
  };
}

function foundOf(
  settings: Settings,
  change: Partial<ObservedBranchPolicy> = {},
): ObservedBranchPolicy {
  return {
    id: '5',
    name: 'policy 5',
    url: 'https://policies/5',
    repositoryId: REPOSITORY.id,
    branch: 'main',
    isEnabled: true,
    isBlocking: true,
    settings,
    ...change,
  };
}

const PIPELINE = {
  id: '77',
  name: 'churn-ci',
  url: 'https://pipelines/77',
  folder: '\\churn-model',
  yamlFile: 'ci.yml',
  repositoryId: REPOSITORY.id,
  repositoryName: 'churn-model',
  defaultBranch: 'refs/heads/main',
  description: '',
  queue: undefined,
  variables: {},
};

function plan(settings: Settings, found: readonly ObservedBranchPolicy[]) {
  return planOne('branch-policy', {
    wanted: { 'branch-policy': [wantedOf(settings)] },
    found: { 'branch-policy': found, pipeline: [PIPELINE] },
  });
}

const REVIEWERS = {
  type: 'minimum-reviewers',
  count: 1,
  requesterCanApprove: false,
  allowDownvotes: false,
  resetOnPush: true,
  requireVoteOnLastIteration: false,
  blockLastPusher: false,
} as const;
const VALIDATION = {
  type: 'build-validation',
  pipeline: 'churn-ci',
  displayName: 'CI',
  validMinutes: 720,
  manualQueueOnly: false,
  expiresOnPush: false,
  paths: [],
} as const;
const STATUS = {
  type: 'status-check',
  genre: 'quality',
  statusName: 'gate',
  resetOnPush: true,
  appliesWhenPosted: false,
  paths: [],
} as const;
const AUTOMATIC = {
  type: 'automatic-reviewers',
  reviewers: ['ari@contoso.example'],
  paths: ['/src/*'],
  message: '',
  minimumApprovers: 1,
  requesterCanApprove: false,
} as const;
const MERGE: Settings = { type: 'merge-types', allowed: ['squash'] };

/** The settings as Azure DevOps has them: ids for names. */
function asFound(settings: Settings): Settings {
  switch (settings.type) {
    case 'build-validation':
      return { ...settings, pipeline: PIPELINE.id };
    case 'automatic-reviewers':
      return { ...settings, reviewers: ['ari'] };
    default:
      return settings;
  }
}

const EVERY_TYPE: readonly Settings[] = [
  REVIEWERS,
  VALIDATION,
  STATUS,
  AUTOMATIC,
  MERGE,
  { type: 'comment-resolution' },
  { type: 'work-item-linking' },
];

describe.each(EVERY_TYPE)('the branch policy $type', settings => {
  it('is created after its repository', () => {
    expect(plan(settings, [])).toMatchObject({
      action: 'create',
      dependsOn: expect.arrayContaining([
        { kind: 'git-repository', name: 'churn-model' },
      ]),
    });
  });

  it('is left alone as configured', () => {
    expect(plan(settings, [foundOf(asFound(settings))]).action).toBe(
      'unchanged',
    );
  });

  it.each([
    ['enabled', { isEnabled: false }],
    ['blocking', { isBlocking: false }],
  ])('is %s again when somebody has changed that', (field, change) => {
    const found = foundOf(asFound(settings), change);
    expect(fieldsOf(plan(settings, [found]))).toEqual([
      { field, before: false, after: true },
    ]);
  });

  it.each([
    ['branch', { branch: 'release' }],
    ['repository', { repositoryId: 'repository-2' }],
  ])('of another %s is not taken for it', (_title, change) => {
    expect(plan(settings, [foundOf(asFound(settings), change)]).action).toBe(
      'create',
    );
  });
});

describe('a branch policy', () => {
  it.each<[string, Settings, Settings]>([
    ['reviewers', REVIEWERS, { ...REVIEWERS, count: 2 }],
    [
      'requester can approve',
      REVIEWERS,
      { ...REVIEWERS, requesterCanApprove: true },
    ],
    ['allow down-votes', REVIEWERS, { ...REVIEWERS, allowDownvotes: true }],
    ['reset votes on push', REVIEWERS, { ...REVIEWERS, resetOnPush: false }],
    [
      'require vote on last iteration',
      REVIEWERS,
      { ...REVIEWERS, requireVoteOnLastIteration: true },
    ],
    [
      'last pusher cannot approve',
      REVIEWERS,
      { ...REVIEWERS, blockLastPusher: true },
    ],
    ['display name', VALIDATION, { ...VALIDATION, displayName: 'Other' }],
    ['valid for minutes', VALIDATION, { ...VALIDATION, validMinutes: 0 }],
    [
      'started by hand only',
      VALIDATION,
      { ...VALIDATION, manualQueueOnly: true },
    ],
    [
      'expires when the target branch moves',
      VALIDATION,
      { ...VALIDATION, expiresOnPush: true },
    ],
    ['paths', VALIDATION, { ...VALIDATION, paths: ['/src/*'] }],
    ['reset on push', STATUS, { ...STATUS, resetOnPush: false }],
    ['applies when posted', STATUS, { ...STATUS, appliesWhenPosted: true }],
    ['paths', STATUS, { ...STATUS, paths: ['/a'] }],
    ['message', AUTOMATIC, { ...AUTOMATIC, message: 'Look' }],
    ['minimum approvers', AUTOMATIC, { ...AUTOMATIC, minimumApprovers: 2 }],
    [
      'requester can approve',
      AUTOMATIC,
      { ...AUTOMATIC, requesterCanApprove: true },
    ],
    [
      'allowed merge types',
      MERGE,
      { type: 'merge-types', allowed: ['merge', 'squash'] },
    ],
  ])('is updated when its %s alone differs', (field, wanted, other) => {
    const change = plan(wanted, [foundOf(asFound(other))]);
    expect(change.action).toBe('update');
    expect(fieldsOf(change).map(({ field: of }) => of)).toEqual([field]);
  });

  it('is updated for other reviewers', () => {
    const found = foundOf({ ...AUTOMATIC, reviewers: ['uma'] });
    expect(fieldsOf(plan(AUTOMATIC, [found]))).toEqual([
      { field: 'reviewers', before: ['uma'], after: ['Ari <ARI>'] },
    ]);
  });

  it('is told apart from others of its type by pipeline, paths and status', () => {
    const others = [
      foundOf({ ...VALIDATION, pipeline: '78', displayName: 'Other' }),
      foundOf({ ...AUTOMATIC, reviewers: ['ari'], paths: ['/docs/*'] }),
      foundOf({ ...STATUS, statusName: 'lint' }),
    ];
    for (const settings of [VALIDATION, AUTOMATIC, STATUS]) {
      expect(plan(settings, others).action).toBe('create');
    }
  });

  it('follows a pipeline that was deleted and made again', () => {
    const orphan = foundOf({ ...VALIDATION, pipeline: '78' });
    const change = plan(VALIDATION, [orphan]);
    expect(change.action).toBe('update');
    expect(fieldsOf(change)).toMatchObject([
      { field: 'pipeline', before: '78', after: 'churn-ci' },
    ]);
  });

  it('waits for its pipeline, and for a group that the same plan makes', () => {
    expect(plan(VALIDATION, []).dependsOn).toContainEqual({
      kind: 'pipeline',
      name: 'churn-ci',
    });
    expect(
      plan({ ...AUTOMATIC, reviewers: ['churn-approvers'] }, []).dependsOn,
    ).toContainEqual({ kind: 'approver-group', name: 'churn-approvers' });
  });

  it('is left over on our repository only, and not with somebody’s pipeline', () => {
    const found = {
      pipeline: [PIPELINE],
      'branch-policy': [
        foundOf(MERGE),
        foundOf(REVIEWERS, { repositoryId: 'repository-2' }),
        foundOf({ ...VALIDATION, pipeline: '78' }),
        foundOf(asFound(VALIDATION)),
      ],
    };
    expect(
      planResources({ found }).leftovers.filter(
        ({ kind }) => kind === 'branch-policy',
      ),
    ).toHaveLength(2);
  });

  it('says where each reviewer is named', () => {
    expect(branchPolicyDefinition.identities?.(wantedOf(AUTOMATIC))).toEqual([
      {
        reference: 'ari@contoso.example',
        source: { ...SOURCE, keyPath: ['branch_policies', 0, 'reviewers', 0] },
      },
    ]);
    expect(branchPolicyDefinition.identities?.(wantedOf(MERGE))).toEqual([]);
  });
});
