import { pullRequestUrl } from '../pullRequests/pullRequestAddress';
import { duration } from '../duration';
import { html, Html } from '../html';
import { renderMarkdown } from '../markdown';
import { fileLink } from '../fileLink';
import { link, personName, table, time } from '../PageContext';
import { repositoryWebUrl } from '../../wire/gitWire';
import { problemSection } from './problemSection';
import { failedTests, renderRunPage, RunPage, views, viewUrl } from './RunPage';
import { runForm } from './runForm';
import { stagesOf } from './RunTree';
import { stagePicture, stageSections } from './stageSections';
import { checksTable, waitingSection, waitingStages } from './waitingSection';

function commit(page: RunPage): Html {
  const { request, build } = page;
  const repository = request.store.get('repository', build.repositoryId);
  const short = build.sourceVersion.slice(0, 8);
  return repository
    ? link(
        `${repositoryWebUrl(request, repository)}/commit/${
          build.sourceVersion
        }`,
        short,
      )
    : html`${short}`;
}

function branch(page: RunPage): Html {
  const { request, build } = page;
  const pullRequest = /^refs\/pull\/(\d+)\/merge$/.exec(build.sourceBranch);
  const record =
    pullRequest && request.store.get('pullRequest', pullRequest[1]);
  return record
    ? link(pullRequestUrl(request, record), `Pull request ${record.id}`)
    : html`${build.sourceBranch}`;
}

function facts(page: RunPage): Html {
  const { request, build, definition } = page;
  const now = request.environment.now();
  return html`<dl>
    <dt>File</dt>
    <dd>${fileLink(request, definition)}</dd>
    <dt>Branch</dt>
    <dd>${branch(page)}</dd>
    <dt>Commit</dt>
    <dd>${commit(page)}</dd>
    <dt>Reason</dt>
    <dd>${build.reason}</dd>
    <dt>Requested by</dt>
    <dd>${personName(request, build.requestedBy)}</dd>
    <dt>Queued</dt>
    <dd>${time(build.queueTime)}</dd>
    ${build.startTime &&
    html`<dt>Started</dt>
      <dd>
        ${time(build.startTime)}, waited
        ${duration(build.queueTime, build.startTime, now)}
      </dd>
      <dt>Duration</dt>
      <dd>${duration(build.startTime, build.finishTime, now)}</dd>`}
    ${build.finishTime &&
    html`<dt>Finished</dt>
      <dd>${time(build.finishTime)}</dd>`}
    ${build.tags.length > 0 &&
    html`<dt>Tags</dt>
      <dd>${build.tags.join(', ')}</dd>`}
  </dl>`;
}

/** What came out of the run beside its state. */
function outcome(page: RunPage): Html {
  const runs = page.testRuns();
  const total = runs.reduce((sum, run) => sum + run.results.length, 0);
  const artifacts = page.request.store.list('artifact', page.build.id);
  return html`<ul>
    ${total > 0 &&
    html`<li>
      ${link(
        viewUrl(page, views.tests),
        `Tests: ${total}, ${failedTests(runs).length} failed`,
      )}
    </li>`}
    ${artifacts.length > 0 &&
    html`<li>
      ${link(
        viewUrl(page, views.artifacts),
        `Artifacts: ${artifacts.map(({ name }) => name).join(', ')}`,
      )}
    </li>`}
  </ul>`;
}

function parameters(page: RunPage): Html {
  const given = page.build.templateParameters;
  const compiled = page.plan?.pipeline.parameters ?? [];
  const values =
    compiled.length > 0
      ? compiled.map(
          ({ name, value }) =>
            [
              name,
              typeof value === 'string' ? value : JSON.stringify(value),
            ] as const,
        )
      : Object.entries(given);
  return values.length === 0
    ? html``
    : html`<h2>Parameters</h2>
        ${table({
          caption: 'Parameters',
          head: ['Name', 'Value', 'Given'],
          rows: values.map(([name, value]) => [
            name,
            html`<code>${value}</code>`,
            Object.hasOwn(given, name) ? 'for this run' : 'default',
          ]),
          empty: '',
        })}`;
}

function summaries(page: RunPage): Html {
  return html`${page.request.store.list('runSummary', page.build.id).map(
    summary => html`<h2>${summary.name}</h2>
      <div class="document">
        ${renderMarkdown(summary.text, () => undefined)}
      </div>`,
  )}`;
}

function cancelForm(page: RunPage): Html {
  const { status } = page.build;
  return status === 'completed' || status === 'cancelling'
    ? html``
    : runForm(
        page,
        'cancel the run',
        html`<button class="second" name="action" value="cancel">
          Cancel the run
        </button>`,
      );
}

/** Without an agent a run stays in the queue, which nothing else on the page would say. */
function queueNote(page: RunPage, isWaiting: boolean): Html {
  const isTaken = page.records.some(
    ({ type, state }) => type === 'Task' && state !== 'pending',
  );
  return page.build.status === 'completed' || isTaken || isWaiting
    ? html``
    : html`<p class="note">
        No agent has taken a job of the run yet. A simulator that has no agent
        runs nothing, and then there is no outcome to show.
      </p>`;
}

/** What happened in a run: problems first, then what it waits for, then all of it. */
export function summaryView(page: RunPage): string {
  const stages = stagesOf(page.records, page.plan?.pipeline);
  const waiting = waitingStages(page);
  return renderRunPage(page, {
    view: views.results,
    title: '',
    body: html`${problemSection(page)} ${waitingSection(page)}
      <section id="stages" aria-label="Stages" data-live>
        ${queueNote(page, waiting.size > 0)}
        ${stages.length > 0 &&
        html`<h2>Stages</h2>
          ${stagePicture(page, stages, waiting)}
          ${stageSections(page, stages, waiting)}`}
        ${checksTable(page)}
      </section>
      <section id="outcome" aria-label="Outcome" data-live>
        ${outcome(page)} ${summaries(page)} ${cancelForm(page)}
      </section>
      <h2>About the run</h2>
      <div id="facts" data-live>${facts(page)}</div>
      ${parameters(page)}`,
  });
}
