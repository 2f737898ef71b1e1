import { approvalCheckDefinition } from './approvalCheck';
import { approverGroupDefinition } from './approverGroup';
import { branchControlCheckDefinition } from './branchControlCheck';
import { branchPolicyDefinition } from './branchPolicy';
import { businessHoursCheckDefinition } from './businessHoursCheck';
import { environmentDefinition } from './environment';
import { exclusiveLockCheckDefinition } from './exclusiveLockCheck';
import { gitRepositoryDefinition } from './gitRepository';
import { pipelineDefinition } from './pipeline';
import { pipelineFolderDefinition } from './pipelineFolder';
import { pipelinePermissionDefinition } from './pipelinePermission';
import { projectDefinition } from './project';
import { repositoryPolicyDefinition } from './repositoryPolicy';
import { requiredTemplateCheckDefinition } from './requiredTemplateCheck';
import type { ResourceDefinition } from './ResourceDefinition';
import type { ResourceKind } from './ResourceTypes';
import { roleAssignmentDefinition } from './roleAssignment';
import { serviceConnectionDefinition } from './serviceConnection';
import { variableGroupDefinition } from './variableGroup';

/**
 * The definition of every kind, in an order in which nothing comes before what
 * it depends on. Plans have this order; removal goes the other way.
 *
 * @public
 */
export const resourceDefinitions: {
  readonly [Kind in ResourceKind]: ResourceDefinition<Kind>;
} = {
  project: projectDefinition,
  'git-repository': gitRepositoryDefinition,
  'repository-policy': repositoryPolicyDefinition,
  'pipeline-folder': pipelineFolderDefinition,
  pipeline: pipelineDefinition,
  'approver-group': approverGroupDefinition,
  environment: environmentDefinition,
  'service-connection': serviceConnectionDefinition,
  'variable-group': variableGroupDefinition,
  'approval-check': approvalCheckDefinition,
  'branch-control-check': branchControlCheckDefinition,
  'exclusive-lock-check': exclusiveLockCheckDefinition,
  'business-hours-check': businessHoursCheckDefinition,
  'required-template-check': requiredTemplateCheckDefinition,
  'role-assignment': roleAssignmentDefinition,
  'branch-policy': branchPolicyDefinition,
  'pipeline-permission': pipelinePermissionDefinition,
};

/** Every kind, in the order of {@link resourceDefinitions}. @public */
export const RESOURCE_KINDS = Object.keys(
  resourceDefinitions,
) as readonly ResourceKind[];

/** Words for a kind, for people. @public */
export function labelOfResourceKind(kind: ResourceKind): string {
  return resourceDefinitions[kind].label;
}
