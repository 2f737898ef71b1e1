import type {
  BranchPolicySettings,
  DesiredBranchPolicy,
} from '../resources/branchPolicy';
import type { Checked } from './Checked';
import type { ProjectConfiguration } from './projectConfigurationSchema';

type BranchConfiguration = ProjectConfiguration['branch_policies'][number];

interface PolicyOfBranch {
  readonly settings: BranchPolicySettings<string>;
  readonly isBlocking: boolean;
  /** Where it stands below the branch. */
  readonly keyPath: readonly (string | number)[];
  /** Tells several of one type apart. */
  readonly suffix?: string;
}

/** The branch policies of the project's repository. */
export function assembleBranchPolicies(options: {
  readonly repository: string;
  readonly project: Checked<ProjectConfiguration>;
}): readonly DesiredBranchPolicy[] {
  const { repository, project } = options;
  return project.configuration.branch_policies.flatMap((branch, index) =>
    [
      ...reviewPolicies(branch),
      ...buildPolicies(branch),
      ...simplePolicies(branch),
    ].map(({ settings, isBlocking, keyPath, suffix }) => ({
      name: [branch.branch, settings.type, ...(suffix ? [suffix] : [])].join(
        ' ',
      ),
      repository,
      branch: branch.branch,
      isBlocking,
      settings,
      source: {
        file: project.file,
        keyPath: ['branch_policies', index, ...keyPath],
      },
    })),
  );
}

function reviewPolicies(
  branch: BranchConfiguration,
): readonly PolicyOfBranch[] {
  const minimum = branch.minimum_reviewers;
  return [
    ...(minimum === undefined
      ? []
      : [
          {
            settings: {
              type: 'minimum-reviewers' as const,
              count: minimum.count,
              requesterCanApprove: minimum.requester_can_approve,
              allowDownvotes: minimum.allow_downvotes,
              resetOnPush: minimum.reset_on_push,
              requireVoteOnLastIteration:
                minimum.require_vote_on_last_iteration,
              blockLastPusher: minimum.last_pusher_cannot_approve,
            },
            isBlocking: minimum.blocking,
            keyPath: ['minimum_reviewers'],
          },
        ]),
    ...branch.automatic_reviewers.map((policy, index) => ({
      settings: {
        type: 'automatic-reviewers' as const,
        reviewers: policy.reviewers,
        paths: policy.paths,
        message: policy.message,
        minimumApprovers: policy.minimum_approvers,
        requesterCanApprove: policy.requester_can_approve,
      },
      isBlocking: policy.blocking,
      keyPath: ['automatic_reviewers', index],
      suffix: policy.paths.join(' '),
    })),
  ];
}

function buildPolicies(branch: BranchConfiguration): readonly PolicyOfBranch[] {
  return [
    ...branch.build_validation.map((policy, index) => ({
      settings: {
        type: 'build-validation' as const,
        pipeline: policy.pipeline,
        displayName: policy.display_name ?? policy.pipeline,
        // What expires with every push does not expire by time.
        validMinutes: policy.expires_on_push ? 0 : policy.valid_minutes,
        manualQueueOnly: policy.manual,
        expiresOnPush: policy.expires_on_push,
        paths: policy.paths,
      },
      isBlocking: policy.blocking,
      keyPath: ['build_validation', index],
      suffix: policy.pipeline,
    })),
    ...branch.status_checks.map((policy, index) => ({
      settings: {
        type: 'status-check' as const,
        genre: policy.genre,
        statusName: policy.name,
        resetOnPush: policy.reset_on_push,
        appliesWhenPosted: policy.applies_when_posted,
        paths: policy.paths,
      },
      isBlocking: policy.blocking,
      keyPath: ['status_checks', index],
      suffix: `${policy.genre}/${policy.name}`,
    })),
  ];
}

function simplePolicies(
  branch: BranchConfiguration,
): readonly PolicyOfBranch[] {
  const demanded = (
    type: 'comment-resolution' | 'work-item-linking',
    demand: 'required' | 'optional' | undefined,
    key: string,
  ): readonly PolicyOfBranch[] =>
    demand === undefined
      ? []
      : [
          {
            settings: { type },
            isBlocking: demand === 'required',
            keyPath: [key],
          },
        ];
  return [
    ...demanded(
      'comment-resolution',
      branch.comment_resolution,
      'comment_resolution',
    ),
    ...demanded(
      'work-item-linking',
      branch.work_item_linking,
      'work_item_linking',
    ),
    ...(branch.merge_types === undefined
      ? []
      : [
          {
            settings: {
              type: 'merge-types' as const,
              allowed: branch.merge_types,
            },
            isBlocking: true,
            keyPath: ['merge_types'],
          },
        ]),
  ];
}
