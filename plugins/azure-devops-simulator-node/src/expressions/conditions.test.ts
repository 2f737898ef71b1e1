import { evaluateCondition } from './conditions';
import { ExpressionContext } from './ExpressionContext';

function contextOf(succeeded: boolean): ExpressionContext {
  return {
    lookUp: name =>
      name === 'variables' ? { 'Build.Reason': 'Manual' } : undefined,
    functions: { succeeded: () => succeeded, always: () => true },
  };
}

describe('evaluateCondition', () => {
  it.each([undefined, '', ' \n '])(
    'asks whether everything succeeded if there is no condition (%j)',
    condition => {
      expect(evaluateCondition({ condition, context: contextOf(true) })).toBe(
        true,
      );
      expect(evaluateCondition({ condition, context: contextOf(false) })).toBe(
        false,
      );
    },
  );

  it('does not ask for the status if the condition does not', () => {
    const condition = "eq(variables['build.reason'], 'manual')";
    const context = contextOf(false);
    expect(evaluateCondition({ condition, context })).toBe(true);
  });

  it('takes any value as a boolean, and the text false is true', () => {
    const context = contextOf(true);
    expect(evaluateCondition({ condition: 'false', context })).toBe(false);
    expect(evaluateCondition({ condition: "'false'", context })).toBe(true);
    expect(evaluateCondition({ condition: '0', context })).toBe(false);
  });

  it('refuses a macro, which is no expression', () => {
    const condition = "eq($(reason), 'Manual')";
    expect(() =>
      evaluateCondition({ condition, context: contextOf(true) }),
    ).toThrow("Unrecognized value: '$'. Located at position 4");
  });
});
