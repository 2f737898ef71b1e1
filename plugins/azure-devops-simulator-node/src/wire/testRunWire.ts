import { TestCaseResult } from '../agent/JobListener';
import { TestRunRecord } from '../store/RunRecords';
import { buildWebUrl } from './buildWire';
import { identityRef } from './identityRef';
import { urlOf, WireContext } from './Links';

function runUrl(context: WireContext, run: TestRunRecord): string {
  return urlOf(context, run.projectId, '_apis/test/Runs', run.id);
}

/** A published test report. */
export function testRunWire(context: WireContext, run: TestRunRecord) {
  const project = context.store.get('project', run.projectId);
  const build = context.store.get('build', run.buildId);
  const { Passed, Failed, NotExecuted } = run.counts;
  return {
    id: Number(run.id),
    name: run.name,
    url: runUrl(context, run),
    isAutomated: true,
    state: 'Completed',
    startedDate: run.startedDate,
    completedDate: run.completedDate,
    totalTests: Passed + Failed + NotExecuted,
    passedTests: Passed,
    incompleteTests: 0,
    notApplicableTests: 0,
    unanalyzedTests: Failed,
    revision: 1,
    runStatistics: (['Passed', 'Failed', 'NotExecuted'] as const)
      .map(outcome => ({
        state: 'Completed',
        outcome,
        count: run.counts[outcome],
      }))
      .filter(statistic => statistic.count > 0),
    ...(project && {
      project: {
        id: project.id,
        name: project.name,
        url: urlOf(context, '_apis/projects', project.id),
      },
    }),
    ...(build && {
      build: {
        id: build.id,
        name: build.buildNumber,
        url: urlOf(context, '_apis/build/Builds', build.id),
      },
      owner: identityRef(context, build.requestedBy),
      webAccessUrl: `${buildWebUrl(
        context,
        build,
      )}&view=ms.vss-test-web.build-test-results-tab`,
    }),
  };
}

/** One case of a report; cases are numbered from 100000 on. */
export function testResultWire(
  context: WireContext,
  run: TestRunRecord,
  {
    result,
    index,
  }: { readonly result: TestCaseResult; readonly index: number },
) {
  const id = 100_000 + index;
  return {
    id,
    url: `${runUrl(context, run)}/Results/${id}`,
    testCaseTitle: result.name,
    automatedTestName: result.storage
      ? `${result.storage}.${result.name}`
      : result.name,
    automatedTestStorage: result.storage,
    outcome: result.outcome,
    state: 'Completed',
    durationInMs: result.durationMilliseconds,
    startedDate: run.startedDate,
    completedDate: run.completedDate,
    priority: 255,
    revision: 1,
    testRun: { id: run.id, name: run.name, url: runUrl(context, run) },
    ...(result.errorMessage !== undefined && {
      errorMessage: result.errorMessage,
    }),
    ...(result.stackTrace !== undefined && { stackTrace: result.stackTrace }),
  };
}
