import type { ResourceKind } from '@azure-mlops/backstage-plugin-azure-devops-common';
import type { ResourceProvider } from './ResourceProvider';
import { approvalCheckProvider } from './resources/approvalCheck';
import { approverGroupProvider } from './resources/approverGroup';
import { branchControlCheckProvider } from './resources/branchControlCheck';
import { businessHoursCheckProvider } from './resources/businessHoursCheck';
import { branchPolicyProvider } from './resources/branchPolicy';
import { environmentProvider } from './resources/environment';
import { exclusiveLockCheckProvider } from './resources/exclusiveLockCheck';
import { gitRepositoryProvider } from './resources/gitRepository';
import { pipelineProvider } from './resources/pipeline';
import { pipelineFolderProvider } from './resources/pipelineFolder';
import { pipelinePermissionProvider } from './resources/pipelinePermission';
import { requiredTemplateCheckProvider } from './resources/requiredTemplateCheck';
import { projectProvider } from './resources/project';
import { repositoryPolicyProvider } from './resources/repositoryPolicy';
import { roleAssignmentProvider } from './resources/roleAssignment';
import { serviceConnectionProvider } from './resources/serviceConnection';
import { variableGroupProvider } from './resources/variableGroup';

/** The provider of every kind. */
export const resourceProviders: {
  readonly [Kind in ResourceKind]: ResourceProvider<Kind>;
} = {
  project: projectProvider,
  'git-repository': gitRepositoryProvider,
  'repository-policy': repositoryPolicyProvider,
  'pipeline-folder': pipelineFolderProvider,
  pipeline: pipelineProvider,
  'approver-group': approverGroupProvider,
  environment: environmentProvider,
  'service-connection': serviceConnectionProvider,
  'variable-group': variableGroupProvider,
  'approval-check': approvalCheckProvider,
  'branch-control-check': branchControlCheckProvider,
  'exclusive-lock-check': exclusiveLockCheckProvider,
  'business-hours-check': businessHoursCheckProvider,
  'required-template-check': requiredTemplateCheckProvider,
  'role-assignment': roleAssignmentProvider,
  'branch-policy': branchPolicyProvider,
  'pipeline-permission': pipelinePermissionProvider,
};
