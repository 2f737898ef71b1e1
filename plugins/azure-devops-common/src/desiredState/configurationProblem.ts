import { shorten } from '../names/shorten';

/** One thing that is wrong in a configuration file, and how to put it right. @public */
export interface ConfigurationProblem {
  readonly file: string;
  readonly keyPath: readonly (string | number)[];
  /** Known only to whoever parsed the text of the file. */
  readonly line?: number;
  readonly found: string;
  readonly expected: string;
  readonly remedy: string;
}

/** One problem as one sentence. @public */
export function describeConfigurationProblem(
  problem: ConfigurationProblem,
): string {
  const line = problem.line === undefined ? '' : `:${problem.line}`;
  const key =
    problem.keyPath.length === 0 ? '' : ` at ${formatKeyPath(problem.keyPath)}`;
  return `${problem.file}${line}${key}: found ${problem.found}, expected ${problem.expected}. ${problem.remedy}`;
}

/** `pipelines.definitions[0].name` for the path of that key. @public */
export function formatKeyPath(keyPath: readonly (string | number)[]): string {
  return keyPath.reduce<string>((path, segment) => {
    if (typeof segment === 'number') {
      return `${path}[${segment}]`;
    }
    const key = shorten(segment);
    return path === '' ? key : `${path}.${key}`;
  }, '');
}

/**
 * A value as a message shows it: short, whatever the file held. Ten thousand
 * characters of configuration belong in no error.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (value === null) {
    return 'an empty value';
  }
  if (Array.isArray(value)) {
    return `a list of ${value.length}`;
  }
  if (typeof value === 'object') {
    return 'a group of keys';
  }
  // JSON has no word for a number such as 1e999, and none for a whole one that is too large.
  return shorten(
    typeof value === 'string' ? JSON.stringify(value) : String(value),
  );
}

/**
 * The configuration of a project does not hold together. Carries every problem
 * that was found, so that one round of corrections is enough.
 *
 * @public
 */
export class DesiredStateError extends Error {
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    const count =
      problems.length === 1 ? 'one problem' : `${problems.length} problems`;
    super(
      [
        `The Azure DevOps configuration of this project has ${count}:`,
        ...problems.map(
          problem => `- ${describeConfigurationProblem(problem)}`,
        ),
      ].join('\n'),
    );
    this.name = 'DesiredStateError';
    this.problems = problems;
  }
}
