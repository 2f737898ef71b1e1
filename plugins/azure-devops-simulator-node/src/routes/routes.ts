import { Route } from '../server/Route';
import { artifactRoutes } from './build/artifactRoutes';
import { buildRoutes } from './build/buildRoutes';
import { buildTagRoutes } from './build/buildTagRoutes';
import { changeRoutes } from './build/changeRoutes';
import { definitionRoutes } from './build/definitionRoutes';
import { folderRoutes } from './build/folderRoutes';
import { logRoutes } from './build/logRoutes';
import { stageRoutes } from './build/stageRoutes';
import { timelineRoutes } from './build/timelineRoutes';
import { approvalRoutes } from './checks/approvalRoutes';
import { authorizedResourceRoutes } from './checks/authorizedResourceRoutes';
import { checkRoutes } from './checks/checkRoutes';
import { pipelinePermissionRoutes } from './checks/pipelinePermissionRoutes';
import { processRoutes } from './core/processRoutes';
import { projectPropertyRoutes } from './core/projectPropertyRoutes';
import { projectRoutes } from './core/projectRoutes';
import { teamRoutes } from './core/teamRoutes';
import { discoveryRoutes } from './discovery/discoveryRoutes';
import { agentRoutes } from './distributedTask/agentRoutes';
import { environmentRoutes } from './distributedTask/environmentRoutes';
import { queueRoutes } from './distributedTask/queueRoutes';
import { secureFileRoutes } from './distributedTask/secureFileRoutes';
import { variableGroupRoutes } from './distributedTask/variableGroupRoutes';
import { annotatedTagRoutes } from './git/annotatedTagRoutes';
import { batchRoutes } from './git/batchRoutes';
import { commitRoutes } from './git/commitRoutes';
import { commitStatusRoutes } from './git/commitStatusRoutes';
import { comparisonRoutes } from './git/comparisonRoutes';
import { itemRoutes } from './git/itemRoutes';
import { mergeRoutes } from './git/mergeRoutes';
import { pushRoutes } from './git/pushRoutes';
import { referenceRoutes } from './git/referenceRoutes';
import { repositoryRoutes } from './git/repositoryRoutes';
import { hookNotificationRoutes } from './hooks/hookNotificationRoutes';
import { hookPublisherRoutes } from './hooks/hookPublisherRoutes';
import { hookSubscriptionRoutes } from './hooks/hookSubscriptionRoutes';
import { entitlementRoutes } from './identity/entitlementRoutes';
import { graphRoutes } from './identity/graphRoutes';
import { groupRoutes } from './identity/groupRoutes';
import { identityPickerRoutes } from './identity/identityPickerRoutes';
import { identityRoutes } from './identity/identityRoutes';
import { membershipRoutes } from './identity/membershipRoutes';
import { userRoutes } from './identity/userRoutes';
import { pipelineRoutes } from './pipelines/pipelineRoutes';
import { runContentRoutes } from './pipelines/runContentRoutes';
import { evaluationRoutes } from './policy/evaluationRoutes';
import { policyRoutes } from './policy/policyRoutes';
import { discussionRoutes } from './pullRequests/discussionRoutes';
import { iterationRoutes } from './pullRequests/iterationRoutes';
import { labelRoutes } from './pullRequests/labelRoutes';
import { pullRequestRoutes } from './pullRequests/pullRequestRoutes';
import { relatedRoutes } from './pullRequests/relatedRoutes';
import { reviewerRoutes } from './pullRequests/reviewerRoutes';
import { statusRoutes } from './pullRequests/statusRoutes';
import { accessControlRoutes } from './security/accessControlRoutes';
import { namespaceRoutes } from './security/namespaceRoutes';
import { roleRoutes } from './security/roleRoutes';
import { serviceEndpointRoutes } from './serviceEndpoint/serviceEndpointRoutes';
import { testRoutes } from './test/testRoutes';

/** Every operation that the simulator serves; the first match wins, so the more specific areas come first. */
export const routes: readonly Route[] = [
  ...discoveryRoutes,
  ...projectRoutes,
  ...projectPropertyRoutes,
  ...teamRoutes,
  ...processRoutes,
  ...repositoryRoutes,
  ...itemRoutes,
  ...referenceRoutes,
  ...commitRoutes,
  ...commitStatusRoutes,
  ...comparisonRoutes,
  ...batchRoutes,
  ...annotatedTagRoutes,
  ...mergeRoutes,
  ...pushRoutes,
  ...pullRequestRoutes,
  ...reviewerRoutes,
  ...discussionRoutes,
  ...statusRoutes,
  ...iterationRoutes,
  ...labelRoutes,
  ...relatedRoutes,
  ...definitionRoutes,
  ...folderRoutes,
  ...buildRoutes,
  ...timelineRoutes,
  ...logRoutes,
  ...artifactRoutes,
  ...buildTagRoutes,
  ...changeRoutes,
  ...stageRoutes,
  ...testRoutes,
  ...environmentRoutes,
  ...checkRoutes,
  ...approvalRoutes,
  ...pipelinePermissionRoutes,
  ...authorizedResourceRoutes,
  ...pipelineRoutes,
  ...runContentRoutes,
  ...variableGroupRoutes,
  ...secureFileRoutes,
  ...queueRoutes,
  ...agentRoutes,
  ...serviceEndpointRoutes,
  ...policyRoutes,
  ...evaluationRoutes,
  ...identityRoutes,
  ...identityPickerRoutes,
  ...graphRoutes,
  ...userRoutes,
  ...entitlementRoutes,
  ...groupRoutes,
  ...membershipRoutes,
  ...roleRoutes,
  ...namespaceRoutes,
  ...accessControlRoutes,
  ...hookPublisherRoutes,
  ...hookSubscriptionRoutes,
  ...hookNotificationRoutes,
];
