// @ts-check
import { plainText } from './lineReader.mjs';
import { startProcessGroup } from './processGroup.mjs';

const PROGRESS_MILLISECONDS = 5_000;
const PROGRESS_WIDTH = 100;

/**
 * @typedef {object} FinishedProcess
 * @property {number} exitCode
 * @property {string[]} lastLines
 * @property {string} [startError]
 */

/**
 * Runs a command to its end. The whole output goes to the log file; the terminal shows its newest
 * line every few seconds, which is enough to see that it moves.
 *
 * @param {import('./processGroup.mjs').ProcessDefinition & { print?: (line: string) => void }} definition
 * @returns {Promise<FinishedProcess>}
 */
export async function runToEnd({ print, ...definition }) {
  const started = Date.now();
  let newest = '';
  const group = startProcessGroup({
    ...definition,
    onLine: line => {
      definition.onLine?.(line);
      newest = plainText(line).trim() || newest;
    },
  });
  const timer = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    print?.(`  ${seconds} s  ${newest.slice(0, PROGRESS_WIDTH)}`.trimEnd());
  }, PROGRESS_MILLISECONDS);

  try {
    const end = await group.ended;
    return {
      exitCode: end.code ?? 1,
      lastLines: group.lastLines(),
      startError: end.error?.message,
    };
  } finally {
    clearInterval(timer);
  }
}
