import { createHash } from 'node:crypto';
import { Html } from './html';

const colours = `
  :root { color-scheme: light dark; --accent: #0067b8; --muted: #5b6470; --line: #d5d9de; --panel: #f5f7f9; --page: #ffffff; --ink: #1c2126; --good: #1a6b2d; --bad: #b3261e; --warn: #7a4d00; --added: #e3f5e7; --removed: #fdeae8; --button: #ffffff; }
  @media (prefers-color-scheme: dark) {
    :root { --accent: #6cb8ff; --muted: #a4adb8; --line: #3a424b; --panel: #232a31; --page: #181c20; --ink: #e8ebee; --good: #7ee08f; --bad: #ffa198; --warn: #f2c14e; --added: #14361f; --removed: #45201d; --button: #10151a; }
  }`;

const frame = `
  * { box-sizing: border-box; }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; background: var(--page); color: var(--ink); }
  header, main, footer { max-width: 72rem; margin: 0 auto; padding: 1rem 1.25rem; }
  header { border-bottom: 1px solid var(--line); display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; }
  header .ways { flex: 1 1 20rem; } header form, header .reader { margin: 0; display: flex; gap: .6rem; align-items: baseline; }
  nav ol { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem .5rem; margin: 0; padding: 0; }
  nav ol li + li::before { content: '/' / ''; color: var(--muted); margin-right: .5rem; }
  nav.sections ul, nav.tabs ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .5rem 0 0; padding: 0; }
  nav.tabs { margin: 1rem 0; border-bottom: 1px solid var(--line); } nav.tabs a { display: inline-block; padding: .3rem .2rem; text-decoration: none; border-bottom: 3px solid transparent; }
  a[aria-current] { color: var(--ink); font-weight: 600; } nav.tabs a[aria-current] { border-color: var(--accent); }
  a { color: var(--accent); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  h1 { font-size: 1.6rem; margin: .5rem 0; overflow-wrap: anywhere; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1.05rem; margin: 1.5rem 0 .4rem; }
  footer { color: var(--muted); font-size: .875rem; border-top: 1px solid var(--line); margin-top: 3rem; }
  .skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .3rem .6rem; z-index: 1; }
  .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }`;

const content = `
  table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .45rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
  th { color: var(--muted); font-weight: 600; } .scroll { overflow-x: auto; position: relative; }
  code, pre { font: .9em/1.5 ui-monospace, monospace; } pre { background: var(--panel); border: 1px solid var(--line); border-radius: 6px; padding: .8rem; overflow-x: auto; }
  .note { background: var(--panel); border-left: 4px solid var(--accent); padding: .6rem .9rem; } .muted { color: var(--muted); }
  .problem { background: var(--panel); border-left: 4px solid var(--bad); padding: .6rem .9rem; margin: 1rem 0; } .problem h3 { margin-top: .3rem; } .problem pre { margin: .5rem 0; background: var(--page); }
  .document { border: 1px solid var(--line); border-radius: 6px; padding: .5rem 1.25rem; overflow-wrap: anywhere; } .document > :first-child { margin-top: .5rem; }
  .lines { white-space: pre-line; } ul.plain { list-style: none; padding: 0; margin: 0; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .3rem 1rem; } dt { color: var(--muted); } dd { margin: 0; overflow-wrap: anywhere; }
  .state { white-space: nowrap; font-weight: 600; } .good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); } .calm { color: var(--muted); } .busy { color: var(--accent); }
  label { display: block; font-weight: 600; margin-top: .8rem; } form.row { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; } form.row label { margin: 0; flex: 0 1 36rem; }
  input, select, textarea { font: inherit; color: inherit; background: var(--page); border: 1px solid var(--muted); border-radius: 4px; padding: .35rem .5rem; width: 100%; max-width: 36rem; }
  button { font: inherit; font-weight: 600; color: var(--button); background: var(--accent); border: 1px solid var(--accent); border-radius: 4px; padding: .35rem .9rem; cursor: pointer; }
  button.second { color: var(--accent); background: transparent; }
  details { border: 1px solid var(--line); border-radius: 6px; padding: .4rem .8rem; margin: .5rem 0; } summary { cursor: pointer; }`;

const runs = `
  ol.stages { list-style: none; margin: 1rem 0; padding: 0 0 .5rem; display: flex; gap: 2.2rem; overflow-x: auto; }
  ol.stages > li { position: relative; display: flex; align-items: center; } ol.stages > li + li::before { content: '→' / ''; position: absolute; left: -1.6rem; color: var(--muted); }
  ol.stages ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .6rem; } ol.stages ul li { border: 2px solid var(--line); border-radius: 6px; padding: .5rem .8rem; min-width: 11rem; max-width: 18rem; background: var(--panel); }
  ol.stages ul li.good { border-color: var(--good); } ol.stages ul li.bad { border-color: var(--bad); } ol.stages ul li.warn { border-color: var(--warn); } ol.stages ul li.busy { border-color: var(--accent); }
  ol.stages ul li { color: var(--ink); } ol.stages small { display: block; color: var(--muted); }
  .log { padding: .5rem 0; font: .9em/1.5 ui-monospace, monospace; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; overflow-x: auto; } .problem .log { background: var(--page); } .log ol { list-style: none; margin: 0; padding: 0; min-width: max-content; } .log li { padding: 0 .8rem 0 0; display: flex; min-height: 1.5em; }
  .log li:target { outline: 2px solid var(--accent); outline-offset: -2px; } .log a.number { flex: none; width: 5rem; padding-right: 1rem; text-align: right; text-decoration: none; color: var(--muted); user-select: none; }
  .log .text { white-space: pre; } .log .error { background: var(--removed); } .log .error .text { color: var(--bad); font-weight: 600; } .log .warning .text { color: var(--warn); font-weight: 600; } .log .section .text { color: var(--good); font-weight: 600; } .log .command .text { color: var(--accent); } .log .debug .text { color: var(--muted); }`;

const differences = `
  table.diff { font: .85em/1.45 ui-monospace, monospace; } table.diff td { border: 0; padding: 0 .5rem; } table.diff td.text { white-space: pre; } table.diff td.number { width: 1%; text-align: right; color: var(--muted); user-select: none; }
  table.diff tr.added { background: var(--added); } table.diff tr.removed { background: var(--removed); } table.diff tr.place { background: var(--panel); } table.diff tr.added .number, table.diff tr.removed .number, table.diff tr.place td { color: var(--ink); }
  table.diff td.sign { width: 1%; user-select: none; } .file { border: 1px solid var(--line); border-radius: 6px; margin: 1rem 0; } .file h3 { margin: 0; padding: .5rem .8rem; background: var(--panel); border-bottom: 1px solid var(--line); font-size: .95rem; overflow-wrap: anywhere; } .file p { margin: .6rem .8rem; }`;

const style = [colours, frame, content, runs, differences].join('');

/** The style of every page; the policy below lets no other one in. */
export const styleElement = new Html(`<style>${style}</style>`);

/** Source of the style for a content security policy. */
export const styleSource = `'sha256-${createHash('sha256')
  .update(style)
  .digest('base64')}'`;
