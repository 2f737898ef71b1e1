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
 * @property {boolean} isOverdue whether it was ended because it took too long
 */

/**
 * Runs a command to its end. The whole output goes to the log file; the terminal shows its newest
 * line every few seconds, which is enough to see that it moves.
 *
 * @param {import('./processGroup.mjs').ProcessDefinition & {
 *   print?: (line: string) => void,
 *   maximumSeconds?: number,
 * }} definition
 * @returns {Promise<FinishedProcess>}
 */
export async function runToEnd({ print, maximumSeconds, ...definition }) {
  const started = Date.now();
  let isOverdue = false;
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
  const limit =
    maximumSeconds === undefined
      ? undefined
      : setTimeout(() => {
          isOverdue = true;
          group.stop();
        }, maximumSeconds * 1000);

  try {
    const end = await group.ended;
    return {
      exitCode: end.code ?? 1,
      lastLines: group.lastLines(),
      startError: end.error?.message,
      isOverdue,
    };
  } finally {
    clearInterval(timer);
    clearTimeout(limit);
  }
}
