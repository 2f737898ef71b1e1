import { configApiRef } from '@backstage/frontend-plugin-api';
import type { CustomFieldValidator } from '@backstage/plugin-scaffolder-react';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { AzureDevOpsRepositoryPicker } from './AzureDevOpsRepositoryPicker';
import { pickerSchema } from './pickerSchema';
import { completeLocation, pickerSettings } from './pickerSettings';
import type { PickerOptions } from './pickerSettings';
import { parseRepoUrl } from './repositoryLocation';
import { validateRepositoryLocation } from './validateRepositoryLocation';

const validation: CustomFieldValidator<string, PickerOptions> = (
  value,
  field,
  { apiHolder, uiSchema },
) => {
  const config = apiHolder.get(configApiRef);
  if (!config) {
    throw new Error('The repository picker needs the configuration API');
  }
  const settings = pickerSettings(config, uiSchema?.['ui:options']);
  const location = parseRepoUrl(value);
  const problems = validateRepositoryLocation(
    // The host comes from the value, not from the list: a value may also come from a link.
    { ...completeLocation(location, settings, ''), host: location.host ?? '' },
    settings,
  );
  problems.forEach(({ message }) => field.addError(message));
};

/** Form field `AzureDevOpsRepositoryPicker`: where a new repository goes, as a `repoUrl`. */
export const azureDevOpsRepositoryPickerField = createFormField({
  name: 'AzureDevOpsRepositoryPicker',
  component: AzureDevOpsRepositoryPicker,
  schema: pickerSchema,
  validation,
});
