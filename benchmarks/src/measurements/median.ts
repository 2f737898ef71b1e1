/**
 * The middle of an odd number of values.
 *
 * @throws RangeError for an even number, which has no middle value of its own
 */
export function median(values: readonly number[]): number {
  if (values.length % 2 === 0) {
    throw new RangeError(
      `The median of ${values.length} values was asked for; expected an odd number of them.`,
    );
  }
  return [...values].sort((one, other) => one - other)[(values.length - 1) / 2];
}
