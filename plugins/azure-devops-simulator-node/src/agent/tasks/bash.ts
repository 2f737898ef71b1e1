import { stat } from 'node:fs/promises';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { flag, Task } from './Task';
import { TaskInputs } from './TaskInputs';
import { logScript, runInterpreter, writeScript } from './runScript';

function quoted(path: string): string {
  return `'${path.replace(/'/g, `'\\''`)}'`;
}

/** A file is run by a script of one line, so that the shell splits its arguments. */
async function scriptText(inputs: TaskInputs): Promise<string> {
  if (inputs.text('targetType').toLowerCase() === 'inline') {
    if (!inputs.text('script')) {
      throw new TaskFailure(
        "Bash@3 with targetType inline needs the input 'script'.",
      );
    }
    return inputs.raw('script');
  }
  if (!inputs.text('filePath')) {
    throw new TaskFailure(
      "Bash@3 with targetType filePath needs the input 'filePath'.",
    );
  }
  const path = inputs.path('filePath');
  const found = await stat(path).catch(() => undefined);
  if (!found?.isFile()) {
    throw new TaskFailure(
      `Invalid file path '${path}': there is no such file.`,
    );
  }
  return `. ${quoted(path)} ${inputs.text('arguments')}`.trimEnd();
}

async function run(context: StepContext, inputs: TaskInputs): Promise<void> {
  const text = await scriptText(inputs);
  const file = await writeScript(context, { text, extension: 'sh' });
  logScript(context, text);
  const startFile = inputs.text('bashEnvValue');
  await runInterpreter(context, {
    title: 'Bash',
    command: 'bash',
    parameters: startFile ? [file] : ['--noprofile', '--norc', file],
    directory: inputs.path('workingDirectory'),
    failOnErrorStream: inputs.flag('failOnStderr'),
    ...(startFile && { environment: { BASH_ENV: startFile } }),
  });
}

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/bash-v3 */
export const bash: Task = {
  id: '6c731c3c-3c68-459a-a5c9-bde6e6595b5b',
  name: 'Bash',
  version: '3',
  friendlyName: 'Bash',
  inputs: [
    {
      name: 'targetType',
      default: 'filePath',
      values: ['filePath', 'inline'],
    },
    { name: 'filePath' },
    { name: 'arguments' },
    { name: 'script' },
    { name: 'workingDirectory', aliases: ['cwd'] },
    flag('failOnStderr'),
    { name: 'bashEnvValue' },
  ],
  run,
};
