import {
  isNullLike,
  toBoolean,
  toDateTime,
  toNumber,
  toText,
  toVersion,
  tryToDateTime,
  tryToNumber,
  tryToText,
  tryToVersion,
} from './convertValue';
import { ExpressionValue, isArray, isObject } from './ExpressionValue';
import { foldCase } from './foldCase';
import { Version } from './Version';

/**
 * Comparisons convert the right value to the type of the left one.
 * Source: `eq` and `gt` in the section "Functions" of
 * https://learn.microsoft.com/azure/devops/pipelines/process/expressions
 */

/** Not equal if the conversion fails; arrays and objects equal only themselves. */
export function areEqual(
  left: ExpressionValue,
  right: ExpressionValue,
): boolean {
  if (left === null) {
    return isNullLike(right);
  }
  if (typeof left === 'boolean') {
    return left === toBoolean(right);
  }
  if (typeof left === 'number') {
    return left === tryToNumber(right);
  }
  if (typeof left === 'string') {
    const text = tryToText(right);
    return text !== undefined && foldCase(left) === foldCase(text);
  }
  if (left instanceof Version) {
    const version = tryToVersion(right);
    return version !== undefined && left.compareTo(version) === 0;
  }
  if (left instanceof Date) {
    return left.getTime() === tryToDateTime(right)?.getTime();
  }
  return left === right;
}

/**
 * Negative, zero or positive, as the left value is before, equal to or after the right one.
 *
 * @throws EvaluationFailure if the right value cannot be converted, or the left one has no order.
 */
export function compareValues(
  left: ExpressionValue,
  right: ExpressionValue,
): number {
  if (typeof left === 'boolean') {
    return Number(left) - Number(toBoolean(right));
  }
  if (typeof left === 'string') {
    return compareText(foldCase(left), foldCase(toText(right)));
  }
  if (left instanceof Version) {
    return left.compareTo(toVersion(right));
  }
  if (left instanceof Date) {
    return left.getTime() - toDateTime(right).getTime();
  }
  if (left === null || isArray(left) || isObject(left)) {
    return toNumber(left) - toNumber(right);
  }
  return left - toNumber(right);
}

function compareText(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
