import { toBoolean } from './convertValue';
import { evaluateExpression } from './evaluateExpression';
import { ExpressionContext } from './ExpressionContext';

/**
 * The condition of a stage, a job or a step that has none.
 * Source: https://learn.microsoft.com/azure/devops/pipelines/process/conditions
 */
export const defaultCondition = 'succeeded()';

/**
 * Whether a stage, a job or a step runs. A condition that does not ask for the
 * status runs whatever happened before: nothing is added to it.
 *
 * @throws ExpressionError if the condition is no expression, or cannot be evaluated.
 */
export function evaluateCondition(options: {
  /** Without `$[ ]`; undefined or blank is the default. */
  readonly condition: string | undefined;
  readonly context: ExpressionContext;
}): boolean {
  const condition = options.condition?.trim();
  return toBoolean(
    evaluateExpression(condition || defaultCondition, options.context),
  );
}
