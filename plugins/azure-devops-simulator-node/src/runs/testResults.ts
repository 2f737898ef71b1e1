import { TestCaseResult } from '../agent/JobListener';
import { TestRunRecord } from '../store/RunRecords';
import { Store } from '../store/Store';

/** A test report with its results. */
export interface PublishedTests extends TestRunRecord {
  readonly results: readonly TestCaseResult[];
}

/** Keeps a test report; the results beside it, so that lists of reports need not read them. */
export function putTestRun(
  store: Store,
  run: Omit<PublishedTests, 'id' | 'counts'>,
): void {
  const { results, ...rest } = run;
  const id = String(store.nextNumber('test-run'));
  const count = (outcome: TestCaseResult['outcome']) =>
    results.filter(result => result.outcome === outcome).length;
  const counts = {
    Passed: count('Passed'),
    Failed: count('Failed'),
    NotExecuted: count('NotExecuted'),
  };
  const scope = run.buildId;
  store.transaction(() => {
    store.put('testRun', { ...rest, id, counts }, { scope });
    store.put('testResults', { id, results }, { scope });
  });
}

export function resultsOf(
  store: Store,
  run: TestRunRecord,
): readonly TestCaseResult[] {
  return store.get('testResults', run.id)?.results ?? [];
}

/** The test reports of a run with all their results. */
export function publishedTests(
  store: Store,
  buildId: string,
): readonly PublishedTests[] {
  return store
    .list('testRun', buildId)
    .map(run => ({ ...run, results: resultsOf(store, run) }));
}
