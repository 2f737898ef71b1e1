// @ts-check
import { CHROMIUM_VARIABLE, findChromium } from './chromium.mjs';
import { broken, settle, skipped } from './outcome.mjs';
import { runYarn } from './part.mjs';
import { readReport, reportFile } from './reportFile.mjs';

const SHOWN_LINES = 60;

/**
 * What Playwright's JSON reporter writes, as far as it is read here.
 *
 * @typedef {object} PlaywrightReport
 * @property {{ expected: number, unexpected: number, flaky: number, skipped: number }} stats
 * @property {{ message?: string }[]} [errors] outside of any test
 */

/**
 * The portal in a real browser.
 *
 * @param {{ id: string, name: string }} definition
 * @returns {import('./part.mjs').Part}
 */
export function playwrightPart({ id, name }) {
  return {
    id,
    name,
    needs: ['dependencies', 'python', 'frontend'],
    async run(context) {
      const chromium = findChromium(process.env);
      if (!chromium) {
        return settle(
          skipped(
            `no Chromium on the path: install one (Debian: "sudo apt-get install chromium") or name it in ${CHROMIUM_VARIABLE}`,
          ),
          { maySkip: context.maySkip },
        );
      }
      const file = reportFile(id);
      const { exitCode, lastLines, logRemark } = await runYarn(context, {
        id,
        args: [
          'workspace',
          'e2e-tests',
          'playwright',
          'test',
          '--reporter=list,json',
        ],
        environment: {
          [CHROMIUM_VARIABLE]: chromium,
          PLAYWRIGHT_JSON_OUTPUT_FILE: file,
        },
      });
      /** @type {PlaywrightReport | undefined} */
      const report = readReport(file);
      if (!report) {
        return broken(
          [...lastLines, `Playwright ended early: ${logRemark}`].join('\n'),
        );
      }
      const counts = countPlaywright(report);
      if (exitCode !== 0) {
        counts.remarks.push(...lastLines.slice(-SHOWN_LINES), logRemark);
      }
      return settle(counts, { exitCode, maySkip: context.maySkip });
    },
  };
}

/**
 * A test that passed only at the second attempt has passed, and is named.
 *
 * @param {PlaywrightReport} report
 * @returns {import('./outcome.mjs').Counts}
 */
export function countPlaywright({ stats, errors = [] }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    remarks:
      stats.flaky > 0 ? [`${stats.flaky} passed only when tried again`] : [],
  };
}
