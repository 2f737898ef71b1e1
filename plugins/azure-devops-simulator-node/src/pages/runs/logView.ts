import { TimelineRecord } from '../../store/RunRecords';
import { duration } from '../duration';
import { html, Html } from '../html';
import { link, PageNotFoundError, table } from '../PageContext';
import { PageResult } from '../PageResult';
import { stateBadge } from '../stateBadge';
import { isErrorLine, logLines } from './logLines';
import { issueList, placeOf } from './problemSection';
import { logUrl, renderRunPage, RunPage, views } from './RunPage';
import { recordState } from './runStates';
import { stagesOf } from './RunTree';

/** Lines on one page. */
const size = 1000;

interface Part {
  readonly from: number;
  readonly to: number;
}

const numberIn = (query: URLSearchParams, name: string) =>
  Math.floor(Number(query.get(name) ?? 0)) || 0;

/** The part that the address wants: from a line, around a line, or the end. */
function partOf(query: URLSearchParams, total: number): Part {
  const [from, line] = [numberIn(query, 'from'), numberIn(query, 'l')];
  const aroundLine = line > 0 ? line - size / 2 : total - size + 1;
  const start = from > 0 ? from : aroundLine;
  const first = Math.max(1, start);
  return { from: first, to: Math.min(total, first + size - 1) };
}

function findRecord(page: RunPage): TimelineRecord | undefined {
  const { query } = page.request;
  const wanted = query.get('t') ?? query.get('j') ?? query.get('s');
  if (wanted === null) {
    return undefined;
  }
  const record = page.records.find(({ id }) => id === wanted.toLowerCase());
  if (!record) {
    throw new PageNotFoundError(`The run has no step or job ${wanted}.`);
  }
  return record;
}

function partNavigation(address: string, part: Part, total: number): Html {
  const around = (from: number, label: string) =>
    link(`${address}&from=${from}`, label);
  return html`<nav aria-label="Parts of the log">
    <p>
      ${total === 0
        ? 'The log is empty.'
        : `Lines ${part.from} to ${part.to} of ${total}.`}
      ${part.from > 1 &&
      html`${around(1, 'First lines')} ·
      ${around(Math.max(1, part.from - size), 'Earlier lines')} · `}
      ${part.to < total &&
      html`${around(part.to + 1, 'Later lines')} ·
      ${around(Math.max(1, total - size + 1), 'Last lines')} · `}
      ${link(`${address}&format=text`, 'Whole log as text')} ·
      <a href="#end">Skip the lines</a>
    </p>
  </nav>`;
}

function liveNote(
  page: RunPage,
  record: TimelineRecord,
  address: string,
): Html {
  if (page.build.status === 'completed' || record.state === 'completed') {
    return html``;
  }
  return page.request.query.get('live') === 'off'
    ? html`<p>${link(address, 'Show new lines as they come')}</p>`
    : html`<p>
        New lines show as they come.
        ${link(`${address}&live=off`, 'Leave the page as it is')}
      </p>`;
}

function logBody(page: RunPage, record: TimelineRecord): Html {
  const { store, query } = page.request;
  const text = `${page.build.id}:${record.logId}`;
  const total = record.logId === undefined ? 0 : store.countLines(text);
  const part = partOf(query, total);
  const lines = total > 0 ? store.readLines(text, part) : [];
  const firstError = lines.findIndex(isErrorLine);
  const address = logUrl(page, record);
  return html`<div id="record" data-live>
      <p>
        ${stateBadge(recordState(record))}
        ${duration(
          record.startTime,
          record.finishTime,
          page.request.environment.now(),
        )}
      </p>
      ${issueList(record.issues)}
    </div>
    ${firstError >= 0 &&
    html`<p>
      <a href="#L${part.from + firstError}"
        >To the first error here, line ${part.from + firstError}</a
      >
    </p>`}
    ${partNavigation(address, part, total)} ${liveNote(page, record, address)}
    ${logLines({ lines, from: part.from, id: 'log' })}
    <p id="end" tabindex="-1" class="muted">End of this part of the log.</p>`;
}

/** All that has a log, in the order of the run. */
function contents(page: RunPage, current?: TimelineRecord): Html {
  const rows = stagesOf(page.records, page.plan?.pipeline).flatMap(stage =>
    stage.jobs.flatMap(job =>
      [job.record, ...job.steps].map(record => [
        record.type === 'Task' ? '' : `${stage.record.name} › ${record.name}`,
        record.logId === undefined || record === current
          ? record.type === 'Task' && record.name
          : link(
              logUrl(page, record),
              record.type === 'Task' ? record.name : 'Log of the whole job',
            ),
        stateBadge(recordState(record)),
        duration(
          record.startTime,
          record.finishTime,
          page.request.environment.now(),
        ),
      ]),
    ),
  );
  return html`<div id="contents" data-live>
    ${table({
      caption: 'Jobs and steps',
      head: ['Job', 'Step', 'State', 'Duration'],
      rows: rows.map(cells => cells.map(cell => cell || undefined)),
      empty: 'There is no log yet.',
    })}
  </div>`;
}

/** The log of a step or job, or all that there are. */
export function logView(page: RunPage): PageResult {
  const record = findRecord(page);
  if (!record) {
    return renderRunPage(page, {
      view: views.logs,
      title: 'Logs',
      body: html`<h2>Logs</h2>
        ${contents(page)}`,
    });
  }
  if (page.request.query.get('format') === 'text') {
    const text = `${page.build.id}:${record.logId ?? ''}`;
    const lines = page.request.store.readLines(text);
    return {
      kind: 'file',
      name: `${page.build.id}-${record.logId ?? 0}.txt`,
      body: Buffer.from(lines.map(line => `${line}\n`).join('')),
    };
  }
  return renderRunPage(page, {
    view: views.logs,
    title: record.name,
    body: html`<h2>${placeOf(page, record)}</h2>
      ${logBody(page, record)}
      <h2>Other logs</h2>
      ${contents(page, record)}`,
  });
}
