/** Remembers which repository names the form suggested, as opposed to names that a user typed. */
export type SuggestedNames = {
  readonly isSuggestion: (
    fieldId: string,
    repository: string | undefined,
  ) => boolean;
  readonly remember: (fieldId: string, repository: string) => void;
  readonly forget: (fieldId: string) => void;
};

/**
 * Creates the memory of a picker.
 *
 * The form throws a field away when the user goes to another step, while the name that
 * the suggestion follows is on another step: the memory has to outlive the component.
 */
export function createSuggestedNames(): SuggestedNames {
  const suggestions = new Map<string, string>();
  return {
    isSuggestion: (fieldId, repository) =>
      repository === undefined || suggestions.get(fieldId) === repository,
    remember: (fieldId, repository) => {
      suggestions.set(fieldId, repository);
    },
    forget: fieldId => {
      suggestions.delete(fieldId);
    },
  };
}
