import { toText, tryToText } from '../convertValue';
import { MemoryBudget } from '../expressionLimits';
import { ExpressionValue, isArray, isObject } from '../ExpressionValue';
import { foldCase } from '../foldCase';
import { BuiltInFunction, fixedFunction } from './BuiltInFunction';

const textTest = (test: (left: string, right: string) => boolean) =>
  fixedFunction(2, ([left = null, right = null]) =>
    test(foldCase(toText(left)), foldCase(toText(right))),
  );

const textChange = (change: (text: string) => string) =>
  fixedFunction(1, ([value = null], budget) => {
    const text = toText(value);
    budget.takeText(text.length);
    return change(text);
  });

function join(
  separator: ExpressionValue,
  items: ExpressionValue,
  budget: MemoryBudget,
): string {
  if (!isArray(items)) {
    return tryToText(items) ?? '';
  }
  const between = items.length > 1 ? toText(separator) : '';
  const texts = items.map(item => {
    const text = tryToText(item) ?? '';
    budget.takeText(text.length + between.length);
    return text;
  });
  return texts.join(between);
}

function replace(
  values: readonly ExpressionValue[],
  budget: MemoryBudget,
): string {
  const [text = '', wanted = '', replacement = ''] = values.map(toText);
  if (wanted === '') {
    return text;
  }
  let length = text.length;
  let index = text.indexOf(wanted);
  while (index >= 0) {
    length += replacement.length - wanted.length;
    index = text.indexOf(wanted, index + wanted.length);
  }
  budget.takeText(length);
  return text.replaceAll(wanted, () => replacement);
}

/** The delimiter is one text; an empty one is found nowhere. */
function split(
  values: readonly ExpressionValue[],
  budget: MemoryBudget,
): readonly string[] {
  const [text = '', delimiter = ''] = values.map(toText);
  budget.takeText(text.length);
  if (delimiter === '') {
    return [text];
  }
  let index = text.indexOf(delimiter);
  while (index >= 0) {
    budget.takeItems(1);
    index = text.indexOf(delimiter, index + delimiter.length);
  }
  return text.split(delimiter);
}

function lengthOf(value: ExpressionValue): number {
  if (isArray(value)) {
    return value.length;
  }
  return isObject(value) ? Object.keys(value).length : toText(value).length;
}

/** Functions of texts. */
export const textFunctions: Readonly<Record<string, BuiltInFunction>> = {
  contains: textTest((left, right) => left.includes(right)),
  startsWith: textTest((left, right) => left.startsWith(right)),
  endsWith: textTest((left, right) => left.endsWith(right)),
  lower: textChange(text => text.toLowerCase()),
  upper: textChange(text => text.toUpperCase()),
  trim: textChange(text => text.trim()),
  length: fixedFunction(1, ([value = null]) => lengthOf(value)),
  join: fixedFunction(2, ([separator = null, items = null], budget) =>
    join(separator, items, budget),
  ),
  replace: fixedFunction(3, replace),
  split: fixedFunction(2, split),
};
