import { isOwnedBy, Owner, readMark } from '../ownership/ownershipMark';
import type { FieldChange } from '../plan/change';
import { decideChange, Difference } from './decideChange';
import type { DifferenceContext } from './ResourceDefinition';

/** Who carries the mark, as a clause. */
export function describeOwner(mark: Owner | undefined): string {
  return mark === undefined
    ? 'carries no mark of this template'
    : `belongs to ${mark.project}/${mark.repository}`;
}

/** Whether the mark in a description is that of the plan's owner. */
export function isMarkedOurs(
  { description }: { readonly description: string },
  { owner }: Pick<DifferenceContext, 'owner'>,
): boolean {
  return isOwnedBy(readMark(description).owner, owner);
}

/**
 * Decides what happens to a resource that carries our mark in its description.
 * The one place where create, update, unchanged and conflict part ways.
 */
export function decideMarkedResource<
  Kind,
  Desired,
  Observed extends { readonly description: string },
>(
  options: Difference<Kind, Desired, Observed> & {
    /** What the kind is called in a message. */
    readonly label: string;
    readonly context: Pick<DifferenceContext, 'owner' | 'adopt'>;
  },
) {
  const { observed, context } = options;
  if (observed === undefined || isMarkedOurs(observed, context)) {
    return decideChange(options);
  }
  const mark = readMark(observed.description).owner;
  if (!context.adopt) {
    return {
      kind: options.kind,
      name: options.name,
      dependsOn: options.dependsOn ?? [],
      desired: options.desired,
      action: 'conflict' as const,
      reason: `this ${options.label} exists and ${describeOwner(mark)}`,
      remedy: 'Choose another name, or run with adopt: true to take it over.',
      observed,
    };
  }
  return decideChange({
    ...options,
    furtherFields: [describeAdoption(mark, context.owner)],
    reason: 'it is taken over',
  });
}

function describeAdoption(mark: Owner | undefined, owner: Owner): FieldChange {
  const write = ({ project, repository }: Owner) => `${project}/${repository}`;
  return {
    field: 'owner',
    before: mark === undefined ? undefined : write(mark),
    after: write(owner),
  };
}
