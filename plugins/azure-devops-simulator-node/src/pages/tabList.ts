import { html, Html } from './html';

/** The views of one thing, of which one is open. */
export function tabList(options: {
  readonly label: string;
  readonly entries: readonly {
    readonly label: string;
    readonly href: string;
    readonly isCurrent: boolean;
  }[];
}): Html {
  return html`<nav class="tabs" aria-label="${options.label}">
    <ul>
      ${options.entries.map(
        ({ label, href, isCurrent }) =>
          html`<li>
            <a href="${href}" ${isCurrent && html` aria-current="page"`}
              >${label}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}
