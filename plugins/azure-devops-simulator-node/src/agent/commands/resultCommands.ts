import { findFiles } from '../findFiles';
import type { CommandHandler } from '../handleLoggingCommand';
import { LoggingCommand } from '../loggingCommands';
import { publishTestReports } from '../reports/publishTestReports';
import type { StepContext } from '../StepContext';
import { TaskFailure } from '../TaskFailure';

function publishResults(command: LoggingCommand, context: StepContext) {
  const { type, resultfiles, mergeresults, runtitle } = command.properties;
  const patterns = (resultfiles ?? command.data).split(',');
  return async () => {
    if (type?.toLowerCase() !== 'junit') {
      throw new TaskFailure(
        `##vso[results.publish] has the type '${
          type ?? ''
        }'. Only JUnit is simulated.`,
      );
    }
    const files = await findFiles(context.job.workingDirectory, patterns);
    if (files.length === 0) {
      context.warn(
        `##vso[results.publish] names ${patterns.join(
          ', ',
        )}; no such file was found.`,
      );
      return;
    }
    await publishTestReports(context, {
      files,
      title: runtitle ?? '',
      isMerged: mergeresults?.toLowerCase() === 'true',
    });
  };
}

/** `##vso[results.…]` */
export const resultCommands: Readonly<Record<string, CommandHandler>> = {
  'results.publish': publishResults,
};
