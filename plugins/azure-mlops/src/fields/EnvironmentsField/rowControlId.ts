/** The inputs and buttons of a row. */
export type RowControl = 'name' | 'approvers' | 'up' | 'down' | 'remove';

/** Id of an element of a row, by which its label and the keyboard focus find it. */
export function rowControlId(
  fieldId: string,
  index: number,
  control: RowControl,
): string {
  return `${fieldId}-${index}-${control}`;
}
