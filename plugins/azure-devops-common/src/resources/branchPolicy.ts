import type { ConfigurationSource } from '../desiredState/configurationSource';
import type { ObservedIdentity } from '../observed/identity';
import type { ResourceReference } from '../plan/change';
import type { Fields } from '../plan/fieldChanges';
import { decideChange } from './decideChange';
import type {
  DifferenceContext,
  ResourceDefinition,
} from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

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
      /** 0: a passed build never expires. */
      readonly validMinutes: number;
      readonly manualQueueOnly: boolean;
      /** The build expires when the target branch moves, instead of after some minutes. */
      readonly expiresOnPush: boolean;
      /** Paths that a pull request has to touch, such as `/src/*`; empty for any. */
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

interface BranchPolicyBase {
  /** `<branch> <type>`, with what tells several of one type apart. */
  readonly name: string;
  readonly repository: string;
  /** Short name of the branch. */
  readonly branch: string;
  /** Whether a pull request cannot be completed while it is not met. */
  readonly isBlocking: boolean;
}

/** What pull requests into a branch have to meet. @public */
export interface DesiredBranchPolicy extends BranchPolicyBase {
  readonly settings: BranchPolicySettings<string>;
  /** The policy in the configuration. */
  readonly source: ConfigurationSource;
}

/** A branch policy whose reviewers have been found. @public */
export interface PlannedBranchPolicy extends BranchPolicyBase {
  readonly settings: BranchPolicySettings<ObservedIdentity>;
}

/** A branch policy as it is. @public */
export interface ObservedBranchPolicy extends ObservedResource {
  readonly repositoryId: string;
  readonly branch: string;
  readonly isEnabled: boolean;
  readonly isBlocking: boolean;
  /** Reviewers by id, the pipeline by id. */
  readonly settings: BranchPolicySettings<string>;
}

/**
 * Policies have no description to carry a mark. One of the same type on the
 * same branch of our repository is the configured one; several build
 * validations, automatic reviewers and status checks are told apart by
 * pipeline, paths and status.
 *
 * @public
 */
export const branchPolicyDefinition: ResourceDefinition<'branch-policy'> = {
  kind: 'branch-policy',
  label: 'branch policy',
  diff(desired, _observed, context) {
    const { source: _source, ...rest } = desired;
    const planned: PlannedBranchPolicy = {
      ...rest,
      settings: resolveSettings(desired.settings, context),
    };
    const observed = findPolicy(planned, context);
    return decideChange({
      kind: 'branch-policy',
      name: desired.name,
      desired: planned,
      observed,
      dependsOn: dependenciesOf(planned),
      fieldsOfDesired: {
        enabled: true,
        blocking: planned.isBlocking,
        ...showSettings(planned.settings, showIdentity),
      },
      fieldsOfObserved: policy => ({
        enabled: policy.isEnabled,
        blocking: policy.isBlocking,
        ...showSettings(withPipelineName(policy.settings, context), id => id),
      }),
    });
  },
  isOurs: (policy, context) =>
    isOfOurRepository(policy, context) &&
    (policy.settings.type !== 'build-validation' ||
      pipelineOfId(policy.settings.pipeline, context) !== undefined),
  identities: ({ settings, source }) =>
    settings.type === 'automatic-reviewers'
      ? settings.reviewers.map((reference, index) => ({
          reference,
          source: {
            ...source,
            keyPath: [...source.keyPath, 'reviewers', index],
          },
        }))
      : [],
};

function resolveSettings(
  settings: BranchPolicySettings<string>,
  context: DifferenceContext,
): BranchPolicySettings<ObservedIdentity> {
  return settings.type === 'automatic-reviewers'
    ? {
        ...settings,
        reviewers: settings.reviewers.map(reference =>
          context.identity(reference),
        ),
      }
    : settings;
}

function isOfOurRepository(
  { repositoryId }: ObservedBranchPolicy,
  context: DifferenceContext,
): boolean {
  const repository = context.observed(
    'git-repository',
    context.owner.repository,
  );
  return repository?.id === repositoryId;
}

function pipelineOfId(id: string, context: DifferenceContext) {
  return context.allObserved('pipeline').find(pipeline => pipeline.id === id);
}

function withPipelineName(
  settings: BranchPolicySettings<string>,
  context: DifferenceContext,
): BranchPolicySettings<string> {
  return settings.type === 'build-validation'
    ? {
        ...settings,
        pipeline:
          pipelineOfId(settings.pipeline, context)?.name ?? settings.pipeline,
      }
    : settings;
}

/** The observed policy that the desired one stands for. */
function findPolicy(
  { repository, branch, settings }: PlannedBranchPolicy,
  context: DifferenceContext,
): ObservedBranchPolicy | undefined {
  const repositoryId = context.observed('git-repository', repository)?.id;
  return context
    .allObserved('branch-policy')
    .find(
      policy =>
        policy.repositoryId === repositoryId &&
        policy.branch === branch &&
        distinguish(withPipelineName(policy.settings, context)) ===
          distinguish(settings),
    );
}

/** What tells policies of one branch apart. */
function distinguish(settings: BranchPolicySettings<unknown>): string {
  switch (settings.type) {
    case 'build-validation':
      return `${settings.type} ${settings.pipeline.toLowerCase()}`;
    case 'automatic-reviewers':
      return `${settings.type} ${[...settings.paths].sort().join(';')}`;
    case 'status-check':
      return `${settings.type} ${settings.genre}/${settings.statusName}`;
    default:
      return settings.type;
  }
}

function dependenciesOf({
  repository,
  settings,
}: PlannedBranchPolicy): readonly ResourceReference[] {
  const base: readonly ResourceReference[] = [
    { kind: 'git-repository', name: repository },
  ];
  if (settings.type === 'build-validation') {
    return [...base, { kind: 'pipeline', name: settings.pipeline }];
  }
  if (settings.type === 'automatic-reviewers') {
    return [
      ...base,
      ...settings.reviewers.flatMap(reviewer =>
        reviewer.status === 'planned'
          ? [{ kind: 'approver-group' as const, name: reviewer.group }]
          : [],
      ),
    ];
  }
  return base;
}

function showIdentity(identity: ObservedIdentity): string {
  return identity.status === 'known' ? identity.id : identity.group;
}

function showSettings<Identity>(
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
        paths: [...settings.paths].sort(),
      };
    case 'merge-types':
      return {
        'allowed merge types': MERGE_TYPES.filter(type =>
          settings.allowed.includes(type),
        ),
      };
    case 'automatic-reviewers':
      return {
        reviewers: settings.reviewers
          .map(reviewer => show(reviewer).toLowerCase())
          .sort(),
        paths: [...settings.paths].sort(),
        message: settings.message,
        'minimum approvers': settings.minimumApprovers,
        'requester can approve': settings.requesterCanApprove,
      };
    case 'status-check':
      return {
        status: `${settings.genre}/${settings.statusName}`,
        'reset on push': settings.resetOnPush,
        'applies when posted': settings.appliesWhenPosted,
        paths: [...settings.paths].sort(),
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
