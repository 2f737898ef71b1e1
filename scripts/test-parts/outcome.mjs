// @ts-check

/**
 * What a part found; counts are of real tests.
 *
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} remarks what a reader needs beside the counts
 *
 * @typedef {Counts & { name: string, seconds: number }} Outcome
 */

/** @type {Counts} */
const NOTHING = { passed: 0, failed: 0, skipped: 0, remarks: [] };

/**
 * A part that this machine cannot run.
 *
 * @param {string} reason
 * @returns {Counts}
 */
export function skipped(reason) {
  return { ...NOTHING, skipped: 1, remarks: [`skipped: ${reason}`] };
}

/**
 * A part that could not do its work, whatever the reason.
 *
 * @param {string} reason
 * @returns {Counts}
 */
export function broken(reason) {
  return { ...NOTHING, failed: 1, remarks: [reason] };
}

/**
 * A check that is one test by itself.
 *
 * @param {boolean} holds
 * @param {string[]} remarks
 * @returns {Counts}
 */
export function single(holds, remarks) {
  return holds ? { ...NOTHING, passed: 1 } : { ...NOTHING, failed: 1, remarks };
}

/**
 * What the counts of a test runner mean: a runner that ran nothing, or that failed without a failed
 * test, has failed; and where nothing may be skipped, a skip is a failure.
 *
 * @param {Counts} counts
 * @param {{ exitCode?: number, maySkip: boolean }} options
 * @returns {Counts}
 */
export function settle(counts, { exitCode = 0, maySkip }) {
  const remarks = [...counts.remarks];
  let { failed, skipped: skips } = counts;
  if (counts.passed + failed + skips === 0) {
    failed = 1;
    remarks.push('no test ran, which counts as a failure');
  } else if (exitCode !== 0 && failed === 0) {
    failed = 1;
    remarks.push(`no test failed, but the exit code was ${exitCode}`);
  }
  if (skips > 0 && !maySkip) {
    failed += skips;
    remarks.push(`${skips} skipped, which counts as failed because CI is set`);
    skips = 0;
  }
  return { passed: counts.passed, failed, skipped: skips, remarks };
}

/**
 * The last line of a test run.
 *
 * @param {Outcome[]} outcomes
 */
export function closingLine(outcomes) {
  const { passed, failed, skipped: skips } = total(outcomes);
  return `${passed} passed, ${failed} failed${
    skips > 0 ? `, ${skips} skipped` : ''
  }`;
}

/** @param {Counts[]} outcomes */
export function total(outcomes) {
  return outcomes.reduce(
    (sum, outcome) => ({
      passed: sum.passed + outcome.passed,
      failed: sum.failed + outcome.failed,
      skipped: sum.skipped + outcome.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
