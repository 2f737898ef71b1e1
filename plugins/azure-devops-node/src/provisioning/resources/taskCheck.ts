import type { CheckConfiguration } from '../../client/areas/ChecksApi';

/** The type that branch control and business hours share; the same id in every organization. */
export const TASK_CHECK_TYPE = {
  id: 'fe1de3ee-a436-41b4-bb20-f6eb4cb879a7',
  name: 'Task Check',
};

/** A task that Azure DevOps evaluates itself. */
export interface CheckTask {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** Minutes between two evaluations while a run waits. */
const RETRY_INTERVAL_MINUTES = 5;

type Settings = CheckConfiguration['settings'];

/** Settings of a check that runs a task; every input is a text, a truth too. */
export function writeTaskSettings(options: {
  readonly task: CheckTask;
  readonly displayName: string;
  readonly inputs: Readonly<Record<string, string>>;
}): Readonly<Record<string, unknown>> {
  const { task, displayName, inputs } = options;
  return {
    definitionRef: task,
    displayName,
    inputs,
    retryInterval: RETRY_INTERVAL_MINUTES,
  };
}

/** Whether the settings are those of a task. */
export function isTask(settings: Settings, task: CheckTask): boolean {
  const { definitionRef }: { readonly definitionRef?: { id?: string } | null } =
    settings ?? {};
  return definitionRef?.id?.toLowerCase() === task.id;
}

/** The inputs of a task as they are; one that is left out is empty. */
export function readTaskInputs(settings: Settings): (name: string) => string {
  const {
    inputs,
  }: { readonly inputs?: Readonly<Record<string, string | null>> | null } =
    settings ?? {};
  return name => inputs?.[name] ?? '';
}

/** The parts of an input that lists them. */
export function splitInput(value: string): readonly string[] {
  return value
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
}
