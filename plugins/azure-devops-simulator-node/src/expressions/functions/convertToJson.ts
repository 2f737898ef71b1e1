import { toText } from '../convertValue';
import { EvaluationFailure } from '../ExpressionError';
import { ExpressionValue, isArray, isObject } from '../ExpressionValue';
import { BuiltInFunction, fixedFunction } from './BuiltInFunction';

/** Far beyond what a pipeline's YAML may nest. */
const maxNesting = 500;

/** JSON with an indent of two, as Azure DevOps writes it. */
export const convertToJson: BuiltInFunction = fixedFunction(
  1,
  ([value = null], budget) => {
    const parts: string[] = [];
    writeValue(value, 0, text => {
      budget.takeText(text.length);
      parts.push(text);
    });
    return parts.join('');
  },
);

const indent = (level: number) => '  '.repeat(level);

type Write = (text: string) => void;

function writeValue(value: ExpressionValue, level: number, write: Write): void {
  if (level > maxNesting) {
    throw new EvaluationFailure(
      'invalidArgument',
      `The value of 'convertToJson' has more than ${maxNesting} levels.`,
    );
  }
  if (isArray(value)) {
    const items = value.map(item => ({ prefix: '', item }));
    writeItems({ items, brackets: '[]', level, write });
  } else if (isObject(value)) {
    const items = Object.entries(value).map(([name, item]) => ({
      prefix: `${JSON.stringify(name)}: `,
      item,
    }));
    writeItems({ items, brackets: '{}', level, write });
  } else {
    write(writeScalar(value));
  }
}

function writeItems(options: {
  readonly items: readonly {
    readonly prefix: string;
    readonly item: ExpressionValue;
  }[];
  readonly brackets: '[]' | '{}';
  readonly level: number;
  readonly write: Write;
}): void {
  const { items, brackets, level, write } = options;
  if (items.length === 0) {
    write(brackets);
    return;
  }
  write(brackets.charAt(0));
  items.forEach(({ prefix, item }, index) => {
    write(`${index > 0 ? ',' : ''}\n${indent(level + 1)}${prefix}`);
    writeValue(item, level + 1, write);
  });
  write(`\n${indent(level)}${brackets.charAt(1)}`);
}

function writeScalar(value: ExpressionValue): string {
  if (value === null || typeof value === 'boolean') {
    return String(value);
  }
  const text = toText(value);
  return typeof value === 'number' ? text : JSON.stringify(text);
}
