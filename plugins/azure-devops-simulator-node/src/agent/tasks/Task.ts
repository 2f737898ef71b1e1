import { StepContext } from '../StepContext';
import { TaskInputs } from './TaskInputs';

/** One input of a task. */
export interface TaskInput {
  readonly name: string;
  /** Other names that the YAML may use. */
  readonly aliases?: readonly string[];
  readonly default?: string;
  readonly isRequired?: boolean;
  /** The values that there are, compared without case; others fail the step. */
  readonly values?: readonly string[];
  /** Of `values`, those that the simulator does not carry out. */
  readonly notSimulated?: readonly string[];
  /** Any value fails the step. */
  readonly isNotSimulated?: boolean;
}

/** A task that the agent knows. */
export interface Task {
  /** As Azure DevOps identifies it, the same in every organization. */
  readonly id: string;
  readonly name: string;
  /** Major version. */
  readonly version: string;
  readonly friendlyName: string;
  readonly inputs: readonly TaskInput[];
  /** @throws TaskFailure if the step has failed. */
  run(context: StepContext, inputs: TaskInputs): Promise<void>;
}

/** An input that is `true` or `false`. */
export function flag(
  name: string,
  options: Omit<TaskInput, 'name' | 'values'> = {},
): TaskInput {
  return { name, default: 'false', ...options, values: ['true', 'false'] };
}
