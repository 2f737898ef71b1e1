import { CompileProblems } from '../CompileProblems';
import { entriesOf, itemsOf, textOf, YamlTree } from '../YamlTree';

const trueWords = ['true', 'y', 'yes', 'on'];
const falseWords = ['false', 'n', 'no', 'off'];

/** Text with `$(…)` or `$[…]`, whose value is known once the run goes on. */
export function isRunTimeText(text: string): boolean {
  return /\$[([]/.test(text);
}

/** A boolean that has to be known now. */
export function readBoolean(
  tree: YamlTree | undefined,
  fallback: boolean,
): boolean {
  const word = textOf(tree)?.toLowerCase();
  return word === undefined || word === ''
    ? fallback
    : trueWords.includes(word);
}

/** A boolean, or an expression that a run evaluates. */
export function readBooleanOrExpression(
  tree: YamlTree | undefined,
  problems: CompileProblems,
): boolean | string {
  const text = textOf(tree) ?? '';
  const word = text.toLowerCase();
  if (text === '' || falseWords.includes(word)) {
    return false;
  }
  if (trueWords.includes(word)) {
    return true;
  }
  if (!isRunTimeText(text) && tree) {
    problems.report(
      tree.place,
      `Unexpected value '${text}'. A boolean or an expression was expected`,
    );
  }
  return text;
}

/** A whole number, or an expression that a run evaluates. */
export function readNumberOrExpression(
  tree: YamlTree | undefined,
  options: { readonly fallback: number; readonly problems: CompileProblems },
): number | string {
  const text = textOf(tree) ?? '';
  if (!tree || text === '') {
    return options.fallback;
  }
  if (/^\d{1,9}$/.test(text)) {
    return Number(text);
  }
  if (!isRunTimeText(text)) {
    options.problems.report(
      tree.place,
      `Unexpected value '${text}'. A whole number or an expression was expected`,
    );
  }
  return text;
}

/** A list of texts; one text alone is a list of one. */
export function readTexts(tree: YamlTree | undefined): readonly string[] {
  return itemsOf(tree).flatMap(item => textOf(item) ?? []);
}

/** A mapping of names to texts. */
export function readTextMapping(
  tree: YamlTree | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entriesOf(tree).flatMap(({ key, value }) => {
      const text = textOf(value);
      return text === undefined ? [] : [[key.text, text]];
    }),
  );
}
