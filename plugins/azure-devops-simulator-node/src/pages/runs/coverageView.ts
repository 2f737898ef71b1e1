import { html, Html } from '../html';
import { renderRunPage, RunPage, views } from './RunPage';

function share(label: string, covered: number, total: number): Html {
  const percent = total > 0 ? (covered / total) * 100 : 0;
  return html`<dt>${label}</dt>
    <dd>
      ${total === 0
        ? 'none counted'
        : html`${percent.toFixed(1)} % (${covered} of ${total})
            <meter
              min="0"
              max="100"
              value="${percent.toFixed(1)}"
              aria-label="${label} covered"
            ></meter>`}
    </dd>`;
}

/** How much of the code the tests of the run have reached. */
export function coverageView(page: RunPage): string {
  const coverage = page.request.store.get('coverage', page.build.id);
  return renderRunPage(page, {
    view: views.coverage,
    title: 'Code coverage',
    body: html`<h2>Code coverage</h2>
      ${coverage
        ? html`<dl>
            ${share('Lines', coverage.linesCovered, coverage.linesTotal)}
            ${share(
              'Branches',
              coverage.branchesCovered,
              coverage.branchesTotal,
            )}
          </dl>`
        : html`<p class="muted">The run has published no code coverage.</p>`}`,
  });
}
