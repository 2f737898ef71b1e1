import { splitText } from './parseExpression';

/** A key such as `${{ if … }}`. */
export type Directive =
  | { readonly type: 'branch' | 'insert' }
  | {
      readonly type: 'each';
      readonly variable: string;
      readonly collection: string;
    };

/** Whether a mapping is nothing but branches and loops. */
export function isMadeOfDirectives(content: Readonly<Record<string, unknown>>) {
  const keys = Object.keys(content);
  return keys.length > 0 && keys.every(key => readDirective(key) !== undefined);
}

/** What a key says; `undefined` for one that is a name. */
export function readDirective(key: string): Directive | undefined {
  const [part, ...others] = splitText(key.trim());
  if (part?.type !== 'expression' || others.length > 0) {
    return undefined;
  }
  if (/^(?:if|elseif|else)\b/.test(part.text)) {
    return { type: 'branch' };
  }
  if (part.text === 'insert') {
    return { type: 'insert' };
  }
  const each = /^each\s+(\w+)\s+in\s+([\s\S]+)$/.exec(part.text);
  return each === null
    ? undefined
    : { type: 'each', variable: each[1], collection: each[2] };
}
