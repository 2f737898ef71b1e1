import { TestCaseResult } from '../../agent/JobListener';
import { BuildRecord, DefinitionRecord } from '../../store/records';
import { PublishedTests, publishedTests } from '../../runs/testResults';
import { RunPlanRecord, TimelineRecord } from '../../store/RunRecords';
import { buildWebUrl, definitionWebUrl } from '../../wire/buildWire';
import { html, Html } from '../html';
import {
  PageNotFoundError,
  projectPage,
  ProjectPageRequest,
  projectUrl,
} from '../PageContext';
import { stateBadge } from '../stateBadge';
import { tabList } from '../tabList';
import { buildState } from './runStates';
import { byParent } from './RunTree';

/** What every page of a run knows. */
export interface RunPage {
  readonly request: ProjectPageRequest;
  readonly build: BuildRecord;
  readonly definition: DefinitionRecord;
  readonly plan: RunPlanRecord | undefined;
  readonly records: readonly TimelineRecord[];
  /** The same records by the one that they are below of. */
  readonly children: ReadonlyMap<string, readonly TimelineRecord[]>;
  /** Set when the records are those of an earlier attempt of a stage. */
  readonly timeline?: string;
  /** Read when a view first wants them: there may be many. */
  readonly testRuns: () => readonly PublishedTests[];
  readonly url: string;
}

function recordsOf(
  request: ProjectPageRequest,
  build: BuildRecord,
): readonly TimelineRecord[] {
  const timeline = request.query.get('timeline');
  const records = request.store.list(
    'timelineRecord',
    timeline === null ? build.id : `${build.id}:${timeline}`,
  );
  if (timeline !== null && records.length === 0) {
    throw new PageNotFoundError(`The run has no earlier attempt ${timeline}.`);
  }
  return records;
}

function readOnce<T>(read: () => T): () => T {
  let value: { readonly read: T } | undefined;
  return () => {
    value ??= { read: read() };
    return value.read;
  };
}

/** Finds a run. Throws {@link PageNotFoundError} if the project has none of this number. */
export function openRunPage(request: ProjectPageRequest, id: string): RunPage {
  const { store, project } = request;
  const build = store.get('build', id);
  const definition = build && store.get('definition', build.definitionId);
  if (build?.projectId !== project.id || !definition) {
    throw new PageNotFoundError(`There is no run ${id}.`);
  }
  const records = recordsOf(request, build);
  const timeline = request.query.get('timeline');
  return {
    request,
    build,
    definition,
    plan: store.get('runPlan', build.id),
    records,
    children: byParent(records),
    ...(timeline !== null && { timeline }),
    testRuns: readOnce(() => publishedTests(store, build.id)),
    url: buildWebUrl(request, build),
  };
}

/** Address of a view of a run, as on the service. */
export function viewUrl(
  page: RunPage,
  view: string,
  more: Readonly<Record<string, string>> = {},
): string {
  return `${page.url}&${new URLSearchParams({ view, ...more })}`;
}

/** Address of the log of a step (`t`) in a job (`j`). */
export function logUrl(page: RunPage, record: TimelineRecord): string {
  return viewUrl(page, 'logs', {
    ...(record.type === 'Task'
      ? { ...(record.parentId && { j: record.parentId }), t: record.id }
      : { j: record.id }),
    ...(page.timeline && { timeline: page.timeline }),
  });
}

export function failedTests(
  runs: readonly PublishedTests[],
): readonly TestCaseResult[] {
  return runs
    .flatMap(run => run.results)
    .filter(({ outcome }) => outcome === 'Failed');
}

export const views = {
  results: 'results',
  logs: 'logs',
  tests: 'ms.vss-test-web.build-test-results-tab',
  artifacts: 'artifacts',
  coverage: 'codecoverage-tab',
  yaml: 'yaml',
} as const;

const entries = [
  [views.results, 'Summary'],
  [views.logs, 'Logs'],
  [views.tests, 'Tests'],
  [views.coverage, 'Code coverage'],
  [views.artifacts, 'Artifacts'],
  [views.yaml, 'Final YAML'],
] as const;

/** A view of a run with its state above it; it renews itself until the run is over. */
export function renderRunPage(
  page: RunPage,
  options: {
    readonly view: string;
    readonly title: string;
    readonly body: Html;
  },
): string {
  const { request, build, definition } = page;
  const name = `#${build.buildNumber} of ${definition.name}`;
  return projectPage(request, {
    title: options.title ? `${options.title} - ${name}` : name,
    trail: [
      { label: 'Pipelines', href: projectUrl(request, '_build') },
      { label: definition.name, href: definitionWebUrl(request, definition) },
      { label: `#${build.buildNumber}`, href: page.url },
    ],
    isLive: build.status !== 'completed' && request.query.get('live') !== 'off',
    body: html`<h1>Run ${name}</h1>
      <p role="status" id="state" data-live>
        State: ${stateBadge(buildState(build))}
      </p>
      ${tabList({
        label: 'Views of the run',
        entries: entries.map(([view, label]) => ({
          label,
          href: viewUrl(page, view),
          isCurrent: view === options.view,
        })),
      })}
      ${options.body}`,
  });
}
