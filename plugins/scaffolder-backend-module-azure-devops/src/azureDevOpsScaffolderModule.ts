import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { createAzureDevOpsActions } from './createAzureDevOpsActions';

/**
 * Adds the `azure-devops:*` actions to the scaffolder.
 *
 * @public
 */
export const azureDevOpsScaffolderModule = createBackendModule({
  pluginId: 'scaffolder',
  moduleId: 'azure-devops',
  register(registration) {
    registration.registerInit({
      deps: {
        actions: scaffolderActionsExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
      },
      async init({ actions, catalog, config }) {
        actions.addActions(
          ...createAzureDevOpsActions({
            integrations: ScmIntegrations.fromConfig(config),
            catalog,
            config,
          }),
        );
      },
    });
  },
});
