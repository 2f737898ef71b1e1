/** A template expression, without its brackets. */
export type Expression =
  | {
      readonly type: 'literal';
      readonly value: string | number | boolean | null;
    }
  | { readonly type: 'name'; readonly name: string }
  | {
      readonly type: 'property';
      readonly of: Expression;
      readonly property: Expression;
    }
  | {
      readonly type: 'call';
      readonly name: string;
      readonly arguments: readonly Expression[];
    };

/** A text as what stands in `${{ }}` and what stands around it. */
export type TextPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'expression'; readonly text: string };

/** No honest expression is longer; a longer one could nest without end. */
const LONGEST_EXPRESSION = 2000;

const TOKEN =
  /\s*(?:'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)(?![\w.])|([A-Za-z_]\w*)|([()[\],.]))/y;

const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

type Token =
  | { readonly type: 'literal'; readonly value: string | number }
  | { readonly type: 'name'; readonly text: string }
  | { readonly type: 'sign'; readonly text: string };

/** Takes a text apart; a quoted `}}` ends no expression. */
export function splitText(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let position = 0;
  for (;;) {
    const start = text.indexOf('${{', position);
    const end = start < 0 ? -1 : findEnd(text, start + 3);
    if (end < 0) {
      break;
    }
    if (start > position) {
      parts.push({ type: 'text', text: text.slice(position, start) });
    }
    parts.push({ type: 'expression', text: text.slice(start + 3, end).trim() });
    position = end + 2;
  }
  if (position < text.length) {
    parts.push({ type: 'text', text: text.slice(position) });
  }
  return parts;
}

function findEnd(text: string, from: number): number {
  let isQuoted = false;
  for (let index = from; index < text.length; index++) {
    if (text[index] === "'") {
      isQuoted = !isQuoted;
    } else if (!isQuoted && text.startsWith('}}', index)) {
      return index;
    }
  }
  return -1;
}

function tokenize(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let position = 0; position < text.length; ) {
    TOKEN.lastIndex = position;
    const match = TOKEN.exec(text);
    if (match === null) {
      return undefined;
    }
    const [, quoted, number, name, sign] = match;
    if (quoted !== undefined) {
      tokens.push({ type: 'literal', value: quoted.replace(/''/g, "'") });
    } else if (number !== undefined) {
      tokens.push({ type: 'literal', value: Number(number) });
    } else if (name !== undefined) {
      tokens.push({ type: 'name', text: name });
    } else {
      tokens.push({ type: 'sign', text: sign });
    }
    position = TOKEN.lastIndex;
  }
  return tokens;
}

class TokenReader {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get isAtEnd(): boolean {
    return this.position === this.tokens.length;
  }

  expression(): Expression | undefined {
    let left = this.primary();
    while (left !== undefined) {
      if (this.take('.')) {
        const name = this.tokens[this.position++];
        left =
          name?.type === 'name'
            ? property(left, { type: 'literal', value: name.text })
            : undefined;
      } else if (this.take('[')) {
        const index = this.expression();
        left =
          index !== undefined && this.take(']')
            ? property(left, index)
            : undefined;
      } else {
        return left;
      }
    }
    return undefined;
  }

  private primary(): Expression | undefined {
    const token = this.tokens[this.position++];
    if (token?.type === 'literal') {
      return token;
    }
    if (token?.type !== 'name') {
      return undefined;
    }
    const name = token.text;
    if (this.take('(')) {
      const parameters = this.parameters();
      return parameters && { type: 'call', name, arguments: parameters };
    }
    const constant = CONSTANTS.get(name.toLowerCase());
    return constant === undefined
      ? { type: 'name', name }
      : { type: 'literal', value: constant };
  }

  private parameters(): readonly Expression[] | undefined {
    const parameters: Expression[] = [];
    if (this.take(')')) {
      return parameters;
    }
    do {
      const parameter = this.expression();
      if (parameter === undefined) {
        return undefined;
      }
      parameters.push(parameter);
    } while (this.take(','));
    return this.take(')') ? parameters : undefined;
  }

  private take(sign: string): boolean {
    const token = this.tokens[this.position];
    const isThere = token?.type === 'sign' && token.text === sign;
    this.position += isThere ? 1 : 0;
    return isThere;
  }
}

function property(of: Expression, name: Expression): Expression {
  return { type: 'property', of, property: name };
}

/** Parses an expression; `undefined` for one that is not understood. */
export function parseExpression(text: string): Expression | undefined {
  const tokens =
    text.length > LONGEST_EXPRESSION ? undefined : tokenize(text.trim());
  if (tokens === undefined) {
    return undefined;
  }
  const reader = new TokenReader(tokens);
  const expression = reader.expression();
  return reader.isAtEnd ? expression : undefined;
}
