// @ts-check
import { relative } from 'node:path';
import { broken, settle } from './outcome.mjs';
import { runYarn } from './part.mjs';
import { readReport, reportFile } from './reportFile.mjs';

const SHOWN_MESSAGE_LINES = 12;
const SHOWN_FAILURES = 20;

/**
 * What jest writes with --json, as far as it is read here.
 *
 * @typedef {object} JestReport
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 * @property {number} numRuntimeErrorTestSuites
 * @property {JestSuite[]} testResults
 *
 * @typedef {object} JestSuite
 * @property {string} name path of the file
 * @property {string} message
 * @property {string} status
 * @property {{ status: string, fullName: string, failureMessages: string[] }[]} assertionResults
 */

/**
 * The unit and integration tests of all packages, or those of the given paths.
 *
 * @param {{
 *   id: string,
 *   name: string,
 *   paths?: string[],
 *   environment?: NodeJS.ProcessEnv,
 *   onDemand?: boolean,
 * }} definition
 * @returns {import('./part.mjs').Part}
 */
export function jestPart({ id, name, paths = [], environment, onDemand }) {
  return {
    id,
    name,
    onDemand,
    needs: ['dependencies'],
    async run(context) {
      const file = reportFile(id);
      const { exitCode, lastLines, logRemark } = await runYarn(context, {
        id,
        args: [
          'backstage-cli',
          'repo',
          'test',
          '--watch=false',
          '--maxWorkers=2',
          '--json',
          `--outputFile=${file}`,
          ...paths,
        ],
        // Set by a test runner or a shell for itself; jest and Backstage choose their own.
        environment: { NODE_ENV: 'test', ...environment },
      });
      /** @type {JestReport | undefined} */
      const report = readReport(file);
      if (!report) {
        return broken(
          [...lastLines, `jest ended early: ${logRemark}`].join('\n'),
        );
      }
      const counts = countJest(report, context.repositoryRoot);
      if (counts.failed > 0) {
        counts.remarks.push(logRemark);
      }
      return settle(counts, { exitCode, maySkip: context.maySkip });
    },
  };
}

/**
 * A file that could not be run at all counts as one failed test.
 *
 * @param {JestReport} report
 * @param {string} root
 * @returns {import('./outcome.mjs').Counts}
 */
export function countJest(report, root) {
  const failures = report.testResults.flatMap(suite => {
    const file = relative(root, suite.name);
    const tests = suite.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(test =>
        describe(`${test.fullName} (${file})`, test.failureMessages.join('\n')),
      );
    return suite.status === 'failed' && tests.length === 0
      ? [describe(file, suite.message)]
      : tests;
  });
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
    remarks: failures.slice(0, SHOWN_FAILURES),
  };
}

/**
 * @param {string} title
 * @param {string} message
 */
function describe(title, message) {
  return [
    `failed: ${title}`,
    ...message.split('\n').slice(0, SHOWN_MESSAGE_LINES),
  ].join('\n  ');
}
