import { ExpressionErrorKind } from '../ExpressionError';
import { ExpressionValue } from '../ExpressionValue';

/**
 * One rule of the language, with an expression that shows it.
 *
 * Sections are those of
 * https://learn.microsoft.com/azure/devops/pipelines/process/expressions
 */
export type ExpressionCase = ValueCase | ErrorCase;

interface CaseOfRule {
  readonly section: string;
  readonly rule: string;
  readonly expression: string;
}

export interface ValueCase extends CaseOfRule {
  readonly kind: 'value';
  readonly value: ExpressionValue;
}

export interface ErrorCase extends CaseOfRule {
  readonly kind: 'error';
  readonly error: ExpressionErrorKind;
  readonly position: number;
  /** A part of the message. */
  readonly message: string;
}

type ValueRow = readonly [
  rule: string,
  expression: string,
  value: ExpressionValue,
];

type ErrorRow = readonly [
  rule: string,
  expression: string,
  error: ExpressionErrorKind,
  position: number,
  message: string,
];

/** Expressions that have a value. */
export const valueCases = (
  section: string,
  rows: readonly ValueRow[],
): readonly ExpressionCase[] =>
  rows.map(([rule, expression, value]) => ({
    kind: 'value',
    section,
    rule,
    expression,
    value,
  }));

/** Expressions that are refused. */
export const errorCases = (
  section: string,
  rows: readonly ErrorRow[],
): readonly ExpressionCase[] =>
  rows.map(([rule, expression, error, position, message]) => ({
    kind: 'error',
    section,
    rule,
    expression,
    error,
    position,
    message,
  }));
