import { Accessor, CallNode, ExpressionNode } from './Expression';
import { ExpressionError } from './ExpressionError';
import { maxDepth } from './expressionLimits';
import { findBuiltInFunction } from './functions/builtInFunctions';
import { Arity, describeArity, findArity } from './functions/findArity';
import { Token } from './lexExpression';
import { SyntaxErrorKind, syntaxError } from './syntaxError';

interface Call {
  readonly name: Token;
  readonly arity: Arity;
  readonly count: number;
}

const anyArity: Arity = { min: 0, max: Infinity };
const noToken: Token = { kind: 'unrecognized', text: '', position: 1 };

/** Reads tokens into nodes. */
export class ExpressionParser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  #index = 0;
  #depth = 0;

  constructor(text: string, tokens: readonly Token[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  parse(): ExpressionNode {
    const root = this.#value();
    const rest = this.#peek();
    if (rest) {
      throw this.#error('unexpectedSymbol', rest);
    }
    return root;
  }

  #value(): ExpressionNode {
    const token = this.#next();
    if (token?.kind === 'literal') {
      return { kind: 'literal', value: token.value, position: token.position };
    }
    if (token?.kind !== 'word') {
      throw this.#unexpected(token ?? this.#last());
    }
    const isCall = this.#isNext('(');
    if (!isCall && findBuiltInFunction(token.text)) {
      throw this.#error('expectedStartParameter', token);
    }
    return this.#accesses(
      isCall
        ? this.#call(token)
        : { kind: 'name', name: token.text, position: token.position },
    );
  }

  #call(name: Token): CallNode {
    this.#open();
    const arity = findArity(name.text) ?? anyArity;
    const parameters: ExpressionNode[] = [];
    if (!this.#peek()) {
      throw this.#error('unclosedFunction', name);
    }
    while (parameters.length > 0 || !this.#isNext(')')) {
      parameters.push(this.#value());
      const token = this.#next();
      if (!token) {
        throw this.#error('unclosedFunction', name);
      }
      if (token.text === ')') {
        this.#index--;
        break;
      }
      this.#checkSeparator({ token, name, arity, count: parameters.length });
      if (!this.#peek()) {
        throw this.#error('unclosedFunction', name);
      }
    }
    this.#close({ name, arity, count: parameters.length });
    return {
      kind: 'call',
      name: name.text,
      position: name.position,
      parameters,
    };
  }

  #checkSeparator(call: Call & { readonly token: Token }): void {
    const { token, arity, count } = call;
    if (token.text !== ',') {
      throw this.#unexpected(token);
    }
    if (count >= arity.max) {
      throw this.#wrongCount('tooManyArguments', token, call);
    }
  }

  #close(call: Call): void {
    const token = this.#next() ?? this.#last();
    const { arity, count } = call;
    if (count < arity.min) {
      throw this.#wrongCount('tooFewArguments', token, call);
    }
    if (count > arity.max) {
      throw this.#wrongCount('tooManyArguments', token, call);
    }
    this.#depth--;
  }

  #accesses(target: ExpressionNode): ExpressionNode {
    const accessors: Accessor[] = [];
    while (this.#isNext('.') || this.#isNext('[')) {
      accessors.push(this.#isNext('.') ? this.#property() : this.#indexer());
    }
    return accessors.length === 0
      ? target
      : { kind: 'access', target, accessors, position: target.position };
  }

  #property(): Accessor {
    const dot = this.#next() ?? this.#last();
    const token = this.#next();
    if (!token) {
      throw this.#error('expectedPropertyName', dot);
    }
    if (token.text === '*') {
      return { kind: 'wildcard' };
    }
    if (token.kind !== 'word') {
      throw this.#error('unexpectedSymbol', token);
    }
    const { text, position } = token;
    return { kind: 'index', index: { kind: 'literal', value: text, position } };
  }

  #indexer(): Accessor {
    const start = this.#peek() ?? this.#last();
    this.#open();
    if (!this.#peek()) {
      throw this.#error('unclosedIndexer', start);
    }
    const accessor: Accessor = this.#isNext('*')
      ? this.#wildcard()
      : { kind: 'index', index: this.#value() };
    const end = this.#next();
    if (!end) {
      throw this.#error('unclosedIndexer', start);
    }
    if (end.text !== ']') {
      throw this.#unexpected(end);
    }
    this.#depth--;
    return accessor;
  }

  #wildcard(): Accessor {
    this.#index++;
    return { kind: 'wildcard' };
  }

  #open(): void {
    this.#index++;
    this.#depth++;
    if (this.#depth >= maxDepth) {
      throw new ExpressionError({
        kind: 'exceededMaxDepth',
        message: `Exceeded max expression depth ${maxDepth}: functions and indexes are inside one another too often. Split the expression into several variables.`,
        position: this.#last().position,
        expression: this.#text,
      });
    }
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#index];
  }

  #isNext(symbol: string): boolean {
    const token = this.#peek();
    return token?.kind === 'symbol' && token.text === symbol;
  }

  #next(): Token | undefined {
    const token = this.#peek();
    this.#index++;
    return token;
  }

  /** The token that was read last. */
  #last(): Token {
    const index = Math.min(this.#index, this.#tokens.length) - 1;
    return this.#tokens[Math.max(index, 0)] ?? noToken;
  }

  #unexpected(token: Token): ExpressionError {
    const kind =
      token.kind === 'unrecognized' ? 'unrecognizedValue' : 'unexpectedSymbol';
    return this.#error(kind, token);
  }

  #error(kind: SyntaxErrorKind, token: Token) {
    return syntaxError({ kind, token, expression: this.#text });
  }

  #wrongCount(
    kind: 'tooFewArguments' | 'tooManyArguments',
    token: Token,
    { name, arity }: Call,
  ) {
    const adverb = kind === 'tooFewArguments' ? 'few' : 'many';
    return syntaxError({
      kind,
      token,
      expression: this.#text,
      remedy: `Too ${adverb} arguments: the function '${
        name.text
      }' takes ${describeArity(arity)}.`,
    });
  }
}
