import { evaluateExpression } from './evaluateExpression';
import { ExpressionContext } from './ExpressionContext';
import { ExpressionError } from './ExpressionError';
import { maxLength } from './expressionLimits';
import { ExpressionValue } from './ExpressionValue';

const nest = (levels: number): ExpressionValue =>
  levels === 0 ? 'x' : [nest(levels - 1)];

/** Twenty lists, each of ten times the one before. */
const bomb = Array.from({ length: 20 }).reduce<ExpressionValue>(
  value => Array.from({ length: 10 }, () => value),
  'x',
);

const named: ExpressionValue = JSON.parse('{"__proto__": "own", "a": 1}');

const values: ReadonlyMap<string, ExpressionValue> = new Map([
  ['deep', nest(2000)],
  ['bomb', bomb],
  ['named', named],
  ['plain', { a: 1 }],
  ['text', 'x'.repeat(1_000_000)],
  ['openFormat', `{0:${'x'.repeat(4_000_000)}`],
  ['bracesFormat', `{0:${'}}'.repeat(2_000_000)}`],
  ['digits', `${'1,'.repeat(2_000_000)}x`],
  ['spaces', `${' '.repeat(4_000_000)}x`],
]);
const context: ExpressionContext = {
  lookUp: name => values.get(name),
  functions: {},
};

const kindOfError = (expression: string) => {
  try {
    evaluateExpression(expression, context);
  } catch (error) {
    return error instanceof ExpressionError ? error.kind : error;
  }
  return 'none';
};

const nestedCall = (levels: number) =>
  `${'not('.repeat(levels)}true${')'.repeat(levels)}`;

describe('hostile expressions', () => {
  it('may nest 49 functions, and no more', () => {
    expect(evaluateExpression(nestedCall(49), context)).toBe(false);
    expect(kindOfError(nestedCall(50))).toBe('exceededMaxDepth');
    expect(kindOfError(nestedCall(4000))).toBe('exceededMaxDepth');
    expect(kindOfError('not('.repeat(5000))).toBe('exceededMaxDepth');
  });

  it('may nest 49 indexes, and no more', () => {
    expect(kindOfError(`${'plain['.repeat(49)}1${']'.repeat(49)}`)).toBe(
      'none',
    );
    expect(kindOfError('plain['.repeat(3000))).toBe('exceededMaxDepth');
  });

  it(`may have ${maxLength} characters, and no more`, () => {
    const text = `'${'x'.repeat(maxLength - 2)}'`;
    expect(evaluateExpression(text, context)).toHaveLength(maxLength - 2);
    expect(kindOfError(`${text} `)).toBe('exceededMaxLength');
    expect(kindOfError('('.repeat(5_000_000))).toBe('exceededMaxLength');
  });

  it('may have many properties one behind the other', () => {
    expect(evaluateExpression(`plain${'.a'.repeat(10_000)}`, context)).toBe(
      null,
    );
    expect(evaluateExpression(`plain${'[0]'.repeat(6_000)}`, context)).toBe(
      null,
    );
  });

  it('may have many arguments', () => {
    const args = Array.from({ length: 9_000 }, () => '0').join(',');
    expect(evaluateExpression(`or(${args},1)`, context)).toBe(true);
  });

  it.each([
    "'".repeat(20_999),
    `${"''".repeat(10_000)}x`,
    `format('${'{'.repeat(19_999)}')`,
    `format('${'{0:'.repeat(6_000)}')`,
    `format('{0:${'}}'.repeat(9_000)}')`,
    'format(openFormat, 1)',
    'format(bracesFormat, 1)',
    'gt(1, digits)',
    'gt(1, spaces)',
    'gt(1.2.3, digits)',
    '.'.repeat(20_000),
    '-'.repeat(20_000),
    `${'1'.repeat(20_000)}.x`,
    '[*]'.repeat(6_000),
    'a'.repeat(20_000),
    '\u0000',
    '\ud800',
  ])('are refused in time (%#)', expression => {
    expect(kindOfError(expression)).not.toBe('none');
    expect(kindOfError(expression)).toEqual(expect.any(String));
  });

  it.each([
    'constructor',
    '__proto__',
    'toString',
    'hasOwnProperty',
    'constructor()',
    'toString()',
    '__proto__()',
    'valueOf(1)',
  ])('find no name that JavaScript has: %s', expression => {
    expect(kindOfError(expression)).toMatch(/^unrecognized/);
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'length'])(
    'find no property that JavaScript has: %s',
    name => {
      expect(evaluateExpression(`plain.${name}`, context)).toBe(null);
      expect(evaluateExpression(`plain['${name}']`, context)).toBe(null);
      expect(evaluateExpression(`bomb.${name}`, context)).toBe(null);
      expect(evaluateExpression(`text.${name}`, context)).toBe(null);
    },
  );

  it('find a property of any name that is there', () => {
    expect(evaluateExpression("named['__proto__']", context)).toBe('own');
    expect(evaluateExpression('named.__PROTO__', context)).toBe('own');
  });

  it.each([
    'convertToJson(bomb)',
    `bomb${'.*'.repeat(20)}`,
    "replace(text, 'x', text)",
    `join(text, split(text, 'x'))`,
    "format(replace('nnnnnnnnnnnnnnnnnnnn', 'n', '{0}'), text)",
    "join(',', split(replace(text, 'x', 'xxxxxxxxx'), 'x'))",
  ])('cannot make values without an end: %s', expression => {
    expect(kindOfError(expression)).toBe('exceededMaxMemory');
  });

  it('cannot write values that are too deep', () => {
    expect(kindOfError('convertToJson(deep)')).toBe('invalidArgument');
  });
});
