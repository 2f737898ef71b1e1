import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

// Each field is loaded when a form is opened, so that the portal's first page does not pay for it.
const repositoryPicker = FormFieldBlueprint.make({
  name: 'azure-devops-repository-picker',
  params: {
    field: async () =>
      (await import('./fields/AzureDevOpsRepositoryPicker'))
        .azureDevOpsRepositoryPickerField,
  },
});

const environments = FormFieldBlueprint.make({
  name: 'environments-field',
  params: {
    field: async () =>
      (await import('./fields/EnvironmentsField')).environmentsFormField,
  },
});

/**
 * Adds the fields `AzureDevOpsRepositoryPicker` and `EnvironmentsField` to the scaffolder's forms.
 *
 * @public
 */
export const azureMlopsPlugin = createFrontendPlugin({
  pluginId: 'azure-mlops',
  title: 'Azure MLOps',
  info: { packageJson: () => import('../package.json') },
  extensions: [repositoryPicker, environments],
});
