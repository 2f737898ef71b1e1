import { checkNames } from './checkNames';
import { toText } from './convertValue';
import { Evaluation } from './Evaluation';
import { Expression } from './Expression';
import { ExpressionContext } from './ExpressionContext';
import { locateFailure } from './ExpressionError';
import { ExpressionValue } from './ExpressionValue';
import { parseExpression } from './parseExpression';

/**
 * The value of an expression.
 *
 * @throws ExpressionError if it is no expression, names something that the
 * context does not have (even in a part that is not needed), or cannot be
 * evaluated.
 */
export function evaluateExpression(
  expression: string | Expression,
  context: ExpressionContext,
): ExpressionValue {
  const parsed =
    typeof expression === 'string' ? parseExpression(expression) : expression;
  checkNames(parsed, context);
  return new Evaluation(parsed.text, context).evaluate(parsed.root);
}

/**
 * The value of an expression as a text.
 *
 * @throws ExpressionError as {@link evaluateExpression}, and for an array or an object.
 */
export function evaluateToText(
  expression: string | Expression,
  context: ExpressionContext,
): string {
  const parsed =
    typeof expression === 'string' ? parseExpression(expression) : expression;
  const value = evaluateExpression(parsed, context);
  return locateFailure({ position: 1, expression: parsed.text }, () =>
    toText(value),
  );
}
