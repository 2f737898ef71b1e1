import { Version } from './Version';

/** What an expression can be made of: JSON, and versions and points in time. */
export type ExpressionValue =
  | null
  | boolean
  | number
  | string
  | Version
  | Date
  | readonly ExpressionValue[]
  | ExpressionObject;

/** Names are compared without regard to case. */
export interface ExpressionObject {
  readonly [name: string]: ExpressionValue;
}

/** The types, as Azure DevOps names them in messages. */
export type ValueKind =
  | 'Null'
  | 'Boolean'
  | 'Number'
  | 'String'
  | 'Version'
  | 'DateTime'
  | 'Array'
  | 'Object';

const primitiveKinds: Readonly<Record<string, ValueKind>> = {
  boolean: 'Boolean',
  number: 'Number',
  string: 'String',
};

export function kindOf(value: ExpressionValue): ValueKind {
  if (value === null) {
    return 'Null';
  }
  if (isArray(value)) {
    return 'Array';
  }
  if (value instanceof Version) {
    return 'Version';
  }
  if (value instanceof Date) {
    return 'DateTime';
  }
  return primitiveKinds[typeof value] ?? 'Object';
}

/** As `Array.isArray`, which does not know readonly arrays. */
export function isArray(
  value: ExpressionValue,
): value is readonly ExpressionValue[] {
  return Array.isArray(value);
}

export function isObject(value: ExpressionValue): value is ExpressionObject {
  return kindOf(value) === 'Object';
}
