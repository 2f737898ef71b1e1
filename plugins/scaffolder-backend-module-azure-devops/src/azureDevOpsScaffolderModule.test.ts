import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import {
  type AutocompleteHandler,
  scaffolderAutocompleteExtensionPoint,
} from '@backstage/plugin-scaffolder-node/alpha';
import { azureDevOpsScaffolderModule } from './azureDevOpsScaffolderModule';

describe('the scaffolder module', () => {
  it('adds its actions and the autocomplete provider', async () => {
    const actions: string[] = [];
    const providers = new Map<string, AutocompleteHandler>();
    const backend = await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          {
            addActions: (...added: readonly { readonly id: string }[]) => {
              actions.push(...added.map(({ id }) => id));
            },
          },
        ],
        [
          scaffolderAutocompleteExtensionPoint,
          {
            addAutocompleteProvider: ({ id, handler }) => {
              providers.set(id, handler);
            },
          },
        ],
      ],
      features: [
        azureDevOpsScaffolderModule,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            integrations: {
              azure: [
                {
                  host: 'dev.azure.com',
                  credentials: [
                    { organizations: ['contoso'], personalAccessToken: 'none' },
                  ],
                },
              ],
            },
          },
        }),
      ],
    });
    expect(actions).toEqual(
      expect.arrayContaining(['azure-devops:provision', 'azure-devops:plan']),
    );
    const suggest = providers.get('azure-devops');
    expect(
      await suggest?.({
        resource: 'organizations',
        token: '',
        context: { host: 'dev.azure.com' },
      }),
    ).toEqual({ results: [{ id: 'contoso', title: 'contoso' }] });
    await backend.stop();
  });
});
