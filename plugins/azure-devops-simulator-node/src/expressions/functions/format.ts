import { toText } from '../convertValue';
import { EvaluationFailure } from '../ExpressionError';
import { kindOf } from '../ExpressionValue';
import { BuiltInFunction, FunctionArguments } from './BuiltInFunction';
import { formatDateTime } from './formatDateTime';

/** Text, `{{`, `}}`, or `{0}` and `{0:yyyyMMdd}`; specifiers may hold `}}`. */
const piece = /[^{}]+|\{\{|\}\}|\{(\d+)(?::((?:[^}]|\}\})*))?\}/y;

/**
 * Puts arguments into a text.
 * Source: `format` in the section "Functions" of
 * https://learn.microsoft.com/azure/devops/pipelines/process/expressions
 */
export const format: BuiltInFunction = {
  arity: { min: 1, max: Infinity },
  call: (args, budget) => {
    const text = toText(args.get(0));
    const parts: string[] = [];
    for (const match of pieces(text)) {
      const part = formatPiece(text, match, args);
      budget.takeText(part.length);
      parts.push(part);
    }
    return parts.join('');
  },
};

function* pieces(text: string): Generator<RegExpExecArray, void> {
  let index = 0;
  while (index < text.length) {
    piece.lastIndex = index;
    const match = piece.exec(text);
    if (!match) {
      throw new EvaluationFailure(
        'invalidFormat',
        `The format string is invalid: ${text}. Write a literal brace as {{ or }}.`,
      );
    }
    index += match[0].length;
    yield match;
  }
}

function formatPiece(
  text: string,
  match: RegExpExecArray,
  args: FunctionArguments,
): string {
  const [whole, digits, specifiers = ''] = match;
  if (digits === undefined) {
    return whole === '{{' || whole === '}}' ? whole.charAt(0) : whole;
  }
  const index = Number(digits) + 1;
  if (index >= args.count) {
    throw new EvaluationFailure(
      'invalidFormat',
      `The format string references more arguments than there are: ${text}. It has {${digits}}, and there are ${
        args.count - 1
      } arguments.`,
    );
  }
  const value = args.get(index);
  if (specifiers === '') {
    return toText(value);
  }
  if (!(value instanceof Date)) {
    throw new EvaluationFailure(
      'invalidFormat',
      `The format specifiers '${specifiers}' are not valid for values of the type '${kindOf(
        value,
      )}'.`,
    );
  }
  return formatDateTime(value, specifiers.replaceAll('}}', '}'));
}
