import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useMemo, useState } from 'react';
import { FieldGroup } from '../FieldGroup';
import { LocationInput } from './LocationInput';
import type { pickerSchema } from './pickerSchema';
import { pickerSettings } from './pickerSettings';
import type { PickerSettings } from './pickerSettings';
import { repositoryPageUrl } from './repositoryLocation';
import type { LocationPart } from './repositoryLocation';
import { RepositoryPreview } from './RepositoryPreview';
import { useRepositoryLocation } from './useRepositoryLocation';
import { validateRepositoryLocation } from './validateRepositoryLocation';

type PartInput = {
  readonly part: LocationPart;
  readonly label: string;
  readonly hint: string;
  readonly choices: (settings: PickerSettings) => readonly string[];
};

const PART_INPUTS: readonly PartInput[] = [
  {
    part: 'host',
    label: 'Azure DevOps',
    hint: 'The host that this portal is connected to.',
    choices: settings => settings.hosts,
  },
  {
    part: 'organization',
    label: 'Organization',
    hint: 'The Azure DevOps organization, for example contoso.',
    choices: settings => settings.organizations,
  },
  {
    part: 'project',
    label: 'Project',
    hint: 'An existing project of the organization.',
    choices: settings => settings.projects,
  },
  {
    part: 'repository',
    label: 'Repository',
    hint: 'Name of the Git repository to create.',
    choices: () => [],
  },
];

/** Asks for host, organization, project and repository, and shows the address they make up. */
export const AzureDevOpsRepositoryPicker = (
  props: typeof pickerSchema.TProps,
) => {
  const { idSchema, uiSchema, schema, rawErrors = [], formContext } = props;
  const config = useApi(configApiRef);
  const options = uiSchema['ui:options'];
  const settings = useMemo(
    () => pickerSettings(config, options),
    [config, options],
  );
  const [visited, setVisited] = useState<readonly LocationPart[]>([]);
  const { location, change } = useRepositoryLocation({
    fieldId: idSchema.$id,
    repoUrl: props.formData,
    settings,
    projectName: nameIn(formContext),
    onChange: props.onChange,
  });
  const problems = validateRepositoryLocation(location, settings);
  // Nobody wants to be told off for a field they have not reached yet.
  const problemOf = (part: LocationPart) =>
    rawErrors.length > 0 || visited.includes(part)
      ? problems.find(problem => problem.part === part)?.message
      : undefined;

  return (
    <FieldGroup
      id={idSchema.$id}
      title={schema.title}
      description={uiSchema['ui:description'] ?? schema.description}
    >
      {PART_INPUTS.map(({ part, label, hint, choices }) => (
        <LocationInput
          key={part}
          id={`${idSchema.$id}-${part}`}
          label={label}
          hint={hint}
          choices={choices(settings)}
          value={location[part]}
          problem={problemOf(part)}
          disabled={Boolean(props.disabled || props.readonly)}
          onChange={value => change(part, value)}
          onLeave={() => setVisited([...visited, part])}
        />
      ))}
      <RepositoryPreview id={idSchema.$id} url={repositoryPageUrl(location)} />
    </FieldGroup>
  );
};

function nameIn(formContext: unknown): string {
  const name = (
    formContext as
      | { readonly formData?: { readonly name?: unknown } }
      | undefined
  )?.formData?.name;
  return typeof name === 'string' ? name : '';
}
