import { MemoryBudget } from '../expressionLimits';
import { ExpressionValue } from '../ExpressionValue';

/** A function that every expression has. */
export interface BuiltInFunction {
  readonly arity: { readonly min: number; readonly max: number };
  /** @throws EvaluationFailure if the arguments are of the wrong kind. */
  readonly call: (
    args: FunctionArguments,
    budget: MemoryBudget,
  ) => ExpressionValue;
}

/** Arguments are evaluated when a function asks for them, and once. */
export interface FunctionArguments {
  readonly count: number;
  get(index: number): ExpressionValue;
}

/** The arguments from the given one on, as they are asked for. */
export function* argumentsFrom(
  args: FunctionArguments,
  start: number,
): Generator<ExpressionValue, void> {
  for (let index = start; index < args.count; index++) {
    yield args.get(index);
  }
}

/** A function of a fixed number of arguments, all of which it needs. */
export const fixedFunction = (
  count: number,
  call: (
    values: readonly ExpressionValue[],
    budget: MemoryBudget,
  ) => ExpressionValue,
): BuiltInFunction => ({
  arity: { min: count, max: count },
  call: (args, budget) => call([...argumentsFrom(args, 0)], budget),
});
