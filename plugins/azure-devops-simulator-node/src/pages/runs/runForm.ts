import { html, Html } from '../html';
import { link } from '../PageContext';
import { mayChange } from '../Reader';
import { signInPath } from '../signInPages';
import { RunPage } from './RunPage';

/** A form of the run's page, or the way to sign in first. */
export function runForm(page: RunPage, what: string, fields: Html): Html {
  const { session, address } = page.request.reader;
  if (!session) {
    const query = new URLSearchParams({ returnTo: address });
    return html`<p>
      ${link(`${signInPath}?${query}`, 'Sign in')} to ${what}.
    </p>`;
  }
  return mayChange(session)
    ? html`<form class="row" method="post" action="${page.url}">
        <input type="hidden" name="formToken" value="${session.formToken}" />
        ${fields}
      </form>`
    : html`<p class="muted">Your token may only read: it cannot ${what}.</p>`;
}
