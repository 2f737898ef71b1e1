import { buildCommands } from './commands/buildCommands';
import { resultCommands } from './commands/resultCommands';
import { taskCommands } from './commands/taskCommands';
import { LoggingCommand } from './loggingCommands';
import type { StepContext } from './StepContext';

/** What takes time is given back, to be done after what was asked for before. */
export type CommandHandler = (
  command: LoggingCommand,
  context: StepContext,
) => (() => Promise<void>) | void;

const handlers: ReadonlyMap<string, CommandHandler> = new Map(
  Object.entries({ ...taskCommands, ...buildCommands, ...resultCommands }),
);

/**
 * Follows a logging command.
 * Rule: https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands
 *
 * @returns work that is still to be done, if there is any.
 */
export function handleLoggingCommand(
  command: LoggingCommand,
  context: StepContext,
): (() => Promise<void>) | undefined {
  const name = `${command.area}.${command.event}`;
  const handler = handlers.get(name);
  if (!handler) {
    context.warn(
      `The logging command ##vso[${name}] is not simulated; it has no effect. Known are: ${[
        ...handlers.keys(),
      ]
        .sort()
        .join(', ')}.`,
    );
    return undefined;
  }
  return handler(command, context) ?? undefined;
}
