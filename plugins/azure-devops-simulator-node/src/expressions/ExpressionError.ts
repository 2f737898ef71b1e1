/** What is wrong with an expression. */
export type ExpressionErrorKind =
  | 'emptyExpression'
  | 'unexpectedSymbol'
  | 'unrecognizedValue'
  | 'unrecognizedFunction'
  | 'expectedPropertyName'
  | 'expectedStartParameter'
  | 'unclosedFunction'
  | 'unclosedIndexer'
  | 'tooFewArguments'
  | 'tooManyArguments'
  | 'exceededMaxDepth'
  | 'exceededMaxLength'
  | 'exceededMaxMemory'
  | 'failedConversion'
  | 'invalidFormat'
  | 'invalidArgument';

/** An expression that cannot be read or evaluated. */
export class ExpressionError extends Error {
  readonly kind: ExpressionErrorKind;
  /** Where it is in the expression; the first character has position 1. */
  readonly position: number;
  /** The whole expression, without `${{ }}` or `$[ ]` and the space inside of them. */
  readonly expression: string;

  constructor(options: {
    readonly kind: ExpressionErrorKind;
    readonly message: string;
    readonly position: number;
    readonly expression: string;
    readonly cause?: unknown;
  }) {
    super(options.message, { cause: options.cause });
    this.name = 'ExpressionError';
    this.kind = options.kind;
    this.position = options.position;
    this.expression = options.expression;
  }
}

/** A failure inside a function or a conversion, which does not know its place. */
export class EvaluationFailure extends Error {
  readonly kind: ExpressionErrorKind;

  constructor(kind: ExpressionErrorKind, message: string) {
    super(message);
    this.name = 'EvaluationFailure';
    this.kind = kind;
  }
}

const help =
  'For more help, refer to https://go.microsoft.com/fwlink/?linkid=842996';

/** Where a token is, in the words in which Azure DevOps reports it. */
const describePlace = (position: number, expression: string) =>
  `Located at position ${position} within expression: '${expression}'. ${help}`;

/** An error at a token. */
export const errorAt = (options: {
  readonly kind: ExpressionErrorKind;
  /** As `Unexpected symbol`. */
  readonly problem: string;
  readonly token: string;
  readonly position: number;
  readonly expression: string;
  /** A sentence that says more. */
  readonly remedy?: string;
}) => {
  const { kind, problem, token, position, expression, remedy } = options;
  const place = describePlace(position, expression);
  return new ExpressionError({
    kind,
    position,
    expression,
    message: `${problem}: '${token}'. ${remedy ? `${remedy} ` : ''}${place}`,
  });
};

/**
 * Gives a failure its place; its message has none in Azure DevOps either.
 *
 * @throws ExpressionError instead of an {@link EvaluationFailure}.
 */
export function locateFailure<T>(
  place: { readonly position: number; readonly expression: string },
  run: () => T,
): T {
  try {
    return run();
  } catch (cause) {
    if (!(cause instanceof EvaluationFailure)) {
      throw cause;
    }
    const { position, expression } = place;
    throw new ExpressionError({
      kind: cause.kind,
      message: cause.message,
      position,
      expression,
      cause,
    });
  }
}
