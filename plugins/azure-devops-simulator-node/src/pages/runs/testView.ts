import { TestCaseResult } from '../../agent/JobListener';
import { html, Html } from '../html';
import { pagedList } from '../pagedList';
import { table } from '../PageContext';
import { stateBadge, State } from '../stateBadge';
import { failedTests, renderRunPage, RunPage, views } from './RunPage';

const mostFailures = 200;

const states: Readonly<Record<TestCaseResult['outcome'], State>> = {
  Passed: { tone: 'good', label: 'passed' },
  Failed: { tone: 'bad', label: 'failed' },
  NotExecuted: { tone: 'calm', label: 'not executed' },
};

function seconds(test: TestCaseResult): string {
  return `${(test.durationMilliseconds / 1000).toFixed(3)} s`;
}

function failure(test: TestCaseResult): Html {
  return html`<div class="problem">
    <h3>${test.name} ${stateBadge(states.Failed)}</h3>
    <p class="muted">${test.storage} · ${seconds(test)}</p>
    ${test.errorMessage && html`<pre tabindex="0">${test.errorMessage}</pre>`}
    ${test.stackTrace && html`<pre tabindex="0">${test.stackTrace}</pre>`}
  </div>`;
}

/** The published test results: those that failed first, with message and stack. */
export function testView(page: RunPage): string {
  const runs = page.testRuns();
  const failed = failedTests(runs);
  const others = runs
    .flatMap(run => run.results.map(test => ({ run, test })))
    .filter(({ test }) => test.outcome !== 'Failed');
  const list = pagedList(page.request, others, {
    size: 100,
    label: 'Parts of the list of tests',
  });
  const total = failed.length + others.length;
  return renderRunPage(page, {
    view: views.tests,
    title: 'Tests',
    body: html`<h2>Tests</h2>
      <p>
        ${total === 0
          ? 'The run has published no test results.'
          : `${total} tests in ${runs.map(({ name }) => name).join(', ')}: ${
              failed.length
            } failed, ${
              others.filter(({ test }) => test.outcome === 'Passed').length
            } passed.`}
      </p>
      ${failed.slice(0, mostFailures).map(failure)}
      ${failed.length > mostFailures &&
      html`<p>${failed.length - mostFailures} more failed.</p>`}
      ${others.length > 0 &&
      html`<h2>Other tests</h2>
        ${list.navigation}
        ${table({
          caption: 'Tests that did not fail',
          head: ['Test', 'In', 'Outcome', 'Duration'],
          rows: list.shown.map(({ test }) => [
            test.name,
            test.storage,
            stateBadge(states[test.outcome]),
            seconds(test),
          ]),
          empty: '',
        })}`}`,
  });
}
