import { ExpressionContext } from './ExpressionContext';
import {
  expandMacros,
  expandRuntimeExpression,
  readRuntimeExpression,
} from './macros';

const values: Readonly<Record<string, string>> = {
  A: 'one',
  nested: '$(A)',
  name: 'A',
  empty: '',
  'Build.Id': '7',
};
const lookUp = (name: string) =>
  Object.hasOwn(values, name) ? values[name] : undefined;

describe('expandMacros', () => {
  it.each([
    ['a macro', 'x $(A) y', 'x one y'],
    ['several macros', '$(A)$(Build.Id)/$(A)', 'one7/one'],
    ['an empty value', '[$(empty)]', '[]'],
    ['a text without macros', 'echo $PATH (a)', 'echo $PATH (a)'],
  ])('puts values into %s', (_, text, expanded) => {
    expect(expandMacros({ text, lookUp })).toBe(expanded);
  });

  it.each([
    ['an unknown name', 'x $(nothere) y'],
    ['no name', 'x $() y'],
    ['an open macro', 'x $(A'],
    ['a space in the name', '$( A )'],
    ['an inherited name', '$(constructor) $(__proto__) $(toString)'],
    ['other syntax', '${A} $[A] ${{ A }}'],
  ])('leaves %s as it is', (_, text) => {
    expect(expandMacros({ text, lookUp })).toBe(text);
  });

  it('does not search a value again', () => {
    expect(expandMacros({ text: '$(nested)', lookUp })).toBe('$(A)');
  });

  it('expands the inner one of two macros, and not what comes of it', () => {
    expect(expandMacros({ text: '$($(name))', lookUp })).toBe('$(A)');
  });

  it('goes on behind a command in a shell', () => {
    expect(expandMacros({ text: '$(ls -l) $(A)', lookUp })).toBe(
      '$(ls -l) one',
    );
  });

  it('takes a value as it is, with signs of patterns', () => {
    expect(expandMacros({ text: '<$(x)>', lookUp: () => '$& $1' })).toBe(
      '<$& $1>',
    );
  });

  it('refuses values that are too large together', () => {
    const text = '$(x)'.repeat(200);
    const large = 'x'.repeat(1_000_000);
    expect(() => expandMacros({ text, lookUp: () => large })).toThrow(
      'The maximum allowed memory size was exceeded',
    );
  });

  it.each([
    '$('.repeat(200_000),
    `${'$('.repeat(200_000)})`,
    '$(a'.repeat(200_000),
  ])('reads a long text of open macros in time', text => {
    expect(expandMacros({ text, lookUp })).toBe(text);
  });
});

const context: ExpressionContext = {
  lookUp: name => (name === 'variables' ? values : undefined),
  functions: { counter: ([prefix = null, seed = null]) => `${prefix}:${seed}` },
};

describe('a run-time expression', () => {
  it.each([
    ["$[eq(variables.A, 'one')]", 'True'],
    ['  $[ variables.A ]\n', 'one'],
    ['$[variables.nothere]', ''],
    ["$[variables['Build.Id']]", '7'],
    ["$[counter('a', 1)]", 'a:1'],
    ['$[1.50]', '1.5'],
  ])('%j is evaluated to %j', (value, expanded) => {
    expect(expandRuntimeExpression({ value, context })).toBe(expanded);
  });

  it.each(['plain', 'x $[variables.A]', '$[variables.A] x', '$(A)', '$[', ''])(
    'is the whole value, and not a part of %j',
    value => {
      expect(readRuntimeExpression(value)).toBeUndefined();
      expect(expandRuntimeExpression({ value, context })).toBe(value);
    },
  );

  it('is refused if it is wrong', () => {
    expect(() =>
      expandRuntimeExpression({ value: '$[ succeeded() ]', context }),
    ).toThrow("Unrecognized value: 'succeeded'. Located at position 1");
    expect(() => expandRuntimeExpression({ value: '$[ ]', context })).toThrow(
      'An expression was expected',
    );
  });

  it('is refused if it is no text', () => {
    expect(() =>
      expandRuntimeExpression({ value: '$[ variables ]', context }),
    ).toThrow(
      expect.objectContaining({
        name: 'ExpressionError',
        message: expect.stringContaining(
          'Unable to convert from Object to String',
        ),
      }),
    );
  });
});
