import type { EnvironmentAnswer } from '@azure-mlops/backstage-plugin-azure-devops-common';

/** Reads what a form holds, which may come from a link or an old draft and so have any shape. */
export function readEnvironments(value: unknown): readonly EnvironmentAnswer[] {
  if (!Array.isArray(value)) {
    return [];
  }
  return value.map((entry: Partial<Record<string, unknown>> | null) => ({
    name: typeof entry?.name === 'string' ? entry.name : '',
    approvers: Array.isArray(entry?.approvers)
      ? entry.approvers.filter(
          (approver): approver is string => typeof approver === 'string',
        )
      : [],
  }));
}

/** Adds an empty environment at the end. */
export function addEnvironment(
  environments: readonly EnvironmentAnswer[],
): readonly EnvironmentAnswer[] {
  return [...environments, { name: '', approvers: [] }];
}

/** Puts another environment in the place of one. */
export function replaceEnvironment(
  environments: readonly EnvironmentAnswer[],
  index: number,
  environment: EnvironmentAnswer,
): readonly EnvironmentAnswer[] {
  return environments.map((old, at) => (at === index ? environment : old));
}

/** Leaves one environment out. */
export function removeEnvironment(
  environments: readonly EnvironmentAnswer[],
  index: number,
): readonly EnvironmentAnswer[] {
  return environments.filter((_, at) => at !== index);
}

/** Takes one environment to another place; a place outside the list changes nothing. */
export function moveEnvironment(
  environments: readonly EnvironmentAnswer[],
  from: number,
  to: number,
): readonly EnvironmentAnswer[] {
  const moved = environments[from];
  if (!moved || to < 0 || to >= environments.length) {
    return environments;
  }
  const others = removeEnvironment(environments, from);
  return [...others.slice(0, to), moved, ...others.slice(to)];
}

/** Reads a list of e-mail addresses as people type or paste it. */
export function parseApprovers(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter(approver => approver !== '');
}

/** Writes a list of e-mail addresses as one line. */
export function formatApprovers(approvers: readonly string[]): string {
  return approvers.join(', ');
}
