import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { TestCaseResult } from '../JobListener';
import { StepContext } from '../StepContext';
import { readJUnit } from './readJUnit';

/** More failed tests than this are in the log and the results, and no issues of the step. */
const mostIssues = 50;

export interface PublishedReports {
  readonly failed: number;
  /** Files that could not be read. */
  readonly broken: number;
}

function nameOf(result: TestCaseResult): string {
  return result.storage ? `${result.storage}.${result.name}` : result.name;
}

function firstLine(text: string | undefined): string {
  return text?.split(/\r\n|\r|\n/).find(line => line.trim()) ?? '';
}

/** Puts the names of failed tests where people look first. */
function tellFailures(
  context: StepContext,
  results: readonly TestCaseResult[],
): void {
  const failures = results.filter(({ outcome }) => outcome === 'Failed');
  failures.forEach((failure, index) => {
    const reason = firstLine(failure.errorMessage);
    const message = `Failed test: ${nameOf(failure)}${
      reason ? `: ${reason}` : ''
    }`;
    if (index < mostIssues) {
      context.addIssue({ type: 'error', message });
    } else {
      context.log(message);
    }
    if (failure.stackTrace) {
      context.log(failure.stackTrace);
    }
  });
}

function publish(
  context: StepContext,
  title: string,
  results: readonly TestCaseResult[],
): void {
  const { masker, listener } = context.job;
  const masked = results.map(result => ({
    ...result,
    name: masker.mask(result.name),
    ...(result.errorMessage && {
      errorMessage: masker.mask(result.errorMessage),
    }),
    ...(result.stackTrace && { stackTrace: masker.mask(result.stackTrace) }),
  }));
  const count = (outcome: TestCaseResult['outcome']) =>
    results.filter(result => result.outcome === outcome).length;
  listener.publishTestResults({
    title,
    results: masked,
    durationMilliseconds: results.reduce(
      (sum, { durationMilliseconds }) => sum + durationMilliseconds,
      0,
    ),
  });
  context.log(
    `Published '${title}': ${results.length} tests, ${count(
      'Passed',
    )} passed, ${count('Failed')} failed, ${count('NotExecuted')} not run.`,
  );
  tellFailures(context, results);
}

/** Reads JUnit reports and publishes them as one test run, or one for each. */
export async function publishTestReports(
  context: StepContext,
  options: {
    readonly files: readonly string[];
    readonly title: string;
    readonly isMerged: boolean;
  },
): Promise<PublishedReports> {
  const reports: (readonly TestCaseResult[])[] = [];
  let broken = 0;
  for (const file of options.files) {
    const name = relative(context.job.workingDirectory, file);
    context.log(`Reading ${name}`);
    try {
      reports.push(readJUnit(await readFile(file, 'utf8'), name));
    } catch (error) {
      broken += 1;
      context.warn(error instanceof Error ? error.message : String(error));
    }
  }
  const title =
    options.title || `JUnit_TestResults_${context.job.request.buildId}`;
  if (options.isMerged) {
    publish(context, title, reports.flat());
  } else {
    reports.forEach((results, index) =>
      publish(
        context,
        reports.length === 1 ? title : `${title}_${index + 1}`,
        results,
      ),
    );
  }
  return {
    failed: reports.flat().filter(({ outcome }) => outcome === 'Failed').length,
    broken,
  };
}
