import type { ResourceChange } from '@azure-mlops/backstage-plugin-azure-devops-common';

/** A change that asks for a write which this engine knows. */
export type Writable<Change extends ResourceChange> = Extract<
  Change,
  { readonly action: 'create' | 'update' | 'replace' }
>;

/** Goes through a list to its end. */
export async function collect<Item>(
  items: AsyncIterable<Item>,
): Promise<readonly Item[]> {
  const collected: Item[] = [];
  for await (const item of items) {
    collected.push(item);
  }
  return collected;
}
