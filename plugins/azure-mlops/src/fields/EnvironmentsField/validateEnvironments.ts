import type { FormEnvironment } from './environments';

/** Something about one input of one row that the project cannot be made with. */
export type EnvironmentProblem = {
  readonly index: number;
  readonly part: keyof FormEnvironment;
  readonly message: string;
};

// The name becomes part of a folder, of a Python-visible name and of names in Azure DevOps.
const NAME_PATTERN = /^[a-z][a-z0-9]*$/;
const LONGEST_NAME = 20;

// Whether the address exists only Azure DevOps can say; this catches slips such as a bare user name.
const EMAIL_PATTERN = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** Message for a list without any row, which no single row can show. */
export const NO_ENVIRONMENT =
  'Add at least one environment: a project without one has nowhere to run.';

/** Everything that is wrong in the rows, at most one problem for each input. */
export function validateEnvironments(
  environments: readonly FormEnvironment[],
): readonly EnvironmentProblem[] {
  return environments.flatMap(({ approvers }, index) => {
    const name = findNameProblem(environments, index);
    const approver = findApproversProblem(approvers);
    return [
      ...(name ? [{ index, part: 'name' as const, message: name }] : []),
      ...(approver
        ? [{ index, part: 'approvers' as const, message: approver }]
        : []),
    ];
  });
}

/** A problem as the form's list of errors shows it, far away from the row. */
export function describeEnvironmentProblem(
  problem: EnvironmentProblem,
): string {
  return `Environment ${problem.index + 1}: ${problem.message}`;
}

function findNameProblem(
  environments: readonly FormEnvironment[],
  index: number,
): string | undefined {
  const { name } = environments[index];
  if (name.trim() === '') {
    return 'Enter a name, such as dev, stage or prod.';
  }
  if (name.length > LONGEST_NAME) {
    return `'${name.slice(
      0,
      LONGEST_NAME,
    )}…' is too long: a name has at most ${LONGEST_NAME} characters.`;
  }
  if (!NAME_PATTERN.test(name)) {
    return `'${name}' does not work as a name: use lower-case letters and digits only, with a letter first.`;
  }
  const isRepeated = environments
    .slice(0, index)
    .some(earlier => earlier.name === name);
  return isRepeated
    ? `'${name}' is listed twice. Give each environment a name of its own.`
    : undefined;
}

function findApproversProblem(
  approvers: readonly string[],
): string | undefined {
  const wrong = approvers.find(approver => !EMAIL_PATTERN.test(approver));
  if (wrong !== undefined) {
    return `'${wrong}' is not an e-mail address. Write approvers as name@company.example, separated by commas.`;
  }
  const repeated = approvers.find(
    (approver, at) =>
      approvers.findIndex(
        other => other.toLowerCase() === approver.toLowerCase(),
      ) !== at,
  );
  return repeated === undefined
    ? undefined
    : `'${repeated}' is listed twice as an approver. Remove one of the two.`;
}
