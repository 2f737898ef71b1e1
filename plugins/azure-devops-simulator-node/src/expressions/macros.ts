import { evaluateToText } from './evaluateExpression';
import { ExpressionContext } from './ExpressionContext';
import { ExpressionError } from './ExpressionError';
import { maxMemoryBytes } from './expressionLimits';

/** A `$(name)` in a text. */
export interface Macro {
  readonly name: string;
  /** Index of the `$`. */
  readonly start: number;
  /** Index behind the `)`. */
  readonly end: number;
}

/**
 * The macros of a text, from left to right. Of `$(a$(b)` only `$(b)` is one:
 * the name of a variable has no `$(`.
 */
export function* findMacros(text: string): Generator<Macro, void> {
  let index = 0;
  while (index < text.length) {
    const open = text.indexOf('$(', index);
    const close = open < 0 ? -1 : text.indexOf(')', open + 2);
    if (close < 0) {
      return;
    }
    const start = text.lastIndexOf('$(', close);
    const name = text.slice(start + 2, close);
    index = close + 1;
    if (name !== '') {
      yield { name, start, end: index };
    }
  }
}

const tooLong = (text: string, start: number) =>
  new ExpressionError({
    kind: 'exceededMaxMemory',
    message: `The maximum allowed memory size was exceeded: the macros of a text have values of more than ${maxMemoryBytes} bytes. Make the values smaller.`,
    position: start + 1,
    expression: text,
  });

/**
 * Puts the values of variables in the place of `$(name)`. What is not found
 * stays as it is; a value that is put in is not searched for macros again.
 *
 * @throws ExpressionError if the text would take more memory than an expression may.
 * Source: "Understand variable syntax" of
 * https://learn.microsoft.com/azure/devops/pipelines/process/variables
 */
export function expandMacros(options: {
  readonly text: string;
  /** The value of a variable; undefined if there is none of this name. */
  readonly lookUp: (name: string) => string | undefined;
}): string {
  const { text, lookUp } = options;
  const parts: string[] = [];
  let copied = 0;
  let length = 0;
  for (const { name, start, end } of findMacros(text)) {
    const value = lookUp(name);
    if (value !== undefined) {
      length += value.length;
      if (length * 2 > maxMemoryBytes) {
        throw tooLong(text, start);
      }
      parts.push(text.slice(copied, start), value);
      copied = end;
    }
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

/**
 * The expression of a value that is `$[ … ]`.
 *
 * @returns undefined if the value is something else: `$[ ]` inside of a text is text.
 * Source: "Runtime expression syntax" of
 * https://learn.microsoft.com/azure/devops/pipelines/process/variables
 */
export function readRuntimeExpression(value: string): string | undefined {
  const text = value.trim();
  return text.startsWith('$[') && text.endsWith(']')
    ? text.slice(2, -1).trim()
    : undefined;
}

/**
 * The value of a variable, which may be `$[ … ]`.
 *
 * @throws ExpressionError if it is `$[ … ]` and cannot be evaluated.
 */
export function expandRuntimeExpression(options: {
  readonly value: string;
  readonly context: ExpressionContext;
}): string {
  const expression = readRuntimeExpression(options.value);
  return expression === undefined
    ? options.value
    : evaluateToText(expression, options.context);
}
