import {
  isSameName,
  labelOfResourceKind,
  type DesiredState,
  type ObservedState,
  type ResourceReference,
} from '@azure-mlops/backstage-plugin-azure-devops-common';
import { UnknownReferenceError } from './provisioningErrors';

/**
 * Makes sure that what single resources hang on is there, once.
 *
 * @throws UnknownReferenceError for the first that is not
 */
export function requireExisting(options: {
  readonly desired: DesiredState;
  readonly observed: ObservedState;
}): void {
  const { desired, observed } = options;
  for (const reference of desired.part?.existing ?? []) {
    const found: readonly { readonly name: string }[] =
      observed.resources[reference.kind] ?? [];
    const count = found.filter(({ name }) =>
      isSameName(name, reference.name),
    ).length;
    if (count !== 1) {
      throw unclear({ reference, count, project: observed.project.name });
    }
  }
}

function unclear(options: {
  readonly reference: ResourceReference;
  readonly count: number;
  readonly project: string;
}): UnknownReferenceError {
  const { reference, count, project } = options;
  const label = labelOfResourceKind(reference.kind);
  return new UnknownReferenceError({
    field: label,
    message:
      count === 0
        ? `the project "${project}" has no ${label} "${reference.name}", or the user of the token may not see it. ` +
          'Correct the name, or create it in a step before.'
        : `the project "${project}" has ${count} of the name "${reference.name}". ` +
          'Rename all but one.',
  });
}
