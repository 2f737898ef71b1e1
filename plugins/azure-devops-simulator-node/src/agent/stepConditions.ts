import { evaluateCondition } from '../expressions/conditions';
import { ExpressionValue } from '../expressions/ExpressionValue';
import { JobVariables } from './JobVariables';

/** Agent.JobStatus. */
export type JobStatus =
  | 'Succeeded'
  | 'SucceededWithIssues'
  | 'Failed'
  | 'Canceled';

export interface ConditionScope {
  readonly status: JobStatus;
  readonly variables: JobVariables;
  readonly dependencies: unknown;
  readonly stageDependencies: unknown;
}

/** JSON of others, as far as an expression can see it. */
function asValue(json: unknown): ExpressionValue {
  if (
    json === null ||
    typeof json === 'string' ||
    typeof json === 'number' ||
    typeof json === 'boolean'
  ) {
    return json;
  }
  if (Array.isArray(json)) {
    return json.map(asValue);
  }
  return typeof json === 'object'
    ? Object.fromEntries(
        Object.entries(json).map(([name, value]) => [name, asValue(value)]),
      )
    : null;
}

function isGoingWell(status: JobStatus): boolean {
  return status === 'Succeeded' || status === 'SucceededWithIssues';
}

/**
 * Whether a step runs; `succeeded()` where it has no condition.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/process/conditions
 *
 * @throws ExpressionError if the condition cannot be read or evaluated.
 */
export function evaluateStepCondition(
  condition: string | undefined,
  scope: ConditionScope,
): boolean {
  const { status, variables } = scope;
  const values: Readonly<Record<string, ExpressionValue | undefined>> = {
    variables: Object.fromEntries(
      variables.all().map(({ name, value }) => [name, value]),
    ),
    dependencies: asValue(scope.dependencies),
    stagedependencies: asValue(scope.stageDependencies),
  };
  return evaluateCondition({
    condition,
    context: {
      lookUp: name => values[name.toLowerCase()],
      functions: {
        always: () => true,
        canceled: () => status === 'Canceled',
        failed: () => status === 'Failed',
        succeeded: () => isGoingWell(status),
        succeededOrFailed: () => status !== 'Canceled',
      },
    },
  });
}
