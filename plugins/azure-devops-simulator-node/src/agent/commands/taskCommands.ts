import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { CommandHandler } from '../handleLoggingCommand';
import { TaskResult } from '../JobListener';
import { LoggingCommand } from '../loggingCommands';
import type { StepContext } from '../StepContext';
import { environmentName } from '../stepEnvironment';
import { TaskFailure } from '../TaskFailure';

function isTrue(text: string | undefined): boolean {
  return text?.toLowerCase() === 'true';
}

/** These would change what is run, not what it is told. */
const protectedNames: ReadonlySet<string> = new Set(['agent_jobstatus']);

function setVariable(command: LoggingCommand, context: StepContext): void {
  const { variable, issecret, isoutput, isreadonly } = command.properties;
  if (!variable) {
    context.warn('##vso[task.setvariable] has no property variable.');
    return;
  }
  const isSecret = isTrue(issecret);
  const isOutput = isTrue(isoutput);
  const { variables, masker } = context.job;
  if (isSecret) {
    masker.add(command.data);
  }
  // An output is seen by the following steps under the name of its step.
  const name = isOutput
    ? `${context.step.referenceName}.${variable}`
    : variable;
  if (
    variables.isReadOnly(name) ||
    protectedNames.has(environmentName(name).toLowerCase())
  ) {
    context.warn(
      `The variable ${name} is read-only; ##vso[task.setvariable] has not changed it.`,
    );
    return;
  }
  variables.set(name, {
    value: command.data,
    isSecret,
    isReadOnly: isTrue(isreadonly),
  });
  if (isOutput) {
    context.addOutput(variable, command.data, isSecret);
  }
}

function logIssue(command: LoggingCommand, context: StepContext): void {
  const { type, ...data } = command.properties;
  if (type !== 'error' && type !== 'warning') {
    context.warn(
      `##vso[task.logissue] has the type '${
        type ?? ''
      }'; error or warning is expected. Its message: ${command.data}`,
    );
    return;
  }
  context.addIssue({ type, message: command.data, data });
}

const results: ReadonlyMap<string, TaskResult> = new Map([
  ['succeeded', 'succeeded'],
  ['succeededwithissues', 'succeededWithIssues'],
  ['failed', 'failed'],
  ['canceled', 'canceled'],
  ['cancelled', 'canceled'],
  ['skipped', 'skipped'],
]);

function complete(command: LoggingCommand, context: StepContext): void {
  const result = results.get((command.properties.result ?? '').toLowerCase());
  if (!result) {
    context.warn(
      `##vso[task.complete] has the result '${
        command.properties.result ?? ''
      }'; one of ${[...results.keys()].join(', ')} is expected.`,
    );
    return;
  }
  if (command.data) {
    context.log(command.data);
  }
  context.complete(result);
}

function setProgress(command: LoggingCommand, context: StepContext): void {
  const percent = Number(command.properties.value);
  context.job.listener.stepProgressed(context.step.recordId, {
    ...(Number.isFinite(percent) && {
      percent: Math.min(100, Math.max(0, Math.round(percent))),
    }),
    ...(command.data && { operation: context.job.masker.mask(command.data) }),
  });
}

function uploadSummary(command: LoggingCommand, context: StepContext) {
  const path = command.data.trim();
  return async () => {
    const file = resolve(context.job.workingDirectory, path);
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (cause) {
      throw new TaskFailure(
        `##vso[task.uploadsummary] names ${path}, which cannot be read.`,
        { cause },
      );
    }
    context.job.listener.attachSummary({
      name: basename(file),
      text: context.job.masker.mask(text),
    });
  };
}

/** `##vso[task.…]` */
export const taskCommands: Readonly<Record<string, CommandHandler>> = {
  'task.setvariable': setVariable,
  'task.setsecret': (command, { job }) => job.masker.add(command.data),
  'task.logissue': logIssue,
  // The name that it had before.
  'task.issue': logIssue,
  'task.complete': complete,
  'task.setprogress': setProgress,
  'task.uploadsummary': uploadSummary,
  'task.prependpath': (command, { job }) => {
    job.prependedPaths.unshift(command.data.trim());
  },
  'task.debug': (command, context) => context.debug(command.data),
};
