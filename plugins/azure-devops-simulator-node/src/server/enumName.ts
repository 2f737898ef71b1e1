/** The names of an enumeration's members, by the numbers that stand for them. */
export type EnumNames = Readonly<Record<number, string>>;

/**
 * The name that a client means. The service takes names in any case, and numbers, which are what
 * Microsoft's client for Node sends.
 *
 * @returns what the client sent when it is neither, so that a message can show it
 */
export function enumName(
  value: string | undefined,
  names: EnumNames,
): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  const lower = value.toLowerCase();
  const known = Object.values(names).find(name => name.toLowerCase() === lower);
  return (
    known ?? (/^\d+$/.test(value) ? names[Number(value)] : undefined) ?? value
  );
}
