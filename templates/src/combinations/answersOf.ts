import type { JsonObject, JsonValue } from '@backstage/types';
import type { Combination } from './templateOptions';

/** What pipelines need that sign in to Azure. */
const AZURE_FIELDS = ['subscriptionId', 'subscriptionName', 'tenantId'];

const OPTION_FIELDS: ReadonlyArray<keyof Combination> = [
  'level',
  'problemType',
  'serving',
  'onlineCompute',
  'backend',
];

/**
 * The filled-in forms of combinations. Names, environments and subscription
 * come from the given forms in turn, so that short and long lists of
 * environments and awkward names meet different options; what runs on Azure
 * takes those with a subscription alone.
 *
 * @throws Error when there is no form with a subscription
 */
export function answersOf(
  combinations: readonly Combination[],
  forms: readonly JsonObject[],
): ReadonlyArray<{
  readonly combination: Combination;
  readonly answers: JsonObject;
}> {
  const turns = new Map<boolean, number>();
  return combinations.map(combination => {
    const needsAzure = combination.backend !== 'local';
    const suitable = needsAzure ? forms.filter(hasSubscription) : forms;
    if (suitable.length === 0) {
      throw new Error(
        `No form names a subscription (${AZURE_FIELDS.join(', ')}).`,
      );
    }
    const turn = turns.get(needsAzure) ?? 0;
    turns.set(needsAzure, turn + 1);
    const form = suitable[turn % suitable.length];
    return {
      combination,
      answers: { ...withoutOptions(form), ...combination },
    };
  });
}

function hasSubscription(form: JsonObject): boolean {
  return AZURE_FIELDS.every(field => Boolean(form[field]));
}

function withoutOptions(form: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(form).filter(
      ([field]) => !(OPTION_FIELDS as readonly string[]).includes(field),
    ),
  ) as Record<string, JsonValue>;
}
