import { JsonValue } from '../CompiledPipeline';
import { toText } from '../../expressions/convertValue';
import {
  ExpressionValue,
  isArray,
  isObject,
} from '../../expressions/ExpressionValue';
import { mapping, scalar, sequence, YamlPlace, YamlTree } from '../YamlTree';

/** A value of an expression as YAML, standing where the expression stood. */
export function treeOfValue(
  value: ExpressionValue,
  place: YamlPlace,
): YamlTree {
  if (isArray(value)) {
    return sequence(
      value.map(item => treeOfValue(item, place)),
      place,
    );
  }
  if (isObject(value)) {
    return mapping(
      Object.entries(value).map(([name, item]) => ({
        key: scalar(name, place),
        value: treeOfValue(item, place),
      })),
      place,
    );
  }
  return scalar(value === null ? '' : toText(value), place);
}

/** JSON without numbers, booleans and null. */
export type PlainValue =
  | string
  | readonly PlainValue[]
  | { readonly [name: string]: PlainValue };

/** YAML as an expression sees it: every scalar is a text. */
export function valueOfTree(tree: YamlTree): PlainValue {
  switch (tree.kind) {
    case 'scalar':
      return tree.text;
    case 'sequence':
      return tree.items.map(valueOfTree);
    default:
      return Object.fromEntries(
        tree.entries.map(({ key, value }) => [key.text, valueOfTree(value)]),
      );
  }
}

/** A value as plain JSON, for a run to keep. */
export function jsonOf(value: ExpressionValue): JsonValue {
  if (isArray(value)) {
    return value.map(jsonOf);
  }
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, jsonOf(item)]),
    );
  }
  return value === null ||
    typeof value === 'boolean' ||
    typeof value === 'number'
    ? value
    : toText(value);
}
