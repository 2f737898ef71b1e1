import type { FieldChange, ResourceReference } from '../plan/change';
import { compareFields, Fields, listFields } from '../plan/fieldChanges';

/** A resource as it is and as it should be. */
export interface Difference<Kind, Planned, Observed> {
  readonly kind: Kind;
  readonly name: string;
  readonly desired: Planned;
  readonly observed: Observed | undefined;
  readonly dependsOn?: readonly ResourceReference[];
  readonly fieldsOfDesired: Fields;
  readonly fieldsOfObserved: (observed: Observed) => Fields;
  /** Differences that no field shows, such as a new owner. */
  readonly furtherFields?: readonly FieldChange[];
  /** Why it is updated; "it differs from the configuration" when absent. */
  readonly reason?: string;
}

/**
 * Decides between create, update and unchanged, for a resource that is ours to
 * decide about.
 */
export function decideChange<Kind, Planned, Observed>(
  options: Difference<Kind, Planned, Observed>,
) {
  const { kind, name, desired, observed, dependsOn = [] } = options;
  const base = { kind, name, dependsOn, desired };
  if (observed === undefined) {
    return {
      ...base,
      action: 'create' as const,
      reason: 'it does not exist',
      fields: listFields(options.fieldsOfDesired),
    };
  }
  const fields = [
    ...compareFields({
      before: options.fieldsOfObserved(observed),
      after: options.fieldsOfDesired,
    }),
    ...(options.furtherFields ?? []),
  ];
  return fields.length === 0
    ? {
        ...base,
        action: 'unchanged' as const,
        reason: 'it is as configured',
        observed,
      }
    : {
        ...base,
        action: 'update' as const,
        reason: options.reason ?? 'it differs from the configuration',
        observed,
        fields,
      };
}
