import { html } from '../html';
import { logLines } from './logLines';
import { renderRunPage, RunPage, views } from './RunPage';

/** The pipeline as it was run: with all templates in it and every expression of `${{ }}` evaluated. */
export function yamlView(page: RunPage): string {
  const { plan } = page;
  return renderRunPage(page, {
    view: views.yaml,
    title: 'Final YAML',
    body: html`<h2>Final YAML</h2>
      ${plan
        ? html`<p class="muted">
              As it was run: templates are included, and expressions of the form
              <code>${'${{ }}'}</code> are evaluated.
            </p>
            ${logLines({
              lines: plan.yaml.trimEnd().split('\n'),
              from: 1,
              id: 'yaml',
            })}`
        : html`<p class="muted">
            The run has no final YAML: its pipeline has not been compiled.
          </p>`}`,
  });
}
