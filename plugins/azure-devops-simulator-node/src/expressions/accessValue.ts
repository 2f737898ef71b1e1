import { tryToNumber, tryToText } from './convertValue';
import { MemoryBudget } from './expressionLimits';
import { ExpressionValue, isArray, isObject } from './ExpressionValue';
import { foldCase } from './foldCase';

/** A value on the way through `.x`, `['x']` and `.*`. */
export interface Access {
  readonly value: ExpressionValue;
  /** What follows applies to each item: `steps.*.name` is the names. */
  readonly isFiltered: boolean;
}

const nothing: Access = { value: null, isFiltered: false };

/** What an index finds; null if there is nothing. */
export function accessIndex(
  from: Access,
  index: ExpressionValue,
  budget: MemoryBudget,
): Access {
  if (!from.isFiltered || !isArray(from.value)) {
    return { ...nothing, value: find(from.value, index) ?? null };
  }
  budget.takeItems(from.value.length);
  const found = from.value
    .map(item => find(item, index))
    .filter(item => item !== undefined);
  return { value: found, isFiltered: true };
}

/**
 * The filtered array of the items or values.
 * Source: the section "Filtered arrays" of
 * https://learn.microsoft.com/azure/devops/pipelines/process/expressions
 */
export function accessAll(from: Access, budget: MemoryBudget): Access {
  const all =
    from.isFiltered && isArray(from.value)
      ? from.value.map(itemsOf)
      : [itemsOf(from.value)];
  all.forEach(items => budget.takeItems(items.length));
  return { value: all.flat(1), isFiltered: true };
}

function itemsOf(value: ExpressionValue): readonly ExpressionValue[] {
  if (isArray(value)) {
    return value;
  }
  return isObject(value) ? Object.values(value) : [];
}

function find(
  value: ExpressionValue,
  index: ExpressionValue,
): ExpressionValue | undefined {
  if (isArray(value)) {
    const place = tryToNumber(index);
    return place !== undefined && place >= 0
      ? value[Math.floor(place)]
      : undefined;
  }
  const name = tryToText(index);
  if (!isObject(value) || name === undefined) {
    return undefined;
  }
  if (Object.hasOwn(value, name)) {
    return value[name];
  }
  const folded = foldCase(name);
  const key = Object.keys(value).find(other => foldCase(other) === folded);
  return key === undefined ? undefined : value[key];
}
