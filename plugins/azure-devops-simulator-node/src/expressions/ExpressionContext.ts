import { ExpressionValue } from './ExpressionValue';

/** What an expression can see: which values and functions there are depends on where it stands. */
export interface ExpressionContext {
  /**
   * A value such as `variables`, `parameters` or `dependencies`. The name
   * comes as it is written; compare it without regard to case.
   *
   * @returns undefined if there is no such value here, which is an error.
   */
  lookUp(name: string): ExpressionValue | undefined;
  /**
   * Functions besides the general ones: `counter`, `always`, `canceled`,
   * `failed`, `succeeded`, `succeededOrFailed`. A function that is not here
   * is an unrecognized value, as `succeeded()` is in a variable.
   */
  readonly functions?: Readonly<Record<string, ContextFunction>>;
}

export type ContextFunction = (
  args: readonly ExpressionValue[],
) => ExpressionValue;

/** @returns undefined if the context has no such function. Case does not matter. */
export function findContextFunction(
  context: ExpressionContext,
  name: string,
): ContextFunction | undefined {
  const folded = name.toLowerCase();
  return Object.entries(context.functions ?? {}).find(
    ([other]) => other.toLowerCase() === folded,
  )?.[1];
}
