import { EvaluationFailure } from './ExpressionError';
import { ExpressionValue, ValueKind, kindOf } from './ExpressionValue';
import { Version } from './Version';
import { parseDateTime, writeDateTime } from './dateTimes';

/**
 * Conversions between types.
 * Source: the section "Type casting" of
 * https://learn.microsoft.com/azure/devops/pipelines/process/expressions
 */

/** Largest value of .NET's Decimal, in which Azure DevOps counts. */
const largestDecimal = 79_228_162_514_264_337_593_543_950_335;
const decimal = /^[+-]?(?:\d[\d,]*(?:\.\d*)?|\.\d+)$/;
const numberFormat = new Intl.NumberFormat('en-US', {
  useGrouping: false,
  maximumFractionDigits: 7,
});

/** Every value has a boolean. */
export function toBoolean(value: ExpressionValue): boolean {
  return value !== null && value !== false && value !== 0 && value !== '';
}

/** @returns undefined if the value has no number. */
export function tryToNumber(value: ExpressionValue): number | undefined {
  if (typeof value === 'number') {
    return value;
  }
  if (value === null || typeof value === 'boolean') {
    return value ? 1 : 0;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  return value === '' ? 0 : parseDecimal(value.trim());
}

function parseDecimal(text: string): number | undefined {
  if (!decimal.test(text)) {
    return undefined;
  }
  const number = Number(text.replaceAll(',', ''));
  return Math.abs(number) <= largestDecimal ? number : undefined;
}

/** @returns undefined for arrays and objects. */
export function tryToText(value: ExpressionValue): string | undefined {
  if (value === null) {
    return '';
  }
  if (typeof value === 'string') {
    return value;
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (typeof value === 'number') {
    const text = numberFormat.format(value);
    return text === '-0' ? '0' : text;
  }
  if (value instanceof Version) {
    return value.toString();
  }
  return value instanceof Date ? writeDateTime(value) : undefined;
}

/** @returns undefined if the value has no version. */
export function tryToVersion(value: ExpressionValue): Version | undefined {
  if (value instanceof Version) {
    return value;
  }
  return typeof value === 'string' || typeof value === 'number'
    ? Version.parse(tryToText(value) ?? '')
    : undefined;
}

/** @returns undefined if the value has no date. */
export function tryToDateTime(value: ExpressionValue): Date | undefined {
  if (value instanceof Date) {
    return value;
  }
  return typeof value === 'string' ? parseDateTime(value) : undefined;
}

/** Null, and the empty text, are null. */
export const isNullLike = (value: ExpressionValue) =>
  value === null || value === '';

/** @throws EvaluationFailure for arrays and objects. */
export const toText = (value: ExpressionValue) =>
  tryToText(value) ?? failConversion(value, 'String');

/** @throws EvaluationFailure if the value has no number. */
export const toNumber = (value: ExpressionValue) =>
  tryToNumber(value) ?? failConversion(value, 'Number');

/** @throws EvaluationFailure if the value has no version. */
export const toVersion = (value: ExpressionValue) =>
  tryToVersion(value) ?? failConversion(value, 'Version');

/** @throws EvaluationFailure if the value has no date. */
export const toDateTime = (value: ExpressionValue) =>
  tryToDateTime(value) ?? failConversion(value, 'DateTime');

function failConversion(value: ExpressionValue, target: ValueKind): never {
  const kind = kindOf(value);
  const text = tryToText(value);
  const shown = typeof value === 'string' ? `'${value}'` : text ?? kind;
  throw new EvaluationFailure(
    'failedConversion',
    `Unable to convert from ${kind} to ${target}. Value: ${shown}`,
  );
}
