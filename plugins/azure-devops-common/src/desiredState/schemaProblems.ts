import { z } from 'zod';
import { shorten } from '../names/shorten';
import { ConfigurationProblem, describeValue } from './configurationProblem';

type Issue = z.core.$ZodIssue;

/** Turns what the schema objects to into problems that a person can act on. */
export function problemsOfSchema(options: {
  readonly file: string;
  readonly content: unknown;
  readonly issues: readonly Issue[];
}): readonly ConfigurationProblem[] {
  const { file, content, issues } = options;
  return issues.flatMap(meantIssues).flatMap(issue => {
    const keyPath = issue.path.map(segment =>
      typeof segment === 'symbol' ? String(segment) : segment,
    );
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map(key => ({
        file,
        keyPath: [...keyPath, key],
        found: 'an unknown key',
        expected: 'only the keys that the format knows',
        remedy: `Remove "${shorten(key)}" or correct its spelling.`,
      }));
    }
    return [
      {
        file,
        keyPath,
        found:
          issue.code === 'invalid_key'
            ? `the key ${describeValue(keyPath[keyPath.length - 1])}`
            : describeValue(valueAt(content, keyPath)),
        expected: describeExpectation(issue),
        remedy: describeRemedy(issue, valueAt(content, keyPath)),
      },
    ];
  });
}

/** Of several alternatives, the objections of the one that is meant: whose type fits. */
function meantIssues(issue: Issue): readonly Issue[] {
  if (issue.code !== 'invalid_union') {
    return [issue];
  }
  const meant = issue.errors.find(
    alternative =>
      !alternative.some(
        ({ code, path }) => code === 'invalid_type' && path.length === 0,
      ),
  );
  return meant === undefined
    ? [issue]
    : meant.flatMap(inner =>
        meantIssues({ ...inner, path: [...issue.path, ...inner.path] }),
      );
}

const WORDS_FOR_TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
};

function describeExpectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return WORDS_FOR_TYPES[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.map(value => describeValue(value)).join(' or ');
    case 'too_small':
      return `at least ${issue.minimum}${describeUnit(issue.origin)}`;
    case 'too_big':
      return `at most ${issue.maximum}${describeUnit(issue.origin)}`;
    case 'invalid_union':
      return issue.errors.length === 0
        ? issue.message
        : issue.errors
            .map(([first]) => describeExpectation(first))
            .join(' or ');
    case 'invalid_key':
      return issue.issues[0]?.message ?? issue.message;
    default:
      return issue.message;
  }
}

function describeUnit(origin: string): string {
  switch (origin) {
    case 'string':
      return ' characters';
    case 'array':
      return ' entries';
    default:
      return '';
  }
}

function describeRemedy(issue: Issue, value: unknown): string {
  if (issue.code === 'invalid_type' && value === undefined) {
    return 'Add the key.';
  }
  if (
    issue.code === 'invalid_type' &&
    issue.expected === 'string' &&
    (typeof value === 'number' || typeof value === 'boolean')
  ) {
    // YAML reads 1.10 as 1.1 and yes as a text: only the author knows what was meant.
    return 'Put the value in quotes.';
  }
  return 'Correct the value.';
}

function valueAt(
  content: unknown,
  keyPath: readonly (string | number)[],
): unknown {
  return keyPath.reduce<unknown>((value, segment) => {
    if (typeof value !== 'object' || value === null) {
      return undefined;
    }
    return Object.prototype.hasOwnProperty.call(value, segment)
      ? Reflect.get(value, segment)
      : undefined;
  }, content);
}
