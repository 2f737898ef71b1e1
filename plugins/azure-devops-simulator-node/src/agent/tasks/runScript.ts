import { writeFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';

/** Writes a script where the agent keeps such things. */
export async function writeScript(
  context: StepContext,
  script: { readonly text: string; readonly extension: string },
): Promise<string> {
  const { folders, settings } = context.job;
  const file = join(
    folders.temp,
    `${settings.random.uuid()}.${script.extension}`,
  );
  await writeFile(file, script.text);
  return file;
}

/** Puts the script into the log, as people want to see what was run after templates and variables. */
export function logScript(context: StepContext, text: string): void {
  context.log('Script contents:');
  context.log(text.trimEnd());
  context.log(
    '========================== Starting Command Output ===========================',
  );
}

/** @throws TaskFailure if the folder is not there. */
export async function checkDirectory(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new TaskFailure(
      `The working directory ${directory} does not exist, or is no folder.`,
    );
  }
}

/**
 * Runs an interpreter over a script.
 *
 * @throws TaskFailure if it ends with another code than 0, or writes errors where that is not wanted.
 */
export async function runInterpreter(
  context: StepContext,
  options: {
    /** For messages: `Bash`, `PowerShell`. */
    readonly title: string;
    readonly command: string;
    readonly parameters: readonly string[];
    readonly directory: string;
    readonly failOnErrorStream: boolean;
    readonly environment?: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const { title, command, parameters, failOnErrorStream } = options;
  await checkDirectory(options.directory);
  context.log(`##[command]${[command, ...parameters].join(' ')}`);
  const errors: string[] = [];
  const outcome = await context.runChild({
    command,
    parameters,
    directory: options.directory,
    ...(options.environment && { environment: options.environment }),
    ...(failOnErrorStream && {
      onErrorLine: (line: string) => {
        errors.push(line);
        context.takeLine(line);
      },
    }),
  });
  if (outcome.wasStopped) {
    return;
  }
  if (outcome.exitCode !== 0) {
    throw new TaskFailure(`${title} exited with code '${outcome.exitCode}'.`);
  }
  if (errors.length > 0) {
    throw new TaskFailure(
      `${title} wrote one or more lines to the standard error stream.\n${errors.join(
        '\n',
      )}`,
    );
  }
}
