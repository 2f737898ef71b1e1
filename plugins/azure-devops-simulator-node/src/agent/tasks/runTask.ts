import { CompiledAction } from '../../pipelineYaml/CompiledPipeline';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { Task } from './Task';
import { TaskInputs } from './TaskInputs';
import { tasks } from './tasks';

type TaskAction = Extract<CompiledAction, { kind: 'task' }>;

/** The task of a step by name or id, and major version. */
function findTask(action: TaskAction): Task {
  const name = action.name.toLowerCase();
  const ofName = tasks.filter(
    task => task.name.toLowerCase() === name || task.id === name,
  );
  const found = ofName.find(
    ({ version }) => version === action.version.split('.')[0],
  );
  if (!found) {
    const known = (ofName.length > 0 ? ofName : tasks)
      .map(task => `${task.name}@${task.version}`)
      .join(', ');
    throw new TaskFailure(
      `The task ${action.name}@${action.version} is not simulated. Simulated are: ${known}.`,
    );
  }
  return found;
}

/**
 * Runs the task of a step.
 *
 * @throws TaskFailure if it fails, or is none that the agent knows.
 */
export async function runTask(
  context: StepContext,
  action: TaskAction,
): Promise<void> {
  const task = findTask(action);
  context.log(`Task: ${task.friendlyName} (${task.name}@${task.version})`);
  const { job } = context;
  const given = Object.fromEntries(
    Object.entries(action.inputs).map(([name, value]) => [
      name,
      job.variables.expand(value),
    ]),
  );
  const inputs = new TaskInputs({
    task,
    given,
    workingDirectory: job.workingDirectory,
    expand: text => job.variables.expand(text),
    warn: message => context.warn(message),
  });
  await task.run(context, inputs);
}
