import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { CommandHandler } from '../handleLoggingCommand';
import { LoggingCommand } from '../loggingCommands';
import type { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';

function uploadArtifact(command: LoggingCommand, context: StepContext) {
  const { artifactname } = command.properties;
  const path = resolve(context.job.workingDirectory, command.data.trim());
  return async () => {
    if (!artifactname) {
      throw new TaskFailure(
        '##vso[artifact.upload] has no property artifactname.',
      );
    }
    try {
      await stat(path);
    } catch (cause) {
      throw new TaskFailure(
        `##vso[artifact.upload] names ${path}, which cannot be read.`,
        { cause },
      );
    }
    await context.job.listener.publishArtifact({
      name: artifactname,
      path,
      type: 'Container',
    });
  };
}

/** `##vso[artifact.…]` and `##vso[build.…]` */
export const buildCommands: Readonly<Record<string, CommandHandler>> = {
  'artifact.upload': uploadArtifact,
  'build.updatebuildnumber': (command, context) => {
    const number = command.data.trim();
    if (number) {
      context.job.listener.updateBuildNumber(number);
      context.job.variables.set('Build.BuildNumber', { value: number });
    } else {
      context.warn('##vso[build.updatebuildnumber] gives no number.');
    }
  },
  'build.addbuildtag': (command, context) => {
    const tag = command.data.trim();
    if (tag) {
      context.job.listener.addBuildTag(tag);
    } else {
      context.warn('##vso[build.addbuildtag] gives no tag.');
    }
  },
};
