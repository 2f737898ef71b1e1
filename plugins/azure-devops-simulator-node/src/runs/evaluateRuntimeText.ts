import { toText } from '../expressions/convertValue';
import { evaluateExpression } from '../expressions/evaluateExpression';
import { ContextFunction } from '../expressions/ExpressionContext';
import { ExpressionValue } from '../expressions/ExpressionValue';
import { JsonValue } from '../pipelineYaml/CompiledPipeline';

/** What a run-time expression may name. */
export interface RuntimeScope {
  readonly variables: Readonly<Record<string, string>>;
  readonly dependencies?: JsonValue;
  readonly stageDependencies?: JsonValue;
  /** `pipeline.startTime`. */
  readonly startTime: string;
  readonly functions?: Readonly<Record<string, ContextFunction>>;
}

/** Evaluates an expression that stands in a condition, without `$[…]` around it. */
export function evaluateInScope(
  expression: string,
  scope: RuntimeScope,
): ExpressionValue {
  const values: Readonly<Record<string, ExpressionValue | undefined>> = {
    variables: scope.variables,
    dependencies: scope.dependencies,
    stagedependencies: scope.stageDependencies,
    pipeline: { startTime: new Date(scope.startTime) },
  };
  return evaluateExpression(expression, {
    lookUp: name => values[name.toLowerCase()],
    ...(scope.functions && { functions: scope.functions }),
  });
}

/** The expression in `$[…]`; undefined for a plain text. */
export function runtimeExpression(text: string): string | undefined {
  return /^\s*\$\[([\s\S]*)\]\s*$/.exec(text)?.[1];
}

/** A text as it is, or the value of the `$[…]` that it consists of. */
export function evaluateRuntimeText(text: string, scope: RuntimeScope): string {
  const expression = runtimeExpression(text);
  return expression === undefined
    ? text
    : toText(evaluateInScope(expression, scope));
}
