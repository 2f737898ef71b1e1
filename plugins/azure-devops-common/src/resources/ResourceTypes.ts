import type {
  DesiredApproverGroup,
  ObservedApproverGroup,
  PlannedApproverGroup,
} from './approverGroup';
import type {
  DesiredBranchPolicy,
  ObservedBranchPolicy,
  PlannedBranchPolicy,
} from './branchPolicy';
import type {
  DesiredApprovalCheck,
  ObservedApprovalCheck,
  PlannedApprovalCheck,
} from './approvalCheck';
import type {
  DesiredBranchControlCheck,
  ObservedBranchControlCheck,
} from './branchControlCheck';
import type {
  DesiredBusinessHoursCheck,
  ObservedBusinessHoursCheck,
} from './businessHoursCheck';
import type { DesiredEnvironment, ObservedEnvironment } from './environment';
import type {
  DesiredExclusiveLockCheck,
  ObservedExclusiveLockCheck,
} from './exclusiveLockCheck';
import type {
  DesiredGitRepository,
  ObservedGitRepository,
} from './gitRepository';
import type { DesiredPipeline, ObservedPipeline } from './pipeline';
import type {
  DesiredPipelineFolder,
  ObservedPipelineFolder,
} from './pipelineFolder';
import type {
  DesiredPipelinePermission,
  ObservedPipelinePermission,
  PlannedPipelinePermission,
} from './pipelinePermission';
import type { DesiredProject, ObservedProject } from './project';
import type {
  DesiredRepositoryPolicy,
  ObservedRepositoryPolicy,
} from './repositoryPolicy';
import type {
  DesiredRequiredTemplateCheck,
  ObservedRequiredTemplateCheck,
} from './requiredTemplateCheck';
import type {
  DesiredRoleAssignment,
  ObservedRoleAssignment,
  PlannedRoleAssignment,
} from './roleAssignment';
import type {
  DesiredServiceConnection,
  ObservedServiceConnection,
} from './serviceConnection';
import type {
  DesiredVariableGroup,
  ObservedVariableGroup,
} from './variableGroup';

/** The values of one kind; `planned` differs where names are looked up first. @public */
export interface KindOf<
  DesiredOfKind,
  ObservedOfKind,
  PlannedOfKind = DesiredOfKind,
> {
  readonly desired: DesiredOfKind;
  readonly observed: ObservedOfKind;
  readonly planned: PlannedOfKind;
}

/**
 * Every kind of resource that provisioning knows, with what is wanted of it,
 * what is found, and, where they differ from what is wanted, the values that
 * a plan holds once names have been looked up.
 *
 * To add a kind: a file here, a line in `resourceDefinitions.ts`, and a
 * provider in the provisioning engine. The compiler asks for each.
 *
 * @public
 */
export interface ResourceTypes {
  project: KindOf<DesiredProject, ObservedProject>;
  'git-repository': KindOf<DesiredGitRepository, ObservedGitRepository>;
  'repository-policy': KindOf<
    DesiredRepositoryPolicy,
    ObservedRepositoryPolicy
  >;
  'pipeline-folder': KindOf<DesiredPipelineFolder, ObservedPipelineFolder>;
  pipeline: KindOf<DesiredPipeline, ObservedPipeline>;
  'approver-group': KindOf<
    DesiredApproverGroup,
    ObservedApproverGroup,
    PlannedApproverGroup
  >;
  environment: KindOf<DesiredEnvironment, ObservedEnvironment>;
  'service-connection': KindOf<
    DesiredServiceConnection,
    ObservedServiceConnection
  >;
  'variable-group': KindOf<DesiredVariableGroup, ObservedVariableGroup>;
  'approval-check': KindOf<
    DesiredApprovalCheck,
    ObservedApprovalCheck,
    PlannedApprovalCheck
  >;
  'branch-control-check': KindOf<
    DesiredBranchControlCheck,
    ObservedBranchControlCheck
  >;
  'exclusive-lock-check': KindOf<
    DesiredExclusiveLockCheck,
    ObservedExclusiveLockCheck
  >;
  'business-hours-check': KindOf<
    DesiredBusinessHoursCheck,
    ObservedBusinessHoursCheck
  >;
  'required-template-check': KindOf<
    DesiredRequiredTemplateCheck,
    ObservedRequiredTemplateCheck
  >;
  'role-assignment': KindOf<
    DesiredRoleAssignment,
    ObservedRoleAssignment,
    PlannedRoleAssignment
  >;
  'branch-policy': KindOf<
    DesiredBranchPolicy,
    ObservedBranchPolicy,
    PlannedBranchPolicy
  >;
  'pipeline-permission': KindOf<
    DesiredPipelinePermission,
    ObservedPipelinePermission,
    PlannedPipelinePermission
  >;
}

/** The kinds of resources that provisioning knows. @public */
export type ResourceKind = keyof ResourceTypes;

/** What is wanted of a resource of a kind. @public */
export type Desired<Kind extends ResourceKind> = ResourceTypes[Kind]['desired'];

/** What is found of a resource of a kind. @public */
export type Observed<Kind extends ResourceKind> =
  ResourceTypes[Kind]['observed'];

/** What a plan wants of a resource of a kind. @public */
export type Planned<Kind extends ResourceKind> = ResourceTypes[Kind]['planned'];

/** What every observed resource has. @public */
export interface ObservedResource {
  readonly id: string;
  /** As the plan calls it. */
  readonly name: string;
  /** The page on which people see and change it. */
  readonly url: string;
}
