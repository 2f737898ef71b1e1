import { ExpressionCase, errorCases } from './ExpressionCase';

/** Functions and indexes that are not closed, or have the wrong arguments. */
export const callCases: readonly ExpressionCase[] = [
  ...errorCases('Functions', [
    [
      'unknown',
      "substring('a', 1)",
      'unrecognizedFunction',
      1,
      "Unrecognized value: 'substring'",
    ],
    [
      'unknown, not needed',
      'or(true, nothere())',
      'unrecognizedFunction',
      10,
      "Unrecognized value: 'nothere'",
    ],
    [
      'without parentheses',
      'eq',
      'expectedStartParameter',
      1,
      "Expected '(' to follow the function: 'eq'",
    ],
    ['not closed', 'eq(1, 2', 'unclosedFunction', 1, "Unclosed function: 'eq'"],
    [
      'not closed, inside',
      'and(true, eq(1, 2)',
      'unclosedFunction',
      1,
      "Unclosed function: 'and'",
    ],
    [
      'not closed, empty',
      'always(',
      'unclosedFunction',
      1,
      "Unclosed function: 'always'",
    ],
    [
      'not closed, behind a comma',
      'eq(1,',
      'unclosedFunction',
      1,
      "Unclosed function: 'eq'",
    ],
    [
      'too few: none',
      'and()',
      'tooFewArguments',
      5,
      "Unexpected symbol: ')'. Too few arguments: the function 'and' takes 2 or more. Located at position 5",
    ],
    [
      'too few: one of two',
      'eq(1)',
      'tooFewArguments',
      5,
      "the function 'eq' takes 2.",
    ],
    [
      'too few: counter',
      "counter('a')",
      'tooFewArguments',
      12,
      "the function 'counter' takes 2.",
    ],
    [
      'too many: not',
      'not(true, false)',
      'tooManyArguments',
      9,
      "Unexpected symbol: ','. Too many arguments: the function 'not' takes 1.",
    ],
    [
      'too many: iif',
      'iif(true, 1, 2, 3)',
      'tooManyArguments',
      15,
      "the function 'iif' takes 3.",
    ],
    [
      'too many: always',
      'always(1)',
      'tooManyArguments',
      9,
      "the function 'always' takes 0.",
    ],
  ]),
  ...errorCases('Variables', [
    [
      'nothing behind the period',
      'variables.',
      'expectedPropertyName',
      10,
      'Expected a property name',
    ],
    [
      'index not closed',
      "variables['a'",
      'unclosedIndexer',
      10,
      "Unclosed indexer: '['",
    ],
    [
      'index not closed, empty',
      'variables[',
      'unclosedIndexer',
      10,
      "Unclosed indexer: '['",
    ],
  ]),
  ...errorCases('Expressions', [
    ['empty', '', 'emptyExpression', 1, 'An expression was expected'],
    ['blank', ' \n ', 'emptyExpression', 1, 'An expression was expected'],
  ]),
];
