/** Keys below these are names that people give, not keys of the format. */
const NAMED = ['variables', 'secrets'];

/**
 * Input of an action with the keys of the configuration format, which has
 * `snake_case` where inputs have `camelCase`, and without what is not set.
 */
export function toConfigurationKeys(value: unknown): unknown {
  return convert(value, false);
}

function convert(value: unknown, isNamed: boolean): unknown {
  if (Array.isArray(value)) {
    return value.map(entry => convert(entry, false));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .map(([key, entry]) => [
        isNamed ? key : toSnakeCase(key),
        convert(entry, !isNamed && NAMED.includes(key)),
      ]),
  );
}

/** The path of a key as the input of an action has it; the reverse of {@link toConfigurationKeys}. */
export function toInputKeyPath(
  keyPath: readonly (string | number)[],
): readonly (string | number)[] {
  return keyPath.map((segment, index) =>
    typeof segment === 'number' || NAMED.includes(String(keyPath[index - 1]))
      ? segment
      : segment.replace(/_([a-z])/g, (_, letter: string) =>
          letter.toUpperCase(),
        ),
  );
}

function toSnakeCase(key: string): string {
  return key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`);
}
