import { EvaluationFailure } from '../ExpressionError';

const padded = (value: number, length: number) =>
  String(value).padStart(length, '0');

const writers: ReadonlyMap<string, (date: Date) => string> = new Map<
  string,
  (date: Date) => string
>([
  ['yyyy', date => padded(date.getUTCFullYear(), 4)],
  ['yy', date => padded(date.getUTCFullYear() % 100, 2)],
  ['MM', date => padded(date.getUTCMonth() + 1, 2)],
  ['M', date => String(date.getUTCMonth() + 1)],
  ['dd', date => padded(date.getUTCDate(), 2)],
  ['d', date => String(date.getUTCDate())],
  ['HH', date => padded(date.getUTCHours(), 2)],
  ['H', date => String(date.getUTCHours())],
  ['mm', date => padded(date.getUTCMinutes(), 2)],
  ['m', date => String(date.getUTCMinutes())],
  ['ss', date => padded(date.getUTCSeconds(), 2)],
  ['s', date => String(date.getUTCSeconds())],
  ['zzz', () => '+00:00'],
  ['K', () => '+00:00'],
]);

const fraction = /^f{1,7}$/;
const piece = /\\(.)| +|(\S)\2*/gsy;

/**
 * Writes a date in UTC. Other characters than specifiers and spaces need a
 * backslash in front.
 *
 * @throws EvaluationFailure for an unknown specifier.
 */
export function formatDateTime(date: Date, specifiers: string): string {
  const written: string[] = [];
  let length = 0;
  for (const [whole, escaped] of specifiers.matchAll(piece)) {
    length += whole.length;
    written.push(escaped ?? writePiece(date, whole) ?? fail(specifiers));
  }
  return length === specifiers.length ? written.join('') : fail(specifiers);
}

function writePiece(date: Date, specifier: string): string | undefined {
  if (specifier.startsWith(' ')) {
    return specifier;
  }
  if (fraction.test(specifier)) {
    const digits = padded(date.getUTCMilliseconds(), 3).padEnd(7, '0');
    return digits.slice(0, specifier.length);
  }
  return writers.get(specifier)?.(date);
}

function fail(specifiers: string): never {
  throw new EvaluationFailure(
    'invalidFormat',
    `The format specifiers '${specifiers}' are not valid for values of the type 'DateTime'.`,
  );
}
