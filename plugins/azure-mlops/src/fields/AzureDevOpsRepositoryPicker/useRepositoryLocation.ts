import { useEffect } from 'react';
import { buildRepoUrl, parseRepoUrl } from './repositoryLocation';
import type { CompleteLocation, LocationPart } from './repositoryLocation';
import { completeLocation } from './pickerSettings';
import type { PickerSettings } from './pickerSettings';
import { createSuggestedNames } from './suggestedNames';

const suggestedNames = createSuggestedNames();

/**
 * The location that a field's value stands for, with what nobody has touched filled in.
 *
 * The value of the form is the only state: everything shown is derived from it.
 */
export function useRepositoryLocation(options: {
  readonly fieldId: string;
  readonly repoUrl: string | undefined;
  readonly settings: PickerSettings;
  /** Name of the project that is being created: the repository is called the same. */
  readonly projectName: string;
  readonly onChange: (repoUrl: string) => void;
}): {
  readonly location: CompleteLocation;
  readonly change: (part: LocationPart, value: string) => void;
} {
  const { fieldId, repoUrl, settings, projectName, onChange } = options;
  const parsed = parseRepoUrl(repoUrl);
  const isSuggestion = suggestedNames.isSuggestion(fieldId, parsed.repository);
  const location = completeLocation(
    isSuggestion ? { ...parsed, repository: undefined } : parsed,
    settings,
    projectName,
  );
  const completeRepoUrl = buildRepoUrl(location);

  useEffect(() => {
    if (isSuggestion) {
      suggestedNames.remember(fieldId, projectName);
    }
    // Defaults are part of the value from the start, or a form nobody touched would send nothing.
    if (completeRepoUrl !== repoUrl) {
      onChange(completeRepoUrl);
    }
  }, [completeRepoUrl, fieldId, isSuggestion, onChange, projectName, repoUrl]);

  const change = (part: LocationPart, value: string) => {
    if (part === 'repository') {
      suggestedNames.forget(fieldId);
    }
    onChange(buildRepoUrl({ ...location, [part]: value }));
  };
  return { location, change };
}
