import { Expression } from './Expression';
import { ExpressionError } from './ExpressionError';
import { maxLength } from './expressionLimits';
import { ExpressionParser } from './ExpressionParser';
import { lexExpression } from './lexExpression';

/**
 * Reads an expression: what stands inside `${{ }}` or `$[ ]`, or a condition.
 *
 * White space around it does not count in positions.
 *
 * @throws ExpressionError if it is no expression.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/expressions
 */
export function parseExpression(text: string): Expression {
  if (text.length > maxLength) {
    throw new ExpressionError({
      kind: 'exceededMaxLength',
      message: `Exceeded max expression length ${maxLength}: the expression has ${text.length} characters. Split it into several variables.`,
      position: 1,
      expression: text,
    });
  }
  const trimmed = text.trim();
  const tokens = lexExpression(trimmed);
  if (tokens.length === 0) {
    throw new ExpressionError({
      kind: 'emptyExpression',
      message: 'An expression was expected',
      position: 1,
      expression: trimmed,
    });
  }
  return {
    text: trimmed,
    root: new ExpressionParser(trimmed, tokens).parse(),
  };
}
