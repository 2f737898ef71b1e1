import type { Config } from '@backstage/config';
import type { ScmIntegrationRegistry } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { createCatalogEntityWaitAction } from './actions/azureDevopsCatalogEntityWait';
import { createNamesCheckAction } from './actions/azureDevopsNamesCheck';
import { createPipelineRunAction } from './actions/azureDevopsPipelineRun';
import { createPlanAction } from './actions/azureDevopsPlan';
import { createProvisionAction } from './actions/azureDevopsProvision';
import { createRepositoryEnsureAction } from './actions/azureDevopsRepositoryEnsure';
import { createRepositoryPushAction } from './actions/azureDevopsRepositoryPush';

/**
 * What the actions take from the portal.
 *
 * @public
 */
export interface AzureDevOpsActionsOptions {
  /** Hosts and credentials: the only hosts that an action may talk to. */
  readonly integrations: ScmIntegrationRegistry;
  /** Reads `scaffolder.defaultAuthor` and `scaffolder.requireScmUserCredentials`. */
  readonly config: Config;
  /** Asked whether an entity is there yet. */
  readonly catalog: Pick<CatalogService, 'getEntityByRef'>;
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
    createCatalogEntityWaitAction(options),
  ] as const;
}
