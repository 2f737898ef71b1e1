import type { JsonObject, JsonValue } from '@backstage/types';

/** What the form offers for one field, in the order of the form. */
export type Offer = ReadonlyMap<string, readonly JsonValue[]>;

/** One valid choice among everything that the form offers. */
export interface Combination {
  readonly level: number;
  readonly problemType: string;
  readonly serving: string;
  /** Asked for only where something is served online. */
  readonly onlineCompute?: string;
  readonly backend: string;
}

/** Where the steps of the pipelines run, for a form that does not ask. */
const BACKENDS = ['local', 'azureml'];

const SERVED_ONLINE = ['online', 'both'];

/** Every field with a list of values to choose from, however deep in the pages of the form. */
export function readOffer(pages: JsonValue): Offer {
  const offer = new Map<string, readonly JsonValue[]>();
  const visit = (node: JsonValue | undefined): void => {
    if (Array.isArray(node)) {
      node.forEach(visit);
    } else if (node !== null && typeof node === 'object') {
      const { properties } = node;
      for (const [field, definition] of Object.entries(properties ?? {})) {
        const values = (definition as JsonObject).enum;
        // A dependency repeats a field with a part of its values; the page comes first.
        if (Array.isArray(values) && !offer.has(field)) {
          offer.set(field, values);
        }
      }
      Object.values(node).forEach(visit);
    }
  };
  visit(pages);
  return offer;
}

/**
 * The full product of the options, without the choices that the form cannot make.
 *
 * @throws Error when the form no longer asks for one of the options
 */
export function listCombinations(offer: Offer): readonly Combination[] {
  const valuesOf = <Value>(field: string, otherwise?: readonly Value[]) => {
    const values = offer.get(field) ?? otherwise;
    if (!values) {
      throw new Error(
        `The form has no field ${field} with values to choose from; it has ${[
          ...offer.keys(),
        ].join(', ')}.`,
      );
    }
    return values as readonly Value[];
  };
  const combinations: Combination[] = [];
  for (const level of valuesOf<number>('level')) {
    for (const problemType of valuesOf<string>('problemType')) {
      for (const serving of valuesOf<string>('serving')) {
        const computes = SERVED_ONLINE.includes(serving)
          ? valuesOf<string>('onlineCompute')
          : [undefined];
        for (const onlineCompute of computes) {
          for (const backend of valuesOf('backend', BACKENDS)) {
            combinations.push({
              level,
              problemType,
              serving,
              ...(onlineCompute === undefined ? {} : { onlineCompute }),
              backend,
            });
          }
        }
      }
    }
  }
  return combinations;
}

/** A short name that is a legal name of a folder. */
export function nameCombination(combination: Combination): string {
  const { level, problemType, serving, onlineCompute, backend } = combination;
  return [level, problemType, serving, onlineCompute, backend]
    .filter(value => value !== undefined)
    .join('-');
}
