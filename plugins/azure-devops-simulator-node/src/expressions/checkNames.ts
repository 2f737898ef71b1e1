import { Expression, ExpressionNode } from './Expression';
import { ExpressionContext, findContextFunction } from './ExpressionContext';
import { errorAt } from './ExpressionError';
import { findBuiltInFunction } from './functions/builtInFunctions';

/**
 * Refuses names that the context does not have, without evaluating.
 *
 * @throws ExpressionError for the first such name.
 */
export function checkNames(
  expression: Expression,
  context: ExpressionContext,
): void {
  for (const node of namesIn(expression.root)) {
    const isCall = node.kind === 'call';
    const isKnown = isCall
      ? findBuiltInFunction(node.name) ??
        findContextFunction(context, node.name)
      : context.lookUp(node.name) !== undefined;
    if (!isKnown) {
      throw errorAt({
        kind: isCall ? 'unrecognizedFunction' : 'unrecognizedValue',
        problem: 'Unrecognized value',
        token: node.name,
        position: node.position,
        expression: expression.text,
      });
    }
  }
}

type NamingNode = Extract<ExpressionNode, { kind: 'name' | 'call' }>;

function namesIn(node: ExpressionNode): readonly NamingNode[] {
  switch (node.kind) {
    case 'literal':
      return [];
    case 'name':
      return [node];
    case 'call':
      return [node, ...node.parameters.flatMap(namesIn)];
    default: {
      const indexes = node.accessors.flatMap(accessor =>
        accessor.kind === 'index' ? [accessor.index] : [],
      );
      return [node.target, ...indexes].flatMap(namesIn);
    }
  }
}
