type TextFunction = (
  values: readonly string[],
) => string | readonly string[] | undefined;

/** The functions of Azure Pipelines that make names out of texts. */
const FUNCTIONS: ReadonlyMap<string, TextFunction> = new Map<
  string,
  TextFunction
>([
  ['lower', ([text]) => text?.toLowerCase()],
  ['upper', ([text]) => text?.toUpperCase()],
  ['trim', ([text]) => text?.trim()],
  [
    'replace',
    ([text, searched, replacement]) =>
      replacement === undefined
        ? undefined
        : text.split(searched).join(replacement),
  ],
  ['coalesce', values => values.find(value => value !== '') ?? ''],
  ['split', ([text, separator]) => separator && text.split(separator)],
  ['format', ([pattern, ...values]) => pattern && format(pattern, values)],
]);

/** Result of a function; `undefined` for one that is not understood. */
export function callFunction(
  name: string,
  values: readonly string[],
): string | readonly string[] | undefined {
  return FUNCTIONS.get(name)?.(values);
}

/** `{{` stands for a bracket; a date format or a value too few is not understood. */
function format(
  pattern: string,
  values: readonly string[],
): string | undefined {
  const pieces = pattern.split(/(\{\{|\}\}|\{\d+\})/);
  const texts = pieces.map(piece => {
    if (piece === '{{' || piece === '}}') {
      return piece[0];
    }
    const index = /^\{(\d+)\}$/.exec(piece);
    if (index !== null) {
      return values[Number(index[1])];
    }
    return /[{}]/.test(piece) ? undefined : piece;
  });
  return texts.includes(undefined) ? undefined : texts.join('');
}
