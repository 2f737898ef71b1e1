import { Owner } from '../ownership/ownershipMark';
import {
  DesiredApprovalCheck,
  DesiredEnvironment,
  DesiredPipeline,
  DesiredVariableGroup,
  ProtectedResource,
} from '../desiredState/desiredState';
import {
  ObservedApprovalCheck,
  ObservedApprover,
  ObservedEnvironment,
  ObservedPipeline,
  ObservedPipelinePermission,
  ObservedProject,
  ObservedRepository,
  ObservedVariableGroup,
} from '../observed/observedState';

/** The kinds of resources that provisioning knows. @public */
export type ResourceKind =
  | 'git-repository'
  | 'pipeline'
  | 'environment'
  | 'approval-check'
  | 'variable-group'
  | 'pipeline-permission';

/** Addresses a resource within one plan. @public */
export interface ResourceReference {
  readonly kind: ResourceKind;
  readonly name: string;
}

/** A value of a field as a plan shows it; never a secret. @public */
export type FieldValue =
  | string
  | number
  | boolean
  | readonly string[]
  | undefined;

/** One field that differs, or that a new resource gets. @public */
export interface FieldChange {
  readonly field: string;
  readonly before: FieldValue;
  readonly after: FieldValue;
}

interface ChangeBase<Kind extends ResourceKind> {
  readonly kind: Kind;
  readonly name: string;
  /** Why this is the action, as a clause for people. */
  readonly reason: string;
  /** Resources that have to be there first. */
  readonly dependsOn: readonly ResourceReference[];
}

/**
 * What has to happen to one resource.
 *
 * `conflict` means that a resource of this name exists which is not ours:
 * nothing is written while a plan holds one.
 *
 * @public
 */
export type Change<
  Kind extends ResourceKind,
  Desired,
  Observed,
> = ChangeBase<Kind> &
  (
    | {
        readonly action: 'create';
        readonly desired: Desired;
        readonly fields: readonly FieldChange[];
      }
    | {
        readonly action: 'update' | 'replace';
        readonly desired: Desired;
        readonly observed: Observed;
        readonly fields: readonly FieldChange[];
      }
    | { readonly action: 'delete'; readonly observed: Observed }
    | {
        readonly action: 'unchanged';
        readonly desired: Desired;
        readonly observed: Observed;
      }
    | {
        readonly action: 'conflict';
        readonly desired: Desired;
        readonly observed: Observed;
        readonly remedy: string;
      }
  );

/** What has to happen to the Git repository. @public */
export type RepositoryChange = Change<
  'git-repository',
  { readonly name: string },
  ObservedRepository
>;

/** A pipeline and the repository that holds its YAML file. @public */
export type PlannedPipeline = DesiredPipeline & {
  readonly repository: string;
};

/** What has to happen to one pipeline. @public */
export type PipelineChange = Change<
  'pipeline',
  PlannedPipeline,
  ObservedPipeline
>;

/** What has to happen to one environment. @public */
export type EnvironmentChange = Change<
  'environment',
  DesiredEnvironment,
  ObservedEnvironment
>;

/** An approval check whose approvers have been found. @public */
export type PlannedApprovalCheck = Omit<DesiredApprovalCheck, 'approvers'> & {
  readonly approvers: readonly ObservedApprover[];
};

/** What has to happen to the approval check of one environment. @public */
export type ApprovalCheckChange = Change<
  'approval-check',
  PlannedApprovalCheck,
  ObservedApprovalCheck
>;

/** What has to happen to one variable group. @public */
export type VariableGroupChange = Change<
  'variable-group',
  DesiredVariableGroup,
  ObservedVariableGroup
>;

/** Which of our pipelines get or lose the use of a resource. @public */
export interface PlannedPipelinePermission {
  readonly resource: ProtectedResource;
  readonly grant: readonly string[];
  readonly revoke: readonly string[];
  /** Someone has opened the resource to every pipeline of the project. */
  readonly closeToOtherPipelines: boolean;
}

/** What has to happen to the permissions of one protected resource. @public */
export type PipelinePermissionChange = Change<
  'pipeline-permission',
  PlannedPipelinePermission,
  ObservedPipelinePermission
>;

/** What has to happen to one resource, of whatever kind. @public */
export type ResourceChange =
  | RepositoryChange
  | PipelineChange
  | EnvironmentChange
  | ApprovalCheckChange
  | VariableGroupChange
  | PipelinePermissionChange;

/** What a plan can want of a resource. @public */
export type PlannedAction = ResourceChange['action'];

/**
 * The way from what is to what should be. Plain data: a dry run prints it,
 * apply carries out this very object.
 *
 * @public
 */
export interface Plan {
  readonly project: ObservedProject;
  /** Whose mark the resources carry. */
  readonly owner: Owner;
  readonly changes: readonly ResourceChange[];
}

/** Key of a resource in maps, unique within one plan. @public */
export function keyOfResource(resource: ResourceReference): string {
  return `${resource.kind}/${resource.name.toLowerCase()}`;
}

/** The changes that say that a resource is not ours. @public */
export function findConflicts(
  plan: Plan,
): readonly Extract<ResourceChange, { action: 'conflict' }>[] {
  return plan.changes.filter(
    (change): change is Extract<ResourceChange, { action: 'conflict' }> =>
      change.action === 'conflict',
  );
}

/** How many resources of a plan need which action. @public */
export function countActions(
  plan: Plan,
): Readonly<Record<PlannedAction, number>> {
  const count = (action: PlannedAction) =>
    plan.changes.filter(change => change.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    unchanged: count('unchanged'),
    conflict: count('conflict'),
  };
}
