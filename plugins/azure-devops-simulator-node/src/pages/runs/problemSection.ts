import { TaskIssue } from '../../agent/JobListener';
import { TimelineRecord } from '../../store/RunRecords';
import { html, Html } from '../html';
import { link } from '../PageContext';
import { logLines, readableLine } from './logLines';
import { failedTests, logUrl, RunPage, views, viewUrl } from './RunPage';

const lastLines = 12;
const mostProblems = 5;
const mostTests = 5;

/** Names of the stage, the job and the step, as far as there are any. */
export function placeOf(page: RunPage, record: TimelineRecord): string {
  const names = [record.name];
  const parentOf = (child: TimelineRecord) =>
    page.records.find(({ id }) => id === child.parentId);
  for (
    let parent = parentOf(record);
    parent !== undefined && names.length < 5;
    parent = parentOf(parent)
  ) {
    if (
      parent.type !== 'Phase' &&
      !(parent.type === 'Stage' && page.plan?.pipeline.hasImplicitStage)
    ) {
      names.unshift(parent.name);
    }
  }
  return names.join(' › ');
}

/** Issues of a record that none of the records below it tells already. */
export function ownIssues(
  page: RunPage,
  record: TimelineRecord,
): readonly TaskIssue[] {
  if (record.issues.length === 0) {
    return [];
  }
  const below = new Set(
    (page.children.get(record.id) ?? []).flatMap(({ issues }) =>
      issues.map(({ message }) => message),
    ),
  );
  return record.issues.filter(({ message }) => !below.has(message));
}

export function issueList(issues: readonly TaskIssue[]): Html {
  const sorted = [...issues].sort(
    (left, right) =>
      Number(right.type === 'error') - Number(left.type === 'error'),
  );
  return sorted.length === 0
    ? html``
    : html`<ul class="plain">
        ${sorted.map(
          issue =>
            html`<li>
              <strong class="${issue.type === 'error' ? 'bad' : 'warn'}"
                >${issue.type === 'error' ? 'Error' : 'Warning'}:</strong
              >
              <span class="lines">${readableLine(issue.message)}</span>
            </li>`,
        )}
      </ul>`;
}

function endOfLog(page: RunPage, record: TimelineRecord): Html {
  if (record.logId === undefined) {
    return html``;
  }
  const { store } = page.request;
  const text = `${page.build.id}:${record.logId}`;
  const total = store.countLines(text);
  const from = Math.max(1, total - lastLines + 1);
  return html`${total > 0 &&
    logLines({
      lines: store.readLines(text, { from }),
      from,
      address: logUrl(page, record),
    })}
    <p>${link(logUrl(page, record), `Whole log (${total} lines)`)}</p>`;
}

/** What failed by itself: steps first; a job or stage only if nothing below it says why. */
export function culprits(
  records: readonly TimelineRecord[],
): readonly TimelineRecord[] {
  const failed = records.filter(
    ({ result }) => result === 'failed' || result === 'abandoned',
  );
  const isExplained = new Set<string>();
  const byId = new Map(records.map(record => [record.id, record]));
  for (const record of failed) {
    for (
      let parent = byId.get(record.parentId ?? '');
      parent && !isExplained.has(parent.id);
      parent = byId.get(parent.parentId ?? '')
    ) {
      isExplained.add(parent.id);
    }
  }
  return failed
    .filter(({ id, type }) => !isExplained.has(id) && type !== 'Checkpoint')
    .sort((left, right) =>
      (left.finishTime ?? '').localeCompare(right.finishTime ?? ''),
    );
}

function failure(page: RunPage, record: TimelineRecord): Html {
  return html`<div class="problem">
    <h3>${placeOf(page, record)}</h3>
    ${issueList(ownIssues(page, record))} ${endOfLog(page, record)}
  </div>`;
}

function testFailure(page: RunPage): Html {
  const runs = page.testRuns();
  const failed = failedTests(runs);
  const total = runs.reduce((sum, run) => sum + run.results.length, 0);
  return failed.length === 0
    ? html``
    : html`<div class="problem">
        <h3>${failed.length} of ${total} tests failed</h3>
        <ul>
          ${failed
            .slice(0, mostTests)
            .map(
              test =>
                html`<li>
                  ${test.storage &&
                  `${test.storage} › `}${test.name}${test.errorMessage &&
                  html`: <code>${test.errorMessage.split('\n')[0]}</code>`}
                </li>`,
            )}
        </ul>
        <p>${link(viewUrl(page, views.tests), 'All tests')}</p>
      </div>`;
}

/** Mistakes in the pipeline that kept the run from being compiled. */
function validation(page: RunPage): Html {
  const results = page.build.validationResults ?? [];
  return results.length === 0
    ? html``
    : html`<div class="problem">
        <h3>The pipeline could not be compiled</h3>
        <ul class="plain">
          ${results.map(
            ({ result, message }) =>
              html`<li>
                <strong class="${result === 'error' ? 'bad' : 'warn'}"
                  >${result === 'error' ? 'Error' : 'Warning'}:</strong
                >
                <span class="lines">${message}</span>
              </li>`,
          )}
        </ul>
      </div>`;
}

function warnings(page: RunPage, shown: readonly TimelineRecord[]): Html {
  const others = page.records.filter(
    record => ownIssues(page, record).length > 0 && !shown.includes(record),
  );
  return others.length === 0
    ? html``
    : html`<details id="other-issues">
        <summary>
          ${others.length}
          ${others.length === 1 ? 'other place has' : 'other places have'}
          errors or warnings
        </summary>
        ${others.slice(0, 50).map(
          record => html`<h3>${placeOf(page, record)}</h3>
            ${issueList(ownIssues(page, record))}`,
        )}
      </details>`;
}

/** Why a run failed: the first thing that somebody wants to know about it. */
export function problemSection(page: RunPage): Html {
  const failed = culprits(page.records);
  const shown = failed.slice(0, mostProblems);
  const parts = [
    validation(page),
    ...shown.map(record => failure(page, record)),
    failed.length > mostProblems &&
      html`<p>
        ${failed.length - mostProblems} more failed; they are marked below.
      </p>`,
    testFailure(page),
    warnings(page, shown),
  ].filter((part): part is Html => part !== false && part.text !== '');
  return html`<section id="problems" aria-label="Problems" data-live>
    ${parts.length > 0 && html`<h2>What went wrong</h2>`} ${parts}
  </section>`;
}
