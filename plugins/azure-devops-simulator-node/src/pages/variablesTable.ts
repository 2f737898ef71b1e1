import { VariableValue } from '../store/records';
import { html, Html } from './html';
import { table } from './PageContext';

/** Variables with their values; secrets are not shown. */
export function variablesTable(
  variables: Readonly<Record<string, VariableValue>>,
): Html {
  return table({
    caption: 'Variables',
    head: ['Name', 'Value'],
    rows: Object.entries(variables).map(([name, variable]) => [
      html`<code>${name}</code>`,
      variable.isSecret
        ? html`<span class="muted">secret</span>`
        : html`<code>${variable.value ?? ''}</code>`,
    ]),
    empty: 'There is no variable.',
  });
}
