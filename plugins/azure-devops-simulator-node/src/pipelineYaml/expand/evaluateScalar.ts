import { toText } from '../../expressions/convertValue';
import {
  EvaluationFailure,
  ExpressionError,
} from '../../expressions/ExpressionError';
import { evaluateExpression } from '../../expressions/evaluateExpression';
import { Expression, ExpressionNode } from '../../expressions/Expression';
import { ExpressionValue } from '../../expressions/ExpressionValue';
import { parseExpression } from '../../expressions/parseExpression';
import {
  scalar,
  unknownScalar,
  YamlPlace,
  YamlScalar,
  YamlTree,
} from '../YamlTree';
import { Expansion } from './Expansion';
import { Scope } from './Scope';
import { expressionStart, splitExpressions } from './splitExpressions';
import { treeOfValue } from './valueTrees';

/**
 * A scalar with its expressions evaluated. One that is nothing but an
 * expression becomes what the expression gives, a list or a mapping too.
 * Rule: process/template-expressions.
 */
export function evaluateScalar(
  tree: YamlScalar,
  scope: Scope,
  expansion: Expansion,
): YamlTree {
  if (!tree.text.includes(expressionStart)) {
    return tree;
  }
  const { problems, budget } = expansion;
  const parts = splitExpressions(tree.text);
  if (!parts) {
    problems.report(
      tree.place,
      'The expression is not closed. An unescaped ${{ sequence was found, but the closing }} sequence was not found.',
    );
    return unknownScalar(tree.place);
  }
  const [first] = parts;
  if (parts.length === 1 && first.kind === 'expression') {
    const found = evaluate(first.text, { scope, expansion, place: tree.place });
    return found
      ? spend(treeOfValue(found.value, tree.place), expansion)
      : unknownScalar(tree.place);
  }
  const texts = parts.map(part =>
    part.kind === 'literal'
      ? part.text
      : evaluateText(part.text, { scope, expansion, place: tree.place }),
  );
  if (texts.includes(undefined)) {
    return unknownScalar(tree.place);
  }
  const text = texts.join('');
  budget.spendNode(text.length);
  return scalar(text, tree.place);
}

interface Evaluating {
  readonly scope: Scope;
  readonly expansion: Expansion;
  readonly place: YamlPlace;
}

/** The value of one expression; undefined once its problem has been told. */
export function evaluate(
  text: string,
  evaluating: Evaluating,
): { readonly value: ExpressionValue } | undefined {
  return attempt(evaluating, () => {
    const expression = parseExpression(text);
    const missing = missingParameter(expression, evaluating.scope);
    if (missing !== undefined) {
      evaluating.expansion.problems.report(
        evaluating.place,
        `Key not found '${missing}'`,
      );
      return undefined;
    }
    return {
      value: evaluateExpression(expression, evaluating.scope.toContext()),
    };
  });
}

function evaluateText(
  text: string,
  evaluating: Evaluating,
): string | undefined {
  const found = evaluate(text, evaluating);
  return found && attempt(evaluating, () => toText(found.value));
}

function attempt<T>(
  { expansion, place }: Evaluating,
  action: () => T,
): T | undefined {
  try {
    return action();
  } catch (error) {
    if (
      error instanceof ExpressionError ||
      error instanceof EvaluationFailure
    ) {
      expansion.problems.report(place, error.message);
      return undefined;
    }
    throw error;
  }
}

function spend(tree: YamlTree, expansion: Expansion): YamlTree {
  const { budget } = expansion;
  switch (tree.kind) {
    case 'scalar':
      budget.spendNode(tree.text.length);
      break;
    case 'sequence':
      budget.spendNode();
      tree.items.forEach(item => spend(item, expansion));
      break;
    default:
      budget.spendNode();
      tree.entries.forEach(({ value }) => spend(value, expansion));
  }
  return tree;
}

/** A parameter that was not declared has no value, not even an empty one. */
function missingParameter(
  { root }: Expression,
  scope: Scope,
): string | undefined {
  return parametersIn(root).find(name => !scope.hasParameter(name));
}

function parametersIn(node: ExpressionNode): readonly string[] {
  if (node.kind === 'call') {
    return node.parameters.flatMap(parametersIn);
  }
  if (node.kind !== 'access') {
    return [];
  }
  const { target, accessors } = node;
  const indexes = accessors.flatMap(accessor =>
    accessor.kind === 'index' ? [accessor.index] : [],
  );
  const [first] = accessors;
  const isOfParameters =
    target.kind === 'name' && target.name.toLowerCase() === 'parameters';
  const named =
    isOfParameters &&
    first?.kind === 'index' &&
    first.index.kind === 'literal' &&
    typeof first.index.value === 'string'
      ? [first.index.value]
      : [];
  return [...named, ...[target, ...indexes].flatMap(parametersIn)];
}
