// @ts-check
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { broken, settle } from './outcome.mjs';
import { runLogged } from './part.mjs';
import { reportFile } from './reportFile.mjs';

const SHOWN_LINES = 60;

/**
 * Every `*.test.mjs` below a folder. What needs nothing of the set-up is run by the Node that runs
 * the scripts, because it must work before anything is installed.
 *
 * @param {{
 *   id: string,
 *   name: string,
 *   folder: string,
 *   needs?: import('../setup/setUp.mjs').SetUpPart[],
 * }} definition
 * @returns {import('./part.mjs').Part}
 */
export function nodeTestPart({ id, name, folder, needs = [] }) {
  return {
    id,
    name,
    needs,
    async run(context) {
      const report = reportFile(id);
      const { executable, environment } =
        needs.length > 0
          ? context.nodeEnvironment
          : { executable: process.execPath, environment: process.env };
      const { exitCode, lastLines, logRemark } = await runLogged(context, {
        id,
        command: executable,
        args: [
          '--test',
          '--test-reporter=spec',
          '--test-reporter-destination=stdout',
          '--test-reporter=tap',
          `--test-reporter-destination=${report}`,
          ...listTests(join(context.repositoryRoot, folder)),
        ],
        environment,
      });
      const tap = existsSync(report) ? readFileSync(report, 'utf8') : '';
      const counts = countTap(tap);
      if (!counts) {
        return broken(
          [...lastLines, `node --test ended early: ${logRemark}`].join('\n'),
        );
      }
      if (counts.failed > 0) {
        counts.remarks.push(...lastLines.slice(-SHOWN_LINES), logRemark);
      }
      return settle(counts, { exitCode, maySkip: context.maySkip });
    },
  };
}

/**
 * The sums at the end of a TAP report.
 *
 * @param {string} tap
 * @returns {import('./outcome.mjs').Counts | undefined} undefined when it has no sums
 */
export function countTap(tap) {
  /** @param {string} name */
  const sum = name =>
    Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1]);
  const counts = {
    passed: sum('pass'),
    failed: sum('fail') + sum('cancelled'),
    skipped: sum('skipped') + sum('todo'),
    remarks: [],
  };
  return Number.isNaN(counts.passed + counts.failed + counts.skipped)
    ? undefined
    : counts;
}

/**
 * @param {string} directory
 * @returns {string[]}
 */
function listTests(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap(entry => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) {
      return listTests(path);
    }
    return entry.name.endsWith('.test.mjs') ? [path] : [];
  });
}
