import { html, Html } from '../html';

const escape = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/** Colours and movements of a terminal: no use on a page. */
const terminalCodes = new RegExp(
  `${escape}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${bell}${escape}]*(?:${bell}|${escape}\\\\)?|[@-Z\\\\-_])`,
  'g',
);

/** A log keeps the time of each line in front of it. */
const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,7}Z ?/;

const longestLine = 5000;

/** A line as people read it. */
export function readableLine(line: string): string {
  const plain = line.replace(timestamp, '').replace(terminalCodes, '');
  return plain.length > longestLine
    ? `${plain.slice(0, longestLine)} … (${
        plain.length - longestLine
      } more characters are in the whole log)`
    : plain;
}

const marks: Readonly<Record<string, string>> = {
  error: 'error',
  warning: 'warning',
  section: 'section',
  group: 'section',
  command: 'command',
  debug: 'debug',
};

function kindOf(line: string): string {
  const mark = /^##\[(\w+)\]/.exec(line)?.[1].toLowerCase() ?? '';
  return Object.hasOwn(marks, mark) ? marks[mark] : '';
}

/** Whether a line reports an error, as the agent marks it. */
export function isErrorLine(line: string): boolean {
  return kindOf(readableLine(line)) === 'error';
}

/** Lines with numbers that can be linked to; the marks (`##[error]`) stay in the text. */
export function logLines(options: {
  readonly lines: readonly string[];
  /** Number of the first line. */
  readonly from: number;
  /** Address of a line for links; the page itself if absent. */
  readonly address?: string;
  /** Set once in a page: its lines are anchors, and new ones come at the end. */
  readonly id?: string;
}): Html {
  const { lines, from, address = '', id } = options;
  return html`<div class="log" role="region" tabindex="0" aria-label="Log"><ol${
    id ? html` id="${id}" data-log` : ''
  }>${lines.map((line, index) => {
    const number = from + index;
    const text = readableLine(line);
    const href = `${address}#L${number}`;
    const anchor = id && html` id="L${number}"`;
    return html`<li class="${kindOf(text)}" ${anchor} data-line="${number}">
      <a class="number" href="${href}" aria-label="Line ${number}">${number}</a
      ><span class="text">${text}</span>
    </li>`;
  })}</ol></div>`;
}
