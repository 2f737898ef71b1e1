import { CompiledRegularJob } from '../pipelineYaml/CompiledPipeline';
import {
  evaluateInScope,
  evaluateRuntimeText,
  runtimeExpression,
  RuntimeScope,
} from './evaluateRuntimeText';
import {
  isArray,
  isObject,
  ExpressionValue,
} from '../expressions/ExpressionValue';
import { toText } from '../expressions/convertValue';

/** One job of a phase. */
export interface JobLeg {
  readonly refName: string;
  readonly title: string;
  readonly variables: Readonly<Record<string, string>>;
}

type Legs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** A leg's values are texts, whatever the expression gave. */
function toLegs(value: ExpressionValue, expression: string): Legs {
  if (value === null || isArray(value) || !isObject(value)) {
    throw new Error(
      `The matrix '${expression}' gives no legs: an object of legs with their variables is expected.`,
    );
  }
  return Object.fromEntries(
    Object.entries(value).map(([leg, variables]) => {
      if (variables === null || isArray(variables) || !isObject(variables)) {
        throw new Error(
          `The leg '${leg}' of the matrix '${expression}' is not an object of variables.`,
        );
      }
      return [
        leg,
        Object.fromEntries(
          Object.entries(variables).map(([name, text]) => [name, toText(text)]),
        ),
      ];
    }),
  );
}

/** The legs in an expression: an object, or a text that holds one as JSON. */
function evaluateLegs(text: string, scope: RuntimeScope): Legs {
  const expression = runtimeExpression(text);
  const value =
    expression === undefined ? text : evaluateInScope(expression, scope);
  if (typeof value !== 'string') {
    return toLegs(value, text);
  }
  if (value.trim() === '') {
    return {};
  }
  try {
    return toLegs(JSON.parse(value) as ExpressionValue, text);
  } catch (error) {
    throw new Error(
      `The matrix '${text}' cannot be read as JSON: ${
        error instanceof Error ? error.message : String(error)
      }`,
      { cause: error },
    );
  }
}

function parallelCount(count: number | string, scope: RuntimeScope): number {
  const number = Number(
    typeof count === 'number' ? count : evaluateRuntimeText(count, scope),
  );
  if (!Number.isInteger(number) || number < 1 || number > 99) {
    throw new Error(
      `strategy.parallel is '${count}'; a whole number from 1 to 99 is expected.`,
    );
  }
  return number;
}

/**
 * The jobs that a job of the file becomes.
 *
 * @throws Error if a matrix or number cannot be worked out.
 */
export function legsOf(
  plan: CompiledRegularJob,
  title: string,
  scope: RuntimeScope,
): readonly JobLeg[] {
  const { strategy } = plan;
  switch (strategy.kind) {
    case 'matrix': {
      const legs =
        typeof strategy.legs === 'string'
          ? evaluateLegs(strategy.legs, scope)
          : strategy.legs;
      return Object.entries(legs).map(([name, variables]) => ({
        refName: name,
        title: `${title} ${name}`,
        variables,
      }));
    }
    case 'parallel': {
      const count = parallelCount(strategy.count, scope);
      return Array.from({ length: count }, (_, index) => ({
        refName: `job${index + 1}`,
        title: `${title} ${index + 1}`,
        variables: {
          'System.JobPositionInPhase': String(index + 1),
          'System.TotalJobsInPhase': String(count),
          'System.ParallelExecutionType': 'MultiMachine',
        },
      }));
    }
    default:
      return [{ refName: '__default', title, variables: {} }];
  }
}
