import type { Config } from '@backstage/config';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createBranchPolicyEnsureAction } from './actions/azureDevopsBranchPolicyEnsure';
import { createCatalogEntityWaitAction } from './actions/azureDevopsCatalogEntityWait';
import { createCheckEnsureAction } from './actions/azureDevopsCheckEnsure';
import { createEnvironmentEnsureAction } from './actions/azureDevopsEnvironmentEnsure';
import { createGroupEnsureAction } from './actions/azureDevopsGroupEnsure';
import { createNamesCheckAction } from './actions/azureDevopsNamesCheck';
import { createPipelineEnsureAction } from './actions/azureDevopsPipelineEnsure';
import { createPipelinePermissionGrantAction } from './actions/azureDevopsPipelinePermissionGrant';
import { createPipelineRunAction } from './actions/azureDevopsPipelineRun';
import { createPlanAction } from './actions/azureDevopsPlan';
import { createProjectEnsureAction } from './actions/azureDevopsProjectEnsure';
import { createProvisionAction } from './actions/azureDevopsProvision';
import { createPullRequestCreateAction } from './actions/azureDevopsPullRequestCreate';
import { createRepositoryEnsureAction } from './actions/azureDevopsRepositoryEnsure';
import { createRepositoryPushAction } from './actions/azureDevopsRepositoryPush';
import { createServiceConnectionEnsureAction } from './actions/azureDevopsServiceConnectionEnsure';
import { createTeardownAction } from './actions/azureDevopsTeardown';
import { createVariableGroupEnsureAction } from './actions/azureDevopsVariableGroupEnsure';

/**
 * What the actions take from the portal.
 *
 * @public
 */
export interface AzureDevOpsActionsOptions {
  /** Hosts and credentials: the only hosts that an action may talk to. */
  readonly integrations: ScmIntegrationRegistry;
  /** Reads `scaffolder.defaultAuthor`, `scaffolder.requireScmUserCredentials` and `azureMlops.provisioning.secrets`. */
  readonly config: Config;
  /** Asked whether an entity is there yet, and whom users and groups stand for. */
  readonly catalog: Pick<
    CatalogService,
    'getEntityByRef' | 'getEntitiesByRefs'
  >;
  /** The moment of a commit; the machine's clock unless a test hands in another. */
  readonly now?: () => Date;
}

/**
 * Every action of this module.
 *
 * @public
 */
export function createAzureDevOpsActions(options: AzureDevOpsActionsOptions) {
  return [
    createNamesCheckAction(options),
    createPlanAction(options),
    createRepositoryEnsureAction(options),
    createRepositoryPushAction(options),
    createProvisionAction(options),
    createPipelineRunAction(options),
    createTeardownAction(options),
    createProjectEnsureAction(options),
    createPipelineEnsureAction(options),
    createEnvironmentEnsureAction(options),
    createVariableGroupEnsureAction(options),
    createServiceConnectionEnsureAction(options),
    createGroupEnsureAction(options),
    createCheckEnsureAction(options),
    createPipelinePermissionGrantAction(options),
    createBranchPolicyEnsureAction(options),
    createPullRequestCreateAction(options),
    createCatalogEntityWaitAction(options),
  ] as const;
}
