import { BuildRecord, DefinitionRecord } from '../store/records';
import { buildWebUrl, definitionWebUrl } from '../wire/buildWire';
import { duration } from './duration';
import { fileLink } from './fileLink';
import { html, Html } from './html';
import { pagedList } from './pagedList';
import {
  link,
  PageNotFoundError,
  personName,
  projectPage,
  ProjectPageRequest,
  projectUrl,
  table,
  time,
} from './PageContext';
import { PageResult } from './PageResult';
import { runAction } from './runs/runActions';
import { openRunPage } from './runs/RunPage';
import { buildState } from './runs/runStates';
import { runPage } from './runs/runViews';
import { sendStartForm, startPageOf } from './runs/startPages';
import { stateBadge } from './stateBadge';
import { variablesTable } from './variablesTable';

function runsTable(
  request: ProjectPageRequest,
  builds: readonly BuildRecord[],
): Html {
  const list = pagedList(request, [...builds].reverse(), {
    size: 50,
    label: 'Parts of the list of runs',
  });
  const now = request.environment.now();
  return html`${table({
    caption: 'Runs',
    head: ['Run', 'State', 'Branch', 'Reason', 'By', 'Queued', 'Duration'],
    rows: list.shown.map(build => [
      link(buildWebUrl(request, build), `#${build.buildNumber}`),
      stateBadge(buildState(build)),
      build.sourceBranch.replace(/^refs\/heads\//, ''),
      build.reason,
      personName(request, build.requestedBy),
      time(build.queueTime),
      duration(build.startTime, build.finishTime, now),
    ]),
    empty: 'There is no run yet.',
  })}
  ${list.navigation}`;
}

function listPage(request: ProjectPageRequest): string {
  const { store, project } = request;
  // The later run of a pipeline takes the place of the earlier one.
  const latest = new Map(
    store.list('build', project.id).map(build => [build.definitionId, build]),
  );
  const definitions = [...store.list('definition', project.id)].sort(
    (left, right) =>
      left.path.localeCompare(right.path) ||
      left.name.localeCompare(right.name),
  );
  const list = pagedList(request, definitions, {
    size: 100,
    label: 'Parts of the list of pipelines',
  });
  return projectPage(request, {
    title: 'Pipelines',
    body: html`<h1>Pipelines</h1>
      <p>${link(`${projectUrl(request, '_build')}?view=runs`, 'All runs')}</p>
      ${table({
        caption: 'Pipelines',
        head: ['Name', 'Folder', 'File', 'Latest run', 'State'],
        rows: list.shown.map(definition => {
          const build = latest.get(definition.id);
          return [
            link(definitionWebUrl(request, definition), definition.name),
            definition.path,
            definition.yamlFilename,
            build && link(buildWebUrl(request, build), `#${build.buildNumber}`),
            build && stateBadge(buildState(build)),
          ];
        }),
        empty: 'There is no pipeline yet.',
      })}
      ${list.navigation}`,
  });
}

/** The runs of every pipeline of the project. */
function allRunsPage(request: ProjectPageRequest): string {
  const { store, project } = request;
  return projectPage(request, {
    title: 'Runs',
    trail: [{ label: 'Pipelines', href: projectUrl(request, '_build') }],
    body: html`<h1>Runs</h1>
      ${runsTable(request, store.list('build', project.id))}`,
  });
}

function facts(
  request: ProjectPageRequest,
  definition: DefinitionRecord,
): Html {
  return html`<dl>
    <dt>Folder</dt>
    <dd>${definition.path}</dd>
    <dt>File</dt>
    <dd>${fileLink(request, definition)}</dd>
    <dt>Default branch</dt>
    <dd>${definition.defaultBranch}</dd>
    <dt>Revision</dt>
    <dd>
      ${definition.revision}, by ${personName(request, definition.authoredBy)},
      ${time(definition.createdDate)}
    </dd>
    <dt>State</dt>
    <dd>${definition.queueStatus}</dd>
  </dl>`;
}

function findDefinition(
  request: ProjectPageRequest,
  id: string,
): DefinitionRecord {
  const definition = request.store.get('definition', id);
  if (definition?.projectId !== request.project.id) {
    throw new PageNotFoundError(`There is no pipeline ${id}.`);
  }
  return definition;
}

function definitionPage(
  request: ProjectPageRequest,
  definition: DefinitionRecord,
): string {
  const builds = request.store
    .list('build', request.project.id)
    .filter(build => build.definitionId === definition.id);
  return projectPage(request, {
    title: definition.name,
    trail: [{ label: 'Pipelines', href: projectUrl(request, '_build') }],
    body: html`<h1>${definition.name}</h1>
      ${definition.description && html`<p>${definition.description}</p>`}
      <p>
        ${link(
          `${definitionWebUrl(request, definition)}&view=run`,
          'Run this pipeline',
        )}
      </p>
      <h2>Runs</h2>
      ${runsTable(request, builds)}
      <h2>About the pipeline</h2>
      ${facts(request, definition)}
      <h2>Variables</h2>
      ${variablesTable(definition.variables)}`,
  });
}

/** `/_build` and what is below it. */
export function pipelinePage(
  request: ProjectPageRequest,
): PageResult | Promise<PageResult> {
  const { query } = request;
  const definitionId = query.get('definitionId');
  const buildId = query.get('buildId');
  if (request.rest[0]?.toLowerCase() === 'results' || buildId) {
    return runPage(request, buildId ?? '');
  }
  if (definitionId) {
    const definition = findDefinition(request, definitionId);
    return query.get('view') === 'run'
      ? startPageOf(request, definition)
      : definitionPage(request, definition);
  }
  return query.get('view') === 'runs'
    ? allRunsPage(request)
    : listPage(request);
}

/** A form of a run's page, or the one that starts a run. */
export function pipelineForm(
  request: ProjectPageRequest,
  form: URLSearchParams,
): Promise<PageResult> {
  const definitionId = request.query.get('definitionId');
  return definitionId
    ? sendStartForm(request, findDefinition(request, definitionId), form)
    : runAction(openRunPage(request, request.query.get('buildId') ?? ''), form);
}
