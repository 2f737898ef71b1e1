import { errorAt, ExpressionError } from './ExpressionError';
import { Token } from './lexExpression';

/** Azure DevOps reports a wrong number of arguments as an unexpected symbol, too. */
const problems = {
  unexpectedSymbol: 'Unexpected symbol',
  unrecognizedValue: 'Unrecognized value',
  expectedPropertyName:
    "Expected a property name to follow the dereference operator '.'",
  expectedStartParameter: "Expected '(' to follow a function",
  unclosedFunction: 'Unclosed function',
  unclosedIndexer: 'Unclosed indexer',
  tooFewArguments: 'Unexpected symbol',
  tooManyArguments: 'Unexpected symbol',
} as const;

export type SyntaxErrorKind = keyof typeof problems;

/** An error at a token, while an expression is read. */
export const syntaxError = (options: {
  readonly kind: SyntaxErrorKind;
  readonly token: Token;
  readonly expression: string;
  readonly remedy?: string;
}): ExpressionError => {
  const { kind, token, expression, remedy } = options;
  return errorAt({
    kind,
    problem: problems[kind],
    token: token.text,
    position: token.position,
    expression,
    remedy,
  });
};
