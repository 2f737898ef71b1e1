import { checkNames } from './checkNames';
import { Evaluation } from './Evaluation';
import { Expression } from './Expression';
import { ExpressionContext } from './ExpressionContext';
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
