/** What may stand at a place of a pipeline file. */
export type Shape =
  | TextShape
  | { readonly kind: 'sequence'; readonly of: () => Shape }
  | MappingShape
  | VariantsShape
  | ChoiceShape
  | { readonly kind: 'any' };

export interface TextShape {
  readonly kind: 'text';
  readonly isRequired: boolean;
  /** The only values allowed, whatever their case. */
  readonly values?: readonly string[];
  readonly pattern?: { readonly expression: RegExp; readonly hint: string };
}

export interface MappingShape {
  readonly kind: 'mapping';
  readonly properties: Readonly<Record<string, Shape>>;
  readonly required: readonly string[];
  /** Shape of the values of keys that are not listed; none may be there without it. */
  readonly others?: Shape;
  /** At least one key has to be there. */
  readonly isFilled?: boolean;
}

/** Mappings that are told apart by their first key, such as `script` and `task`. */
export interface VariantsShape {
  readonly kind: 'variants';
  readonly variants: Readonly<Record<string, MappingShape>>;
}

/** One shape for each kind of node. */
export interface ChoiceShape {
  readonly kind: 'choice';
  readonly scalar?: Shape;
  readonly sequence?: Shape;
  readonly mapping?: Shape;
}

export const text: TextShape = { kind: 'text', isRequired: false };
export const filledText: TextShape = { kind: 'text', isRequired: true };
export const any: Shape = { kind: 'any' };

export function textOneOf(...values: readonly string[]): TextShape {
  return { kind: 'text', isRequired: true, values };
}

export function textLike(expression: RegExp, hint: string): TextShape {
  return { kind: 'text', isRequired: true, pattern: { expression, hint } };
}

export const boolean = textOneOf(
  'true',
  'false',
  'y',
  'yes',
  'on',
  'n',
  'no',
  'off',
);

export function list(of: () => Shape): Shape {
  return { kind: 'sequence', of };
}

export const texts = list(() => filledText);
export const textOrTexts: Shape = {
  kind: 'choice',
  scalar: text,
  sequence: list(() => text),
};

export function object(
  properties: Readonly<Record<string, Shape>>,
  required: readonly string[] = [],
): MappingShape {
  return { kind: 'mapping', properties, required };
}

export function dictionary(others: Shape): MappingShape {
  return { kind: 'mapping', properties: {}, required: [], others };
}

export function variants(
  shapes: Readonly<Record<string, MappingShape>>,
): VariantsShape {
  return { kind: 'variants', variants: shapes };
}
