import { BuildRecord, DefinitionRecord } from '../store/records';
import { buildWebUrl, definitionWebUrl } from '../wire/buildWire';
import { repositoryWebUrl } from '../wire/gitWire';
import { html, Html } from './html';
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
import { variablesTable } from './variablesTable';

const stateNames = {
  notStarted: 'queued',
  inProgress: 'running',
  cancelling: 'being cancelled',
  completed: 'completed',
} as const;

function stateOf(build: BuildRecord): string {
  return build.result ?? stateNames[build.status];
}

function trailOf(request: ProjectPageRequest, definition?: DefinitionRecord) {
  return [
    { label: 'Pipelines', href: projectUrl(request, '_build') },
    ...(definition
      ? [
          {
            label: definition.name,
            href: definitionWebUrl(request, definition),
          },
        ]
      : []),
  ];
}

function fileLink(
  request: ProjectPageRequest,
  definition: DefinitionRecord,
): Html {
  const repository = request.store.get('repository', definition.repositoryId);
  const path = `/${definition.yamlFilename}`;
  return repository
    ? html`${link(
        `${repositoryWebUrl(request, repository)}?path=${encodeURIComponent(
          path,
        )}`,
        path,
      )}
      in ${link(repositoryWebUrl(request, repository), repository.name)}`
    : html`${path} in a repository that does not exist any more`;
}

function runsTable(
  request: ProjectPageRequest,
  builds: readonly BuildRecord[],
): Html {
  return table({
    caption: 'Runs',
    head: ['Run', 'State', 'Branch', 'Queued'],
    rows: [...builds]
      .reverse()
      .map(build => [
        link(buildWebUrl(request, build), `#${build.buildNumber}`),
        stateOf(build),
        build.sourceBranch.replace(/^refs\/heads\//, ''),
        time(build.queueTime),
      ]),
    empty: 'There is no run yet.',
  });
}

function listPage(request: ProjectPageRequest): string {
  const { store, project } = request;
  const builds = store.list('build', project.id);
  const definitions = [...store.list('definition', project.id)].sort(
    (left, right) =>
      left.path.localeCompare(right.path) ||
      left.name.localeCompare(right.name),
  );
  return projectPage(request, {
    title: 'Pipelines',
    body: html`<h1>Pipelines</h1>
      ${table({
        caption: 'Pipelines',
        head: ['Name', 'Folder', 'File', 'Latest run'],
        rows: definitions.map(definition => {
          const latest = builds
            .filter(build => build.definitionId === definition.id)
            .pop();
          return [
            link(definitionWebUrl(request, definition), definition.name),
            definition.path,
            definition.yamlFilename,
            latest &&
              link(
                buildWebUrl(request, latest),
                `#${latest.buildNumber} ${stateOf(latest)}`,
              ),
          ];
        }),
        empty: 'There is no pipeline yet.',
      })}`,
  });
}

function definitionPage(request: ProjectPageRequest, id: string): string {
  const { store, project } = request;
  const definition = store.get('definition', id);
  if (definition?.projectId !== project.id) {
    throw new PageNotFoundError(`There is no pipeline ${id}.`);
  }
  const builds = store
    .list('build', project.id)
    .filter(build => build.definitionId === definition.id);
  return projectPage(request, {
    title: definition.name,
    trail: trailOf(request),
    body: html`<h1>${definition.name}</h1>
      ${definition.description && html`<p>${definition.description}</p>`}
      <dl>
        <dt>Folder</dt>
        <dd>${definition.path}</dd>
        <dt>File</dt>
        <dd>${fileLink(request, definition)}</dd>
        <dt>Default branch</dt>
        <dd>${definition.defaultBranch}</dd>
        <dt>Revision</dt>
        <dd>
          ${definition.revision}, by
          ${personName(request, definition.authoredBy)},
          ${time(definition.createdDate)}
        </dd>
        <dt>State</dt>
        <dd>${definition.queueStatus}</dd>
      </dl>
      <h2>Runs</h2>
      ${runsTable(request, builds)}
      <h2>Variables</h2>
      ${variablesTable(definition.variables)}`,
  });
}

function runPage(request: ProjectPageRequest, id: string): string {
  const { store, project } = request;
  const build = store.get('build', id);
  const definition = build && store.get('definition', build.definitionId);
  if (build?.projectId !== project.id || !definition) {
    throw new PageNotFoundError(`There is no run ${id}.`);
  }
  const repository = store.get('repository', build.repositoryId);
  const commit = repository
    ? link(
        `${repositoryWebUrl(request, repository)}/commit/${
          build.sourceVersion
        }`,
        build.sourceVersion.slice(0, 8),
      )
    : html`${build.sourceVersion.slice(0, 8)}`;
  const parameters = Object.entries(build.templateParameters);
  return projectPage(request, {
    title: `#${build.buildNumber} of ${definition.name}`,
    trail: trailOf(request, definition),
    body: html`<h1>Run #${build.buildNumber} of ${definition.name}</h1>
      <p class="note">
        State: <strong>${stateOf(build)}</strong>.
        ${build.status === 'completed'
          ? ''
          : 'This simulator has no agent that runs pipelines: the run waits in the queue, so it has no outcome to show.'}
      </p>
      <dl>
        <dt>File</dt>
        <dd>${fileLink(request, definition)}</dd>
        <dt>Branch</dt>
        <dd>${build.sourceBranch}</dd>
        <dt>Commit</dt>
        <dd>${commit}</dd>
        <dt>Reason</dt>
        <dd>${build.reason}</dd>
        <dt>Requested by</dt>
        <dd>${personName(request, build.requestedBy)}</dd>
        <dt>Queued</dt>
        <dd>${time(build.queueTime)}</dd>
        ${build.finishTime &&
        html`<dt>Finished</dt>
          <dd>${time(build.finishTime)}</dd>`}
      </dl>
      ${parameters.length > 0 &&
      html`<h2>Parameters</h2>
        ${table({
          caption: 'Parameters',
          head: ['Name', 'Value'],
          rows: parameters,
          empty: '',
        })}`}`,
  });
}

/** `/_build` and what is below it. */
export function pipelinePage(request: ProjectPageRequest): string {
  const definitionId = request.query.get('definitionId');
  const buildId = request.query.get('buildId');
  if (request.rest[0]?.toLowerCase() === 'results' || buildId) {
    return runPage(request, buildId ?? '');
  }
  return definitionId
    ? definitionPage(request, definitionId)
    : listPage(request);
}
