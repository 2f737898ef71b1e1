import { splitExpressions } from './splitExpressions';

/**
 * A key that decides what becomes of its value.
 * Rule: process/template-expressions, conditional and iterative insertion.
 */
export type Directive =
  | { readonly kind: 'if'; readonly condition: string }
  | { readonly kind: 'elseif'; readonly condition: string }
  | { readonly kind: 'else' }
  | {
      readonly kind: 'each';
      readonly variable: string;
      readonly collection: string;
    }
  | { readonly kind: 'insert' }
  | { readonly kind: 'malformed'; readonly message: string };

/** The directive that a key is; undefined for every other key. */
export function readDirective(key: string): Directive | undefined {
  if (!key.trimStart().startsWith('${{')) {
    return undefined;
  }
  const parts = splitExpressions(key.trim());
  if (parts?.length !== 1 || parts[0].kind !== 'expression') {
    return undefined;
  }
  const { text } = parts[0];
  const [, word, rest] =
    /^(if|elseif|else|each|insert)(?![\w(.[])\s*(.*)$/is.exec(text) ?? [];
  switch (word?.toLowerCase()) {
    case 'if':
    case 'elseif':
      return rest === ''
        ? malformed(`An expression was expected after the directive '${word}'`)
        : {
            kind: word.toLowerCase() === 'if' ? 'if' : 'elseif',
            condition: rest,
          };
    case 'else':
    case 'insert':
      return rest === ''
        ? { kind: word.toLowerCase() === 'else' ? 'else' : 'insert' }
        : malformed(
            `Exactly 0 parameter(s) were expected following the directive '${word}'. Actual parameter: ${rest}`,
          );
    case 'each':
      return readEach(rest);
    default:
      return undefined;
  }
}

function readEach(rest: string): Directive {
  const [, variable, collection] =
    /^([A-Za-z_][A-Za-z0-9_]*)\s+in\s+(.+)$/is.exec(rest) ?? [];
  return variable === undefined
    ? malformed(
        `The directive 'each' is written as each name in collection. Actual parameter: ${rest}`,
      )
    : { kind: 'each', variable, collection };
}

function malformed(message: string): Directive {
  return { kind: 'malformed', message };
}
