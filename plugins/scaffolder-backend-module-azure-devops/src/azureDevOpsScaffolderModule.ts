import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import { scaffolderAutocompleteExtensionPoint } from '@backstage/plugin-scaffolder-node/alpha';
import { createAzureDevOpsAutocomplete } from './azureDevOpsAutocomplete';
import { createAzureDevOpsActions } from './createAzureDevOpsActions';

/**
 * Adds the `azure-devops:*` actions to the scaffolder, and the autocomplete
 * provider `azure-devops` to its form fields.
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
        autocomplete: scaffolderAutocompleteExtensionPoint,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
      },
      async init({ actions, autocomplete, catalog, config }) {
        const integrations = ScmIntegrations.fromConfig(config);
        actions.addActions(
          ...createAzureDevOpsActions({ integrations, catalog, config }),
        );
        autocomplete.addAutocompleteProvider({
          id: 'azure-devops',
          handler: createAzureDevOpsAutocomplete({ integrations }),
        });
      },
    });
  },
});
