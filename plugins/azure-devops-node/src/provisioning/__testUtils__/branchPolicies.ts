import { collect } from '../resources/collect';
import { desiredChurnModel, PROJECT } from './churnModel';
import type {
  ProvisioningRun,
  SimulatedAzureDevOps,
} from './SimulatedAzureDevOps';

/** Ids of the types of policies. */
export const POLICY_TYPES = {
  minimumReviewers: 'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd',
  buildValidation: '0609b952-1397-4640-95ec-e00a01b2c241',
  commentRequirements: 'c6a1889d-b943-4856-b76f-9e46bb6b0df2',
  workItemLinking: '40e92b44-2fe1-4dd6-b3d8-74a9c21d0c6e',
  requiredReviewers: 'fd2167ab-b0be-447a-8ec8-39368250530e',
  mergeStrategy: 'fa4e907d-c16b-4a4c-9dfa-4916e5d171ab',
  status: 'cbdc66da-9728-4af8-aada-9a5a32e4a226',
} as const;

export const REVIEWER = 'ari.approver@contoso.example';

/** A policy of each type on the branch main, as the configuration writes them. */
export function policiesOfMain() {
  return {
    branch: 'main',
    minimum_reviewers: {
      count: 2,
      requester_can_approve: false,
      allow_downvotes: false,
      reset_on_push: true,
      require_vote_on_last_iteration: false,
      last_pusher_cannot_approve: false,
      blocking: true,
    },
    build_validation: [
      {
        pipeline: 'churn-model-ci',
        display_name: 'CI',
        valid_minutes: 720,
        manual: false,
        expires_on_push: false,
        paths: ['/src/*', '!/src/notes/*'],
      },
    ],
    comment_resolution: 'required',
    merge_types: ['squash', 'rebase'],
    automatic_reviewers: [
      {
        reviewers: [REVIEWER],
        paths: ['/operation/*'],
        message: 'Look at the configuration.',
        minimum_approvers: 1,
        requester_can_approve: false,
      },
    ],
    work_item_linking: 'optional',
    status_checks: [
      {
        genre: 'ml',
        name: 'data-quality',
        reset_on_push: true,
        applies_when_posted: false,
        paths: ['/data/*'],
      },
    ],
  };
}

/** What a test may change of them. */
export type BranchPolicies = ReturnType<typeof policiesOfMain>;

/** The churn model with policies of these branches. */
export function desiredWithPolicies(...branches: readonly object[]) {
  return desiredChurnModel(({ project }) =>
    Object.assign(project, { branch_policies: branches }),
  );
}

/** What has been done to branch policies. */
export function branchPolicyOutcomes({ outcomes }: ProvisioningRun) {
  return outcomes
    .filter(
      ({ kind, outcome }) =>
        kind === 'branch-policy' && outcome !== 'unchanged',
    )
    .map(({ name, outcome }) => `${outcome} ${name}`);
}

/** All policies of the project. */
export function listPolicies(azureDevOps: SimulatedAzureDevOps) {
  return collect(azureDevOps.createClient().policies.list(PROJECT));
}

/** The settings of the only policy of a type. */
export async function settingsOf(
  azureDevOps: SimulatedAzureDevOps,
  typeId: string,
) {
  const found = (await listPolicies(azureDevOps)).filter(
    ({ type }) => type.id === typeId,
  );
  expect(found).toHaveLength(1);
  return found[0].settings;
}
