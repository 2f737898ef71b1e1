import { ExpressionValue } from './ExpressionValue';
import { tryToNumber } from './convertValue';
import { Version } from './Version';

/** A piece of an expression. Positions start at 1. */
export type Token = {
  readonly text: string;
  readonly position: number;
} & (
  | { readonly kind: 'symbol'; readonly symbol: TokenSymbol }
  | { readonly kind: 'literal'; readonly value: ExpressionValue }
  /**
   * The name of a value or a function, or of a property behind a `.`. Only a
   * property has a rule for its characters: other names are there, or not.
   */
  | { readonly kind: 'word' }
  | { readonly kind: 'unrecognized' }
);

type TokenSymbol = '(' | ')' | '[' | ']' | ',' | '.' | '*';

const symbols: ReadonlySet<string> = new Set('()[],.*');
const space = /\s/;
const wordEnd = /[\s()[\],.]/g;
const numberEnd = /[\s()[\],]/g;
const word = /^[a-z_]\w*$/i;
const number = /^-?(?:\d+(?:\.\d*)?|\.\d+)$/;

/** Behind such a token a `.` begins a number; elsewhere it asks for a property. */
const startsValue = (previous: Token | undefined) =>
  previous === undefined ||
  (previous.kind === 'symbol' && /[([,]/.test(previous.symbol));

const isProperty = (previous: Token | undefined) =>
  previous?.kind === 'symbol' && previous.symbol === '.';

/** Splits an expression into tokens; what is no token becomes an unrecognized one. */
export function lexExpression(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let index = 0;
  while (index < text.length) {
    if (space.test(text.charAt(index))) {
      index++;
    } else {
      const token = readToken(text, index, tokens.at(-1));
      tokens.push(token);
      index += token.text.length;
    }
  }
  return tokens;
}

function readToken(
  text: string,
  index: number,
  previous: Token | undefined,
): Token {
  const character = text.charAt(index);
  if (character === "'") {
    return readString(text, index);
  }
  const isNumber =
    /[-\d]/.test(character) || (character === '.' && startsValue(previous));
  if (isNumber && !isProperty(previous)) {
    return readNumber(textUntil(text, index, numberEnd), index + 1);
  }
  if (isSymbol(character)) {
    return {
      kind: 'symbol',
      symbol: character,
      text: character,
      position: index + 1,
    };
  }
  const piece = textUntil(text, index, wordEnd);
  return readWord(piece, index + 1, previous);
}

function isSymbol(character: string): character is TokenSymbol {
  return symbols.has(character);
}

function textUntil(text: string, index: number, end: RegExp): string {
  end.lastIndex = index + 1;
  const match = end.exec(text);
  return text.slice(index, match?.index);
}

function readNumber(text: string, position: number): Token {
  const value = number.test(text) ? tryToNumber(text) : Version.parse(text);
  return value === undefined
    ? { kind: 'unrecognized', text, position }
    : { kind: 'literal', value, text, position };
}

function readString(text: string, start: number): Token {
  const position = start + 1;
  let end = text.indexOf("'", start + 1);
  while (end >= 0 && text.charAt(end + 1) === "'") {
    end = text.indexOf("'", end + 2);
  }
  if (end < 0) {
    return { kind: 'unrecognized', text: text.slice(start), position };
  }
  const value = text.slice(start + 1, end).replaceAll("''", "'");
  const written = text.slice(start, end + 1);
  return { kind: 'literal', value, text: written, position };
}

function readWord(
  text: string,
  position: number,
  previous: Token | undefined,
): Token {
  if (isProperty(previous) && !word.test(text)) {
    return { kind: 'unrecognized', text, position };
  }
  const isBoolean = /^(?:true|false)$/i.test(text) && !isProperty(previous);
  return isBoolean
    ? { kind: 'literal', value: /^true$/i.test(text), text, position }
    : { kind: 'word', text, position };
}
