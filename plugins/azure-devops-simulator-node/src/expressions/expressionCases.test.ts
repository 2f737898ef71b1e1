import { caseContext } from './cases/caseContext';
import { ErrorCase, ValueCase } from './cases/ExpressionCase';
import { evaluateExpression } from './evaluateExpression';
import { expressionCases } from './expressionCases';

const valueCases = expressionCases.filter(
  (testCase): testCase is ValueCase => testCase.kind === 'value',
);
const errorCases = expressionCases.filter(
  (testCase): testCase is ErrorCase => testCase.kind === 'error',
);

describe('the rules of expressions', () => {
  it.each(valueCases)('$section: $rule: $expression', testCase => {
    expect(evaluateExpression(testCase.expression, caseContext)).toEqual(
      testCase.value,
    );
  });

  it.each(errorCases)('$section: $rule: refuses $expression', testCase => {
    const { expression, error, position, message } = testCase;
    expect(() => evaluateExpression(expression, caseContext)).toThrow(
      expect.objectContaining({
        name: 'ExpressionError',
        kind: error,
        position,
        expression: expression.trim(),
        message: expect.stringContaining(message),
      }),
    );
  });

  it('are many', () => {
    expect(expressionCases.length).toBeGreaterThanOrEqual(150);
  });

  it('are each there once', () => {
    const rules = expressionCases.map(
      ({ section, rule }) => `${section}: ${rule}`,
    );
    expect(new Set(rules).size).toBe(rules.length);
  });
});
