const MOST_NAMES_IN_A_MESSAGE = 20;

/** The first names of a list, and whether there are more. */
export async function firstNames(
  items:
    | AsyncIterable<{ readonly name: string }>
    | Iterable<{ readonly name: string }>,
): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of items) {
    if (names.length === MOST_NAMES_IN_A_MESSAGE) {
      return [...names, '…'];
    }
    names.push(name);
  }
  return names;
}

/** A sentence that lists names. */
export function describeNames(title: string, names: readonly string[]): string {
  return `${title}: ${names.length === 0 ? 'none' : names.join(', ')}.`;
}
