import { areEqual, compareValues } from '../compareValues';
import { isNullLike, toBoolean } from '../convertValue';
import { ExpressionValue, isArray, isObject } from '../ExpressionValue';
import {
  argumentsFrom,
  BuiltInFunction,
  fixedFunction,
  FunctionArguments,
} from './BuiltInFunction';

const many = (min: number) => ({ min, max: Infinity });

/** Whether some argument from the given one on passes; stops at the first that does. */
function someArgument(
  args: FunctionArguments,
  start: number,
  passes: (value: ExpressionValue) => boolean,
): boolean {
  for (const value of argumentsFrom(args, start)) {
    if (passes(value)) {
      return true;
    }
  }
  return false;
}

const isAmong = (args: FunctionArguments) => {
  const left = args.get(0);
  return someArgument(args, 1, value => areEqual(left, value));
};

function containsValue(
  collection: ExpressionValue,
  wanted: ExpressionValue,
): boolean {
  if (isArray(collection)) {
    return collection.some(item => areEqual(wanted, item));
  }
  return (
    isObject(collection) &&
    Object.values(collection).some(item => areEqual(wanted, item))
  );
}

function coalesce(args: FunctionArguments): ExpressionValue {
  for (const value of argumentsFrom(args, 0)) {
    if (!isNullLike(value)) {
      return value;
    }
  }
  return null;
}

const comparison = (
  test: (left: ExpressionValue, right: ExpressionValue) => boolean,
) => fixedFunction(2, ([left = null, right = null]) => test(left, right));

/** Functions that decide something. */
export const logicFunctions: Readonly<Record<string, BuiltInFunction>> = {
  and: {
    arity: many(2),
    call: args => !someArgument(args, 0, value => !toBoolean(value)),
  },
  or: { arity: many(2), call: args => someArgument(args, 0, toBoolean) },
  not: fixedFunction(1, ([value = null]) => !toBoolean(value)),
  xor: comparison((left, right) => toBoolean(left) !== toBoolean(right)),
  eq: comparison(areEqual),
  ne: comparison((left, right) => !areEqual(left, right)),
  gt: comparison((left, right) => compareValues(left, right) > 0),
  ge: comparison((left, right) => compareValues(left, right) >= 0),
  lt: comparison((left, right) => compareValues(left, right) < 0),
  le: comparison((left, right) => compareValues(left, right) <= 0),
  // The documentation has a minimum of one; the service refuses it.
  in: { arity: many(2), call: isAmong },
  notIn: { arity: many(2), call: args => !isAmong(args) },
  containsValue: comparison(containsValue),
  coalesce: { arity: many(2), call: coalesce },
  // Both results are evaluated, and may fail, as in the service.
  iif: fixedFunction(
    3,
    ([condition = null, whenTrue = null, whenFalse = null]) =>
      toBoolean(condition) ? whenTrue : whenFalse,
  ),
};
