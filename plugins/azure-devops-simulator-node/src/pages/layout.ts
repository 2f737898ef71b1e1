import { html, Html } from './html';

export interface Breadcrumb {
  readonly label: string;
  readonly href: string;
}

const style = `
  :root { color-scheme: light dark; --accent: #0067b8; --muted: #5b6470; --line: #d5d9de; --panel: #f5f7f9; --page: #ffffff; --ink: #1c2126; }
  @media (prefers-color-scheme: dark) {
    :root { --accent: #6cb8ff; --muted: #a4adb8; --line: #3a424b; --panel: #232a31; --page: #181c20; --ink: #e8ebee; }
  }
  * { box-sizing: border-box; }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: var(--page); color: var(--ink); }
  header, main, footer { max-width: 62rem; margin: 0 auto; padding: 1rem 1.25rem; }
  header { border-bottom: 1px solid var(--line); }
  nav ol { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin: 0; padding: 0; }
  nav ol li + li::before { content: '/'; color: var(--muted); margin-right: .5rem; }
  nav.sections ul { list-style: none; display: flex; flex-wrap: wrap; gap: 1rem; margin: .5rem 0 0; padding: 0; }
  a { color: var(--accent); }
  a:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  h1 { font-size: 1.6rem; margin: .5rem 0; } h2 { font-size: 1.2rem; margin-top: 2rem; }
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
  th { color: var(--muted); font-weight: 600; } .scroll { overflow-x: auto; }
  code, pre { font: .9em/1.5 ui-monospace, monospace; } pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .8rem; overflow-x: auto; }
  .note { background: var(--panel); border-left: 4px solid var(--accent); padding: .6rem .9rem; } .muted { color: var(--muted); }
  .document { border: 1px solid var(--line); border-radius: 6px; padding: .5rem 1.25rem; overflow-wrap: anywhere; } .document > :first-child { margin-top: .5rem; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; } dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
  footer { color: var(--muted); font-size: .875rem; border-top: 1px solid var(--line); margin-top: 3rem; }
  .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; }
`;

/** A whole page. Everything is in it: no scripts, no fonts or images from elsewhere. */
export function layout(options: {
  readonly title: string;
  readonly breadcrumbs: readonly Breadcrumb[];
  readonly sections?: readonly Breadcrumb[];
  readonly body: Html;
}): string {
  const { title, breadcrumbs, sections = [], body } = options;
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} - Azure DevOps simulator</title>
        <style>
          ${new Html(style)}
        </style>
      </head>
      <body>
        <a class="skip" href="#content">Skip to content</a>
        <header>
          <nav aria-label="Breadcrumb">
            <ol>
              ${breadcrumbs.map(
                crumb =>
                  html`<li><a href="${crumb.href}">${crumb.label}</a></li>`,
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
        </header>
        <main id="content">${body}</main>
        <footer>
          Azure DevOps simulator: a local stand-in for development and tests.
          These pages are read-only; changes are made through REST and git.
        </footer>
      </body>
    </html> `.text;
}
