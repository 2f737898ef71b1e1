import { html, Html } from './html';
import { liveScriptPath } from './liveScript';
import { mayChange, Reader } from './Reader';
import { styleElement } from './style';

export interface Breadcrumb {
  readonly label: string;
  readonly href: string;
}

const seconds = 5;

/** Who reads: a way to sign in, or the name and a way out. */
function readerArea(reader: Reader): Html {
  const { session, address } = reader;
  const query = new URLSearchParams({ returnTo: address });
  return session
    ? html`<form class="reader" method="post" action="/_signout">
        <input type="hidden" name="formToken" value="${session.formToken}" />
        <span
          >${session.authentication.user.displayName}${!mayChange(session) &&
          ' (may only read)'}</span
        >
        <button class="second">Sign out</button>
      </form>`
    : html`<p class="reader">
        <a href="/_signin?${query.toString()}">Sign in</a>
      </p>`;
}

function navigation(
  breadcrumbs: readonly Breadcrumb[],
  sections: readonly Breadcrumb[],
): Html {
  return html`<div class="ways">
    <nav aria-label="Breadcrumb">
      <ol>
        ${breadcrumbs.map(
          crumb => html`<li><a href="${crumb.href}">${crumb.label}</a></li>`,
        )}
      </ol>
    </nav>
    ${sections.length > 0 &&
    html`<nav class="sections" aria-label="Sections">
      <ul>
        ${sections.map(
          section =>
            html`<li><a href="${section.href}">${section.label}</a></li>`,
        )}
      </ul>
    </nav>`}
  </div>`;
}

/** A live page renews itself: by a script of its own, or without one as a whole. */
const liveHead = html`<script src="${liveScriptPath}" defer></script>
  <noscript><meta http-equiv="refresh" content="${seconds}" /></noscript>`;

/** A whole page. Everything is in it: no fonts or images, and no script from elsewhere. */
export function layout(options: {
  readonly title: string;
  readonly breadcrumbs: readonly Breadcrumb[];
  readonly sections?: readonly Breadcrumb[];
  readonly body: Html;
  readonly reader?: Reader;
  /** The page shows something that is under way. */
  readonly isLive?: boolean;
}): string {
  const { title, breadcrumbs, sections = [], body, reader, isLive } = options;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - Azure DevOps simulator</title>
        ${styleElement} ${isLive && liveHead}
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header>
          ${navigation(breadcrumbs, sections)} ${reader && readerArea(reader)}
        </header>
        <main id="content">${body}</main>
        <footer>
          Azure DevOps simulator: a local stand-in for development and tests.
          Everybody who reaches it may read these pages; changes are made
          through REST, git and, after signing in, on the page of a run.
        </footer>
      </body>
    </html> `.text;
}
