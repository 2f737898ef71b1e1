import { flag, Task } from './Task';
import { logScript, runInterpreter, writeScript } from './runScript';

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/cmd-line-v2 */
export const cmdLine: Task = {
  id: 'd9bafed4-0b18-4f58-968d-86655b4d2ce9',
  name: 'CmdLine',
  version: '2',
  friendlyName: 'Command line',
  inputs: [
    { name: 'script', isRequired: true },
    { name: 'workingDirectory', aliases: ['cwd'] },
    flag('failOnStderr'),
  ],
  async run(context, inputs) {
    const text = inputs.raw('script');
    const file = await writeScript(context, { text, extension: 'sh' });
    logScript(context, text);
    await runInterpreter(context, {
      title: 'Bash',
      command: 'bash',
      parameters: ['--noprofile', '--norc', file],
      directory: inputs.path('workingDirectory'),
      failOnErrorStream: inputs.flag('failOnStderr'),
    });
  },
};
