import {
  branchPolicyOutcomes,
  desiredWithPolicies,
  listPolicies,
  policiesOfMain,
  POLICY_TYPES,
  type BranchPolicies,
  settingsOf,
} from '../__testUtils__/branchPolicies';
import { PROJECT } from '../__testUtils__/churnModel';
import { SimulatedAzureDevOps } from '../__testUtils__/SimulatedAzureDevOps';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

describe('branch policies whose configuration changes', () => {
  it.each<[string, (policies: BranchPolicies) => void, string, object]>([
    [
      'count',
      p => {
        p.minimum_reviewers.count = 3;
      },
      POLICY_TYPES.minimumReviewers,
      { minimumApproverCount: 3 },
    ],
    [
      'requester_can_approve',
      p => {
        p.minimum_reviewers.requester_can_approve = true;
      },
      POLICY_TYPES.minimumReviewers,
      { creatorVoteCounts: true },
    ],
    [
      'allow_downvotes',
      p => {
        p.minimum_reviewers.allow_downvotes = true;
      },
      POLICY_TYPES.minimumReviewers,
      { allowDownvotes: true },
    ],
    [
      'reset_on_push',
      p => {
        p.minimum_reviewers.reset_on_push = false;
      },
      POLICY_TYPES.minimumReviewers,
      { resetOnSourcePush: false },
    ],
    [
      'require_vote_on_last_iteration',
      p => {
        p.minimum_reviewers.require_vote_on_last_iteration = true;
      },
      POLICY_TYPES.minimumReviewers,
      { requireVoteOnLastIteration: true },
    ],
    [
      'last_pusher_cannot_approve',
      p => {
        p.minimum_reviewers.last_pusher_cannot_approve = true;
      },
      POLICY_TYPES.minimumReviewers,
      { blockLastPusherVote: true },
    ],
    [
      'display_name',
      p => {
        p.build_validation[0].display_name = 'Checks';
      },
      POLICY_TYPES.buildValidation,
      { displayName: 'Checks' },
    ],
    [
      'valid_minutes',
      p => {
        p.build_validation[0].valid_minutes = 0;
      },
      POLICY_TYPES.buildValidation,
      { validDuration: 0 },
    ],
    [
      'manual',
      p => {
        p.build_validation[0].manual = true;
      },
      POLICY_TYPES.buildValidation,
      { manualQueueOnly: true },
    ],
    [
      'expires_on_push',
      p => {
        p.build_validation[0].expires_on_push = true;
      },
      POLICY_TYPES.buildValidation,
      { queueOnSourceUpdateOnly: false, validDuration: 0 },
    ],
    [
      'order of paths',
      p => {
        p.build_validation[0].paths.reverse();
      },
      POLICY_TYPES.buildValidation,
      { filenamePatterns: ['!/src/notes/*', '/src/*'] },
    ],
    [
      'merge_types',
      p => {
        p.merge_types = ['merge', 'rebase-with-merge-commit'];
      },
      POLICY_TYPES.mergeStrategy,
      { allowNoFastForward: true, allowRebaseMerge: true },
    ],
    [
      'message',
      p => {
        p.automatic_reviewers[0].message = '';
      },
      POLICY_TYPES.requiredReviewers,
      { message: '' },
    ],
    [
      'reviewers’ own vote',
      p => {
        p.automatic_reviewers[0].requester_can_approve = true;
      },
      POLICY_TYPES.requiredReviewers,
      { creatorVoteCounts: true },
    ],
    [
      'minimum_approvers',
      p => {
        p.automatic_reviewers[0].minimum_approvers = 2;
      },
      POLICY_TYPES.requiredReviewers,
      { minimumApproverCount: 2 },
    ],
    [
      'status reset_on_push',
      p => {
        p.status_checks[0].reset_on_push = false;
      },
      POLICY_TYPES.status,
      { invalidateOnSourceUpdate: false },
    ],
    [
      'applies_when_posted',
      p => {
        p.status_checks[0].applies_when_posted = true;
      },
      POLICY_TYPES.status,
      { policyApplicability: 1 },
    ],
    [
      'paths of a status',
      p => {
        p.status_checks[0].paths = [];
      },
      POLICY_TYPES.status,
      { filenamePatterns: [] },
    ],
  ])(
    'update one policy when %s changes',
    async (_title, change, type, expected) => {
      await azureDevOps.provision({
        desired: desiredWithPolicies(policiesOfMain()),
      });
      const policies = policiesOfMain();
      change(policies);
      const desired = desiredWithPolicies(policies);
      const run = await azureDevOps.provision({ desired });
      expect(branchPolicyOutcomes(run)).toEqual([
        expect.stringContaining('updated main '),
      ]);
      expect(run.statistics.writes).toBe(1);
      expect(await settingsOf(azureDevOps, type)).toMatchObject(expected);
      expect((await azureDevOps.provision({ desired })).statistics.writes).toBe(
        0,
      );
    },
  );

  it('ask other people when the reviewers change, and make a demand optional', async () => {
    await azureDevOps.provision({
      desired: desiredWithPolicies(policiesOfMain()),
    });
    const policies = policiesOfMain();
    policies.automatic_reviewers[0].reviewers.push(
      'dana.scientist@contoso.example',
    );
    policies.comment_resolution = 'optional';
    const desired = desiredWithPolicies(policies);
    const run = await azureDevOps.provision({ desired });
    expect(branchPolicyOutcomes(run)).toEqual([
      'updated main automatic-reviewers /operation/*',
      'updated main comment-resolution',
    ]);
    const settings = await settingsOf(
      azureDevOps,
      POLICY_TYPES.requiredReviewers,
    );
    expect(settings.requiredReviewerIds).toHaveLength(2);
    expect(settings).not.toHaveProperty('minimumApproverCount');
    expect((await azureDevOps.provision({ desired })).statistics.writes).toBe(
      0,
    );
  });
});

const client = () => azureDevOps.createClient();

describe('a branch policy that somebody has changed by hand', () => {
  it('is enabled and required again, and keeps what the configuration cannot say', async () => {
    const desired = desiredWithPolicies(policiesOfMain());
    await azureDevOps.provision({ desired });
    const current = (await listPolicies(azureDevOps)).find(
      ({ type }) => type.id === POLICY_TYPES.status,
    )!;
    const address = `${azureDevOps.simulator.organizationUrl()}/${PROJECT}/_apis/policy/configurations/${
      current.id
    }?api-version=7.1`;
    const answer = await fetch(address, {
      method: 'PUT',
      headers: {
        authorization: `Basic ${Buffer.from(
          `:${azureDevOps.simulator.token}`,
        ).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        ...current,
        isEnabled: false,
        isBlocking: false,
        settings: { ...current.settings, authorId: 'somebody' },
      }),
    });
    expect(answer.status).toBe(200);
    const run = await azureDevOps.provision({ desired });
    expect(branchPolicyOutcomes(run)).toEqual([
      'updated main status-check ml/data-quality',
    ]);
    const changed = await client().policies.get({
      project: PROJECT,
      id: String(current.id),
    });
    expect(changed).toMatchObject({
      isEnabled: true,
      isBlocking: true,
      settings: { ...current.settings, authorId: 'somebody' },
    });
  });
});
