import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';
import { findOnPath } from '../findOnPath';
import { logScript, runInterpreter, writeScript } from './runScript';
import { flag, Task } from './Task';
import { TaskInputs } from './TaskInputs';

function scriptText(inputs: TaskInputs): string {
  const isInline = inputs.text('targetType').toLowerCase() === 'inline';
  const needed = isInline ? 'script' : 'filePath';
  if (!inputs.text(needed)) {
    throw new TaskFailure(
      `PowerShell@2 with targetType ${inputs.text(
        'targetType',
      )} needs the input '${needed}'.`,
    );
  }
  const body = isInline
    ? inputs.raw('script')
    : `. '${inputs.path('filePath').replace(/'/g, "''")}' ${inputs.text(
        'arguments',
      )}`;
  return [
    `$ErrorActionPreference = '${inputs.text('errorActionPreference')}'`,
    body,
    ...(inputs.flag('ignoreLASTEXITCODE')
      ? []
      : [
          'if (Test-Path -LiteralPath variable:\\LASTEXITCODE) { exit $LASTEXITCODE }',
        ]),
  ].join('\n');
}

async function run(context: StepContext, inputs: TaskInputs): Promise<void> {
  const command = await findOnPath('pwsh', context.environment().PATH);
  if (!command) {
    throw new TaskFailure(
      'PowerShell@2 needs pwsh, and it is not on the PATH of this machine. Install PowerShell, or use a script or bash step.',
    );
  }
  const text = scriptText(inputs);
  const file = await writeScript(context, { text, extension: 'ps1' });
  logScript(context, text);
  await runInterpreter(context, {
    title: 'PowerShell',
    command,
    parameters: [
      '-NoLogo',
      '-NoProfile',
      '-NonInteractive',
      '-Command',
      `. '${file.replace(/'/g, "''")}'`,
    ],
    directory: inputs.path('workingDirectory'),
    failOnErrorStream: inputs.flag('failOnStderr'),
  });
}

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/powershell-v2 */
export const powerShell: Task = {
  id: 'e213ff0f-5d5c-4791-802d-52ea3e7be1f1',
  name: 'PowerShell',
  version: '2',
  friendlyName: 'PowerShell',
  inputs: [
    {
      name: 'targetType',
      default: 'filePath',
      values: ['filePath', 'inline'],
    },
    { name: 'filePath' },
    { name: 'arguments' },
    { name: 'script' },
    {
      name: 'errorActionPreference',
      default: 'stop',
      values: ['default', 'stop', 'continue', 'silentlyContinue'],
      notSimulated: ['default'],
    },
    flag('failOnStderr'),
    flag('ignoreLASTEXITCODE'),
    // On Linux and macOS it is PowerShell Core in any case.
    flag('pwsh'),
    flag('showWarnings', { notSimulated: ['true'] }),
    flag('runScriptInSeparateScope', { notSimulated: ['true'] }),
    { name: 'workingDirectory', aliases: ['cwd'] },
  ],
  run,
};
