import { resolve } from 'node:path';
import { TaskFailure } from '../TaskFailure';
import type { TaskInput } from './Task';

function nameOf(task: { readonly name: string; readonly version: string }) {
  return `${task.name}@${task.version}`;
}

function findInput(
  inputs: readonly TaskInput[],
  name: string,
): TaskInput | undefined {
  const wanted = name.toLowerCase();
  return inputs.find(input =>
    [input.name, ...(input.aliases ?? [])].some(
      candidate => candidate.toLowerCase() === wanted,
    ),
  );
}

function checkValue(task: string, input: TaskInput, value: string): void {
  const given = value.trim().toLowerCase();
  if (input.isRequired && !given) {
    throw new TaskFailure(
      `${task} needs the input '${input.name}', and the step does not give it.`,
    );
  }
  if (given && input.isNotSimulated) {
    throw new TaskFailure(
      `The input '${input.name}' of ${task} is not simulated.`,
    );
  }
  const values = input.values?.map(one => one.toLowerCase());
  if (!given || !values) {
    return;
  }
  if (!values.includes(given)) {
    throw new TaskFailure(
      `The input '${
        input.name
      }' of ${task} is '${value}'; expected is one of ${(
        input.values ?? []
      ).join(', ')}.`,
    );
  }
  if (input.notSimulated?.some(one => one.toLowerCase() === given)) {
    throw new TaskFailure(
      `The value '${value}' of the input '${input.name}' of ${task} is not simulated.`,
    );
  }
}

/** The inputs of a step, by the names that its task gives them. */
export class TaskInputs {
  readonly #values: ReadonlyMap<string, string>;
  readonly #workingDirectory: string;

  /**
   * @throws TaskFailure if a required input is missing, or a value is not one that there is.
   */
  constructor(options: {
    readonly task: {
      readonly name: string;
      readonly version: string;
      readonly inputs: readonly TaskInput[];
    };
    /** With `$(…)` expanded. */
    readonly given: Readonly<Record<string, string>>;
    readonly workingDirectory: string;
    /** Puts values for `$(…)` in the defaults. */
    readonly expand: (text: string) => string;
    readonly warn: (message: string) => void;
  }) {
    const { task, given } = options;
    const values = new Map<string, string>();
    for (const [name, value] of Object.entries(given)) {
      const input = findInput(task.inputs, name);
      if (input) {
        values.set(input.name.toLowerCase(), value);
      } else {
        options.warn(
          `${nameOf(task)} has no input '${name}'; it is ignored. It has: ${
            task.inputs.map(one => one.name).join(', ') || 'none'
          }.`,
        );
      }
    }
    for (const input of task.inputs) {
      const key = input.name.toLowerCase();
      const value = values.get(key) ?? options.expand(input.default ?? '');
      values.set(key, value);
      checkValue(nameOf(task), input, value);
    }
    this.#values = values;
    this.#workingDirectory = options.workingDirectory;
  }

  /** The value without blanks around it; empty if there is none. */
  text(name: string): string {
    return this.raw(name).trim();
  }

  /** The value as it is written. */
  raw(name: string): string {
    return this.#values.get(name.toLowerCase()) ?? '';
  }

  flag(name: string): boolean {
    return this.text(name).toLowerCase() === 'true';
  }

  /** A path from System.DefaultWorkingDirectory, which is also what an empty one means. */
  path(name: string): string {
    return resolve(this.#workingDirectory, this.text(name));
  }

  /** Lines with something in them. */
  lines(name: string): readonly string[] {
    return this.raw(name)
      .split(/\r\n|\r|\n/)
      .map(line => line.trim())
      .filter(Boolean);
  }
}
