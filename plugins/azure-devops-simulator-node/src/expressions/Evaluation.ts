import { Access, accessAll, accessIndex } from './accessValue';
import { AccessNode, CallNode, ExpressionNode } from './Expression';
import { ExpressionContext, findContextFunction } from './ExpressionContext';
import { locateFailure } from './ExpressionError';
import { MemoryBudget } from './expressionLimits';
import { ExpressionValue } from './ExpressionValue';
import { FunctionArguments } from './functions/BuiltInFunction';
import { findBuiltInFunction } from './functions/builtInFunctions';

/** One evaluation of one expression, whose names are known. */
export class Evaluation {
  readonly #text: string;
  readonly #context: ExpressionContext;
  readonly #budget = new MemoryBudget();

  constructor(text: string, context: ExpressionContext) {
    this.#text = text;
    this.#context = context;
  }

  evaluate(node: ExpressionNode): ExpressionValue {
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'name':
        return this.#context.lookUp(node.name) ?? null;
      case 'call':
        return this.#locate(node, () => this.#call(node));
      default:
        return this.#locate(node, () => this.#access(node));
    }
  }

  #call({ name, parameters }: CallNode): ExpressionValue {
    const builtIn = findBuiltInFunction(name);
    if (builtIn) {
      return builtIn.call(this.#lazyArguments(parameters), this.#budget);
    }
    const args = parameters.map(parameter => this.evaluate(parameter));
    return findContextFunction(this.#context, name)?.(args) ?? null;
  }

  #lazyArguments(parameters: readonly ExpressionNode[]): FunctionArguments {
    const values = new Map<number, ExpressionValue>();
    return {
      count: parameters.length,
      get: index => {
        const parameter = parameters[index];
        const value =
          values.get(index) ?? (parameter ? this.evaluate(parameter) : null);
        values.set(index, value);
        return value;
      },
    };
  }

  #access({ target, accessors }: AccessNode): ExpressionValue {
    let access: Access = { value: this.evaluate(target), isFiltered: false };
    for (const accessor of accessors) {
      access =
        accessor.kind === 'wildcard'
          ? accessAll(access, this.#budget)
          : accessIndex(access, this.evaluate(accessor.index), this.#budget);
    }
    return access.value;
  }

  #locate(
    { position }: { readonly position: number },
    run: () => ExpressionValue,
  ): ExpressionValue {
    return locateFailure({ position, expression: this.#text }, run);
  }
}
