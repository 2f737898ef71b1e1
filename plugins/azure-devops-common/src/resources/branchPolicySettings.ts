import type { Fields } from '../plan/fieldChanges';

/** What a branch policy demands; generic in how it names pipelines and people. @public */
export type BranchPolicySettings<Identity> =
  | {
      readonly type: 'minimum-reviewers';
      readonly count: number;
      readonly requesterCanApprove: boolean;
      readonly allowDownvotes: boolean;
      readonly resetOnPush: boolean;
      readonly requireVoteOnLastIteration: boolean;
      readonly blockLastPusher: boolean;
    }
  | {
      readonly type: 'build-validation';
      /** Name of the pipeline. */
      readonly pipeline: string;
      readonly displayName: string;
      /** 0 unless it expires after some time: it never does, or when the target branch moves. */
      readonly validMinutes: number;
      readonly manualQueueOnly: boolean;
      /** The build expires as soon as the target branch moves, instead of after some minutes. */
      readonly expiresOnPush: boolean;
      /** Paths that a pull request has to touch, such as `/src/*`, in the order in which they are applied; empty for any. */
      readonly paths: readonly string[];
    }
  | { readonly type: 'comment-resolution' }
  | {
      readonly type: 'merge-types';
      readonly allowed: readonly MergeType[];
    }
  | {
      readonly type: 'automatic-reviewers';
      readonly reviewers: readonly Identity[];
      readonly paths: readonly string[];
      readonly message: string;
      /** How many of them have to agree; 1 unless they are one group. */
      readonly minimumApprovers: number;
      readonly requesterCanApprove: boolean;
    }
  | { readonly type: 'work-item-linking' }
  | {
      readonly type: 'status-check';
      readonly genre: string;
      readonly statusName: string;
      readonly resetOnPush: boolean;
      /** Applies once the status has been posted, not from the start. */
      readonly appliesWhenPosted: boolean;
      readonly paths: readonly string[];
    };

/** A way of completing a pull request. @public */
export const MERGE_TYPES = [
  'merge',
  'squash',
  'rebase',
  'rebase-with-merge-commit',
] as const;

/** A way of completing a pull request. @public */
export type MergeType = (typeof MERGE_TYPES)[number];

/** The kinds of branch policies. @public */
export type BranchPolicyType = BranchPolicySettings<never>['type'];

/** Settings as a plan shows them. Path filters keep their order, which decides what they include. */
export function showBranchPolicySettings<Identity>(
  settings: BranchPolicySettings<Identity>,
  show: (identity: Identity) => string,
): Fields {
  switch (settings.type) {
    case 'minimum-reviewers':
      return {
        reviewers: settings.count,
        'requester can approve': settings.requesterCanApprove,
        'allow down-votes': settings.allowDownvotes,
        'reset votes on push': settings.resetOnPush,
        'require vote on last iteration': settings.requireVoteOnLastIteration,
        'last pusher cannot approve': settings.blockLastPusher,
      };
    case 'build-validation':
      return {
        pipeline: settings.pipeline,
        'display name': settings.displayName,
        'valid for minutes': settings.validMinutes,
        'started by hand only': settings.manualQueueOnly,
        'expires when the target branch moves': settings.expiresOnPush,
        paths: settings.paths,
      };
    case 'merge-types':
      return {
        'allowed merge types': MERGE_TYPES.filter(type =>
          settings.allowed.includes(type),
        ),
      };
    case 'automatic-reviewers':
      return {
        reviewers: settings.reviewers.map(show).sort(),
        paths: settings.paths,
        message: settings.message,
        'minimum approvers': settings.minimumApprovers,
        'requester can approve': settings.requesterCanApprove,
      };
    case 'status-check':
      return {
        status: `${settings.genre}/${settings.statusName}`,
        'reset on push': settings.resetOnPush,
        'applies when posted': settings.appliesWhenPosted,
        paths: settings.paths,
      };
    case 'comment-resolution':
    case 'work-item-linking':
      return {};
    default:
      throw new Error(
        `No fields of a policy ${String(settings satisfies never)}`,
      );
  }
}
