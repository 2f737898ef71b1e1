import { access, cp, mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { findFiles } from '../findFiles';
import { StepContext } from '../StepContext';
import { checkDirectory } from './runScript';
import { flag, Task } from './Task';
import { TaskInputs } from './TaskInputs';

async function run(context: StepContext, inputs: TaskInputs): Promise<void> {
  const source = inputs.path('SourceFolder');
  const target = inputs.path('TargetFolder');
  await checkDirectory(source);
  const files = await findFiles(source, inputs.lines('Contents'));
  if (inputs.flag('CleanTargetFolder')) {
    await rm(target, { recursive: true, force: true });
  }
  let copied = 0;
  for (const file of files) {
    const name = inputs.flag('flattenFolders')
      ? basename(file)
      : relative(source, file);
    const copy = join(target, name);
    const isThere = await access(copy).then(
      () => true,
      () => false,
    );
    if (isThere && !inputs.flag('OverWrite')) {
      context.log(`File ${copy} already exists`);
      continue;
    }
    await mkdir(dirname(copy), { recursive: true });
    await cp(file, copy, {
      preserveTimestamps: inputs.flag('preserveTimestamp'),
    });
    copied += 1;
  }
  context.log(`Copied ${copied} of ${files.length} files to ${target}`);
}

/** https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/copy-files-v2 */
export const copyFiles: Task = {
  id: '5bfb729a-a7c8-4a78-a7c3-8d717bb7c13c',
  name: 'CopyFiles',
  version: '2',
  friendlyName: 'Copy files',
  inputs: [
    { name: 'SourceFolder' },
    { name: 'Contents', default: '**', isRequired: true },
    { name: 'TargetFolder', isRequired: true },
    flag('CleanTargetFolder'),
    flag('OverWrite'),
    flag('flattenFolders'),
    flag('preserveTimestamp'),
    flag('ignoreMakeDirErrors', { notSimulated: ['true'] }),
    { name: 'retryCount', default: '0' },
    { name: 'delayBetweenRetries' },
  ],
  run,
};
