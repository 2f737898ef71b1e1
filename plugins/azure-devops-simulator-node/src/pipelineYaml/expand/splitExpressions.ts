/** Text between expressions, and expressions without their `${{ }}`. */
export type TextPart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string };

export const expressionStart = '${{';

/**
 * Splits a scalar at its expressions. A `}}` within a quoted text of an
 * expression ends nothing.
 *
 * @returns undefined if an expression is not closed.
 */
export function splitExpressions(
  text: string,
): readonly TextPart[] | undefined {
  const parts: TextPart[] = [];
  let position = 0;
  while (position < text.length) {
    const start = text.indexOf(expressionStart, position);
    if (start < 0) {
      break;
    }
    const end = findEnd(text, start + expressionStart.length);
    if (end === undefined) {
      return undefined;
    }
    if (start > position) {
      parts.push({ kind: 'literal', text: text.slice(position, start) });
    }
    parts.push({
      kind: 'expression',
      text: text.slice(start + expressionStart.length, end).trim(),
    });
    position = end + 2;
  }
  if (position < text.length) {
    parts.push({ kind: 'literal', text: text.slice(position) });
  }
  return parts;
}

function findEnd(text: string, from: number): number | undefined {
  let isQuoted = false;
  for (let index = from; index < text.length; index += 1) {
    if (text[index] === "'") {
      isQuoted = !isQuoted;
    } else if (!isQuoted && text.startsWith('}}', index)) {
      return index;
    }
  }
  return undefined;
}
