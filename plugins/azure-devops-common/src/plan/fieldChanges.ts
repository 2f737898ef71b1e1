import { FieldChange, FieldValue } from './change';

/** Fields of a resource by name, in the order in which a plan shows them. */
export type Fields = Readonly<Record<string, FieldValue>>;

/** The fields that differ between what is and what should be. */
export function compareFields(options: {
  readonly before: Fields;
  readonly after: Fields;
}): readonly FieldChange[] {
  const { before, after } = options;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map(field => ({ field, before: before[field], after: after[field] }))
    .filter(change => !isSameValue(change.before, change.after));
}

/** What a new resource gets: every field that says something. */
export function listFields(after: Fields): readonly FieldChange[] {
  return Object.entries(after)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([field, value]) => ({ field, before: undefined, after: value }));
}

function isSameValue(left: FieldValue, right: FieldValue): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((entry, index) => entry === right[index])
    );
  }
  return left === right;
}
