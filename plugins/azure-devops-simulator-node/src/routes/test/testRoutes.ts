import { buildUnknown } from '../../errors/buildErrors';
import { testRunUnknown } from '../../errors/runErrors';
import { publishedTests, resultsOf } from '../../runs/testResults';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { BuildRecord } from '../../store/records';
import { TestRunRecord } from '../../store/RunRecords';
import { urlOf } from '../../wire/Links';
import { testResultWire, testRunWire } from '../../wire/testRunWire';

function requestedRun(request: ApiRequest): TestRunRecord {
  const id = request.parameter('runId');
  const run = request.store.get('testRun', id);
  if (run?.projectId !== request.project.id) {
    throw testRunUnknown(id);
  }
  return run;
}

function requestedBuild(request: ApiRequest): BuildRecord {
  const id = request.requiredQuery('buildId');
  const build = request.store.get('build', id);
  if (build?.projectId !== request.project.id) {
    throw buildUnknown(id);
  }
  return build;
}

/** Reports of one build (`vstfs:///Build/Build/<id>`), or of all of the project. */
function requestedRuns(request: ApiRequest): readonly TestRunRecord[] {
  const { store, project } = request;
  const uri = request.query('buildUri');
  if (uri === undefined) {
    return store
      .list('build', project.id)
      .flatMap(({ id }) => store.list('testRun', id))
      .sort((left, right) => Number(left.id) - Number(right.id));
  }
  const build = store.get('build', uri.split('/').pop() ?? '');
  return build?.projectId === project.id ? store.list('testRun', build.id) : [];
}

function listRuns(request: ApiRequest) {
  const runs = requestedRuns(request);
  const skip = request.queryNumber('$skip') ?? 0;
  const top = request.queryNumber('$top') ?? 100;
  return list(
    runs.slice(skip, skip + top).map(run => testRunWire(request, run)),
  );
}

function listResults(request: ApiRequest) {
  const run = requestedRun(request);
  const outcomes = request
    .queryList('outcomes')
    .map(outcome => outcome.toLowerCase());
  const skip = request.queryNumber('$skip') ?? 0;
  const top = request.queryNumber('$top') ?? 1000;
  return list(
    resultsOf(request.store, run)
      .map((result, index) => ({ result, index }))
      .filter(
        ({ result }) =>
          outcomes.length === 0 ||
          outcomes.includes(result.outcome.toLowerCase()),
      )
      .slice(skip, skip + top)
      .map(entry => testResultWire(request, run, entry)),
  );
}

/** As .NET writes a time span. */
function timeSpan(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  const pad = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${pad(seconds / 3600)}:${pad((seconds / 60) % 60)}:${pad(
    seconds % 60,
  )}.${String(Math.round(milliseconds % 1000)).padStart(3, '0')}0000`;
}

function summary(request: ApiRequest) {
  const build = requestedBuild(request);
  const runs = publishedTests(request.store, build.id);
  const results = runs.flatMap(run => run.results);
  const duration = (outcome?: string) =>
    timeSpan(
      results
        .filter(result => outcome === undefined || result.outcome === outcome)
        .reduce((sum, result) => sum + result.durationMilliseconds, 0),
    );
  const resultsByOutcome = Object.fromEntries(
    (['Passed', 'Failed', 'NotExecuted'] as const)
      .map(outcome => ({
        outcome,
        count: results.filter(result => result.outcome === outcome).length,
      }))
      .filter(({ count }) => count > 0)
      .map(({ outcome, count }) => [
        outcome,
        { outcome, count, duration: duration(outcome) },
      ]),
  );
  return json({
    aggregatedResultsAnalysis: {
      duration: duration(),
      resultsByOutcome,
      totalTests: results.length,
      runSummaryByState: {
        Completed: {
          state: 'Completed',
          runsCount: runs.length,
          resultsByOutcome,
        },
      },
    },
    teamProject: { id: request.project.id, name: request.project.name },
    totalRunsCount: runs.length,
    noConfigRunsCount: 0,
  });
}

function coverage(request: ApiRequest) {
  const build = requestedBuild(request);
  const record = request.store.get('coverage', build.id);
  const statistic = (
    label: string,
    position: number,
    covered: number,
    total: number,
  ) => ({ label, position, covered, total, isDeltaAvailable: false });
  return json({
    build: {
      id: build.id,
      url: urlOf(request, '_apis/build/Builds', build.id),
    },
    coverageData: record
      ? [
          {
            buildPlatform: '',
            buildFlavor: '',
            coverageStats: [
              statistic('Lines', 4, record.linesCovered, record.linesTotal),
              ...(record.branchesTotal > 0
                ? [
                    statistic(
                      'Branches',
                      6,
                      record.branchesCovered,
                      record.branchesTotal,
                    ),
                  ]
                : []),
            ],
          },
        ]
      : [],
  });
}

/** Areas that serve the same test results. */
const areas = ['test', 'testresults'] as const;

/** Test reports that jobs have published, and what they come to. */
export const testRoutes: readonly Route[] = areas.flatMap(
  (area): readonly Route[] => [
    { method: 'GET', path: `{project}/_apis/${area}/runs`, handle: listRuns },
    {
      method: 'GET',
      path: `{project}/_apis/${area}/runs/{#runId}`,
      handle: request => json(testRunWire(request, requestedRun(request))),
    },
    {
      method: 'GET',
      path: `{project}/_apis/${area}/runs/{#runId}/results`,
      handle: listResults,
    },
    {
      method: 'GET',
      path: `{project}/_apis/${area}/resultsummarybybuild`,
      handle: summary,
    },
    {
      method: 'GET',
      path: `{project}/_apis/${area}/codecoverage`,
      handle: coverage,
    },
  ],
);
