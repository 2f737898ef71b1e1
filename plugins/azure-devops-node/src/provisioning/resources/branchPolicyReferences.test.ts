import { desiredChurnModel, PROJECT } from '../__testUtils__/churnModel';
import {
  branchPolicyOutcomes,
  desiredWithPolicies,
  policiesOfMain,
  POLICY_TYPES,
  REVIEWER,
  settingsOf,
} from '../__testUtils__/branchPolicies';
import { SimulatedAzureDevOps } from '../__testUtils__/SimulatedAzureDevOps';

let azureDevOps: SimulatedAzureDevOps;

beforeEach(async () => {
  azureDevOps = await SimulatedAzureDevOps.start();
});
afterEach(() => azureDevOps.close());

const client = () => azureDevOps.createClient();

describe('an automatic reviewer', () => {
  it('may be a group that the same configuration makes', async () => {
    const desired = desiredChurnModel(({ project, environments }) => {
      Object.assign(project, {
        branch_policies: [
          {
            branch: 'main',
            automatic_reviewers: [
              { reviewers: ['churn-approvers'], minimum_approvers: 2 },
            ],
          },
        ],
      });
      Object.assign(environments[2], {
        approver_group: { name: 'churn-approvers', members: [REVIEWER] },
      });
    });
    const { outcomes } = await azureDevOps.provision({ desired });
    const group = outcomes.find(({ kind }) => kind === 'approver-group');
    expect(
      await settingsOf(azureDevOps, POLICY_TYPES.requiredReviewers),
    ).toMatchObject({
      requiredReviewerIds: [group?.id],
      minimumApproverCount: 2,
    });
    const again = await azureDevOps.provision({ desired });
    expect(again.statistics.writes).toBe(0);
  });
});

describe('a build validation', () => {
  it('goes to the new pipeline when the old one was deleted', async () => {
    const desired = desiredWithPolicies(policiesOfMain());
    const { outcomes } = await azureDevOps.provision({ desired });
    const { id } = outcomes.find(
      ({ kind, name }) => kind === 'pipeline' && name === 'churn-model-ci',
    )!;
    await client().buildDefinitions.remove({ project: PROJECT, id });
    const run = await azureDevOps.provision({ desired });
    expect(branchPolicyOutcomes(run)).toEqual([
      'updated main build-validation churn-model-ci',
    ]);
    const created = run.outcomes.find(
      ({ kind, name }) => kind === 'pipeline' && name === 'churn-model-ci',
    )!;
    expect(
      (await settingsOf(azureDevOps, POLICY_TYPES.buildValidation))
        .buildDefinitionId,
    ).toBe(Number(created.id));
  });
});
