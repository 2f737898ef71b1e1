/** An environment as a person names it in the form of a template. @public */
export interface EnvironmentAnswer {
  readonly name: string;
  /** E-mail addresses of those who must approve a deployment. */
  readonly approvers: readonly string[];
}

/** Something about one part of one environment that a project cannot be made with. @public */
export interface EnvironmentAnswerProblem {
  /** Position in the list, from 0. */
  readonly index: number;
  readonly part: keyof EnvironmentAnswer;
  readonly message: string;
}

// The name becomes part of a folder, of a Python-visible name and of names in Azure DevOps.
const NAME_PATTERN = /^[a-z][a-z0-9]*$/;

/** Longest name of an environment: see LONGEST_PROJECT_NAME. @public */
export const LONGEST_ENVIRONMENT_NAME = 20;

// Whether the address exists only Azure DevOps can say; this catches slips such as a bare user name.
const EMAIL_PATTERN = /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/;

/** Message for a list without any environment, which no single one can carry. @public */
export const NO_ENVIRONMENT =
  'Add at least one environment: a project without one has nowhere to run.';

/** Everything that is wrong in the list, at most one problem for each part. @public */
export function findEnvironmentAnswerProblems(
  environments: readonly EnvironmentAnswer[],
): readonly EnvironmentAnswerProblem[] {
  return environments.flatMap(({ approvers }, index) => {
    const name = findNameAnswerProblem(environments, index);
    const approver = findApproversProblem(approvers);
    return [
      ...(name ? [{ index, part: 'name' as const, message: name }] : []),
      ...(approver
        ? [{ index, part: 'approvers' as const, message: approver }]
        : []),
    ];
  });
}

/** A problem with the environment it belongs to, for a list of errors. @public */
export function describeEnvironmentAnswerProblem(
  problem: EnvironmentAnswerProblem,
): string {
  return `Environment ${problem.index + 1}: ${problem.message}`;
}

function findNameAnswerProblem(
  environments: readonly EnvironmentAnswer[],
  index: number,
): string | undefined {
  const { name } = environments[index];
  if (name.trim() === '') {
    return 'Enter a name, such as dev, stage or prod.';
  }
  if (name.length > LONGEST_ENVIRONMENT_NAME) {
    return `'${name.slice(
      0,
      LONGEST_ENVIRONMENT_NAME,
    )}…' is too long: a name has at most ${LONGEST_ENVIRONMENT_NAME} characters, because names in Azure and in the catalog are made of it and of the project.`;
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
