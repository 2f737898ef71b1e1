import { TimelineRecord } from '../../store/RunRecords';
import { duration } from '../duration';
import { html, Html } from '../html';
import { link, table } from '../PageContext';
import { mayChange } from '../Reader';
import { stateBadge, State } from '../stateBadge';
import { issueList, ownIssues } from './problemSection';
import { logUrl, RunPage, views, viewUrl } from './RunPage';
import { recordState } from './runStates';
import { runForm } from './runForm';
import { columnsOf, JobNode, StageNode } from './RunTree';

/** Whether a stage waits for checks, which its record alone does not say. */
export type WaitingStages = ReadonlySet<string>;

function stageState(stage: StageNode, waiting: WaitingStages): State {
  return waiting.has(stage.record.refName) && stage.record.state !== 'completed'
    ? { tone: 'busy', label: 'waits for checks' }
    : recordState(stage.record);
}

function lasted(page: RunPage, record: TimelineRecord): string {
  return duration(
    record.startTime,
    record.finishTime,
    page.request.environment.now(),
  );
}

const anchorOf = (stage: StageNode) => `stage-${stage.record.refName}`;

function after(stage: StageNode, stages: readonly StageNode[]): string {
  const names = stage.dependsOn.map(
    name =>
      stages.find(({ record }) => record.refName === name)?.record.name ?? name,
  );
  return names.length > 0 ? `after ${names.join(', ')}` : '';
}

/** The stages in columns, from left to right as they follow each other. */
export function stagePicture(
  page: RunPage,
  stages: readonly StageNode[],
  waiting: WaitingStages,
): Html {
  return html`<ol
    class="stages"
    tabindex="0"
    aria-label="Stages in their order"
  >
    ${columnsOf(stages).map(
      column => html`<li>
        <ul>
          ${column.map(stage => {
            const state = stageState(stage, waiting);
            return html`<li class="${state.tone}">
              <a href="#${anchorOf(stage)}">${stage.record.name}</a>
              <small>${stateBadge(state)} ${lasted(page, stage.record)}</small>
              <small>${after(stage, stages)}</small>
            </li>`;
          })}
        </ul>
      </li>`,
    )}
  </ol>`;
}

function stepsTable(page: RunPage, job: JobNode): Html {
  return table({
    caption: `Steps of ${job.record.name}`,
    head: ['Step', 'State', 'Duration', 'Errors and warnings'],
    rows: job.steps.map(step => [
      step.logId === undefined
        ? step.name
        : link(logUrl(page, step), step.name),
      stateBadge(recordState(step)),
      lasted(page, step),
      issueList(step.issues),
    ]),
    empty: 'It has no steps yet.',
  });
}

function jobDetails(page: RunPage, job: JobNode): Html {
  const { record } = job;
  const isOpen =
    record.state === 'inProgress' ||
    record.result === 'failed' ||
    record.result === 'abandoned';
  return html`<details id="job-${record.id}" ${isOpen && html` open`}>
    <summary>
      <strong>${record.name}</strong> ${stateBadge(recordState(record))}
      ${lasted(page, record)}
      ${record.workerName &&
      html`<span class="muted">on ${record.workerName}</span>`}
      ${record.attempt > 1 && `attempt ${record.attempt}`}
    </summary>
    ${issueList(ownIssues(page, record))} ${record.currentOperation}
    ${stepsTable(page, job)}
    ${record.logId !== undefined &&
    html`<p>${link(logUrl(page, record), 'Log of the whole job')}</p>`}
  </details>`;
}

/** Which attempt it is, and the way to the logs of the earlier ones. */
function attempts(page: RunPage, record: TimelineRecord): Html {
  const earlier = record.previousAttempts ?? [];
  return record.attempt > 1
    ? html`<p class="muted">
        Attempt ${record.attempt}.
        ${earlier.map(
          ({ attempt, timelineId }) =>
            html`${link(
              viewUrl(page, views.logs, { timeline: timelineId }),
              `Logs of attempt ${attempt}`,
            )} `,
        )}
      </p>`
    : html``;
}

/** For somebody who may act: a stage that went wrong can run again. */
function retryForm(page: RunPage, record: TimelineRecord): Html {
  const { session } = page.request.reader;
  const wentWrong = ['failed', 'canceled', 'abandoned'].includes(
    record.result ?? '',
  );
  return wentWrong && session && mayChange(session)
    ? runForm(
        page,
        'run the stage again',
        html`<input type="hidden" name="stage" value="${record.refName}" />
          <button class="second" name="action" value="retry">
            Run ${record.name} again
          </button>`,
      )
    : html``;
}

/** Every stage with its jobs and their steps. */
export function stageSections(
  page: RunPage,
  stages: readonly StageNode[],
  waiting: WaitingStages,
): Html {
  return html`${stages.map(
    stage => html`<section aria-labelledby="${anchorOf(stage)}">
      <h3 id="${anchorOf(stage)}">
        ${stage.record.name} ${stateBadge(stageState(stage, waiting))}
      </h3>
      ${attempts(page, stage.record)} ${retryForm(page, stage.record)}
      ${issueList(ownIssues(page, stage.record))}
      ${stage.jobs.map(job => jobDetails(page, job))}
    </section>`,
  )}`;
}
