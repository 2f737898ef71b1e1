import type { ConfigurationSource } from '../desiredState/configurationSource';
import { distinctIdentities } from '../observed/distinctIdentities';
import type { ObservedIdentity } from '../observed/identity';
import { isSameName } from '../names/resourceNames';
import type { ResourceReference } from '../plan/change';
import {
  type BranchPolicySettings,
  showBranchPolicySettings,
} from './branchPolicySettings';
import { decideChange } from './decideChange';
import type {
  DifferenceContext,
  ResourceDefinition,
} from './ResourceDefinition';
import type { ObservedResource } from './ResourceTypes';

export { MERGE_TYPES } from './branchPolicySettings';
export type {
  BranchPolicySettings,
  BranchPolicyType,
  MergeType,
} from './branchPolicySettings';

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
    const showReviewer = (id: string) => {
      const reviewer = reviewersOf(planned).find(
        candidate =>
          candidate.status === 'known' && isSameName(candidate.id, id),
      );
      return reviewer === undefined ? id : showIdentity(reviewer);
    };
    return decideChange({
      kind: 'branch-policy',
      name: desired.name,
      desired: planned,
      observed: findPolicy(planned, context),
      dependsOn: dependenciesOf(planned),
      fieldsOfDesired: {
        enabled: true,
        blocking: planned.isBlocking,
        ...showBranchPolicySettings(planned.settings, showIdentity),
      },
      fieldsOfObserved: policy => ({
        enabled: policy.isEnabled,
        blocking: policy.isBlocking,
        ...showBranchPolicySettings(
          withPipelineName(policy.settings, planned.settings, context),
          showReviewer,
        ),
      }),
    });
  },
  isOurs: (policy, context) =>
    isOfOurRepository(policy, context) &&
    (policy.settings.type !== 'build-validation' ||
      isPipelineOurs(policy.settings.pipeline, context)),
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
        reviewers: distinctIdentities(
          settings.reviewers.map(reference => context.identity(reference)),
        ),
      }
    : settings;
}

/** A repository that we took over may have policies that were there before us. */
function isOfOurRepository(
  { repositoryId }: ObservedBranchPolicy,
  context: DifferenceContext,
): boolean {
  const repository = context.observed(
    'git-repository',
    context.owner.repository,
  );
  return repository?.id === repositoryId && repository.content !== 'foreign';
}

/** The observed policy that the desired one stands for. */
function findPolicy(
  { repository, branch, settings }: PlannedBranchPolicy,
  context: DifferenceContext,
): ObservedBranchPolicy | undefined {
  const repositoryId = context.observed('git-repository', repository)?.id;
  const candidates = context
    .allObserved('branch-policy')
    .filter(
      policy =>
        policy.repositoryId === repositoryId && policy.branch === branch,
    );
  return (
    candidates.find(policy => isMeant(policy.settings, settings, context)) ??
    candidates.find(policy => isOrphaned(policy.settings, settings, context))
  );
}

function isMeant(
  observed: BranchPolicySettings<string>,
  desired: BranchPolicySettings<unknown>,
  context: DifferenceContext,
): boolean {
  if (observed.type === 'build-validation') {
    return (
      desired.type === observed.type &&
      idOfPipeline(desired.pipeline, context) === observed.pipeline
    );
  }
  if (observed.type === 'automatic-reviewers') {
    const write = (paths: readonly string[]) => [...paths].sort().join(';');
    return (
      desired.type === observed.type &&
      write(desired.paths) === write(observed.paths)
    );
  }
  if (observed.type === 'status-check') {
    return (
      desired.type === observed.type &&
      desired.genre === observed.genre &&
      desired.statusName === observed.statusName
    );
  }
  return desired.type === observed.type;
}

/** A pipeline that was deleted and made again has another id: the validation of the old one would never pass. */
function isOrphaned(
  observed: BranchPolicySettings<string>,
  desired: BranchPolicySettings<unknown>,
  context: DifferenceContext,
): boolean {
  return (
    observed.type === 'build-validation' &&
    desired.type === 'build-validation' &&
    observed.displayName === desired.displayName &&
    !isPipelineOurs(observed.pipeline, context)
  );
}

function idOfPipeline(
  name: string,
  context: DifferenceContext,
): string | undefined {
  const desired = context
    .desired('pipeline')
    .find(pipeline => isSameName(pipeline.name, name));
  return context
    .allObserved('pipeline')
    .find(
      pipeline =>
        isSameName(pipeline.name, name) &&
        isSameName(pipeline.folder, desired?.folder ?? pipeline.folder),
    )?.id;
}

/** Pipelines that are observed are ours or desired. */
function isPipelineOurs(id: string, context: DifferenceContext): boolean {
  return context.allObserved('pipeline').some(pipeline => pipeline.id === id);
}

/** Names the pipeline of a policy as the configuration does, if it is the one that is meant. */
function withPipelineName(
  observed: BranchPolicySettings<string>,
  desired: BranchPolicySettings<unknown>,
  context: DifferenceContext,
): BranchPolicySettings<string> {
  const isSamePipeline =
    observed.type === 'build-validation' &&
    desired.type === 'build-validation' &&
    idOfPipeline(desired.pipeline, context) === observed.pipeline;
  return isSamePipeline
    ? { ...observed, pipeline: desired.pipeline }
    : observed;
}

function reviewersOf({
  settings,
}: PlannedBranchPolicy): readonly ObservedIdentity[] {
  return settings.type === 'automatic-reviewers' ? settings.reviewers : [];
}

function showIdentity(identity: ObservedIdentity): string {
  return identity.status === 'known'
    ? `${identity.displayName} <${identity.id}>`
    : identity.group;
}

function dependenciesOf(
  policy: PlannedBranchPolicy,
): readonly ResourceReference[] {
  const { repository, settings } = policy;
  return [
    { kind: 'git-repository', name: repository },
    ...(settings.type === 'build-validation'
      ? [{ kind: 'pipeline' as const, name: settings.pipeline }]
      : []),
    ...reviewersOf(policy).flatMap(reviewer =>
      reviewer.status === 'planned'
        ? [{ kind: 'approver-group' as const, name: reviewer.group }]
        : [],
    ),
  ];
}
