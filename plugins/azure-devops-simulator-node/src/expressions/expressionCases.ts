import { callCases } from './cases/callCases';
import { conversionCases } from './cases/conversionCases';
import { ExpressionCase } from './cases/ExpressionCase';
import { functionCases } from './cases/functionCases';
import { literalCases } from './cases/literalCases';
import { syntaxCases } from './cases/syntaxCases';

/** The rules of expressions, each with an expression that shows it. */
export const expressionCases: readonly ExpressionCase[] = [
  ...literalCases,
  ...conversionCases,
  ...functionCases,
  ...syntaxCases,
  ...callCases,
];
