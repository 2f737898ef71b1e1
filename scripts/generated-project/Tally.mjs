// @ts-check

/** Counts what held and what did not, over everything that is tried on rendered projects. */
export class Tally {
  constructor() {
    this.passed = 0;
    this.failed = 0;
    this.skipped = 0;
    /** @type {string[]} what a reader needs beside the counts */
    this.remarks = [];
  }

  /** @param {number} [count] */
  pass(count = 1) {
    this.passed += count;
  }

  /**
   * @param {string} title what did not hold
   * @param {string[]} [lines] why
   */
  fail(title, lines = []) {
    this.failed += 1;
    this.remarks.push([`failed: ${title}`, ...lines].join('\n  '));
  }

  /** @param {string} reason */
  skip(reason) {
    this.skipped += 1;
    this.remarks.push(`skipped: ${reason}`);
  }

  /**
   * One test for each title; those with complaints have failed.
   *
   * @param {Map<string, string[]>} complaints by title
   */
  record(complaints) {
    for (const [title, lines] of complaints) {
      if (lines.length > 0) {
        this.fail(title, lines);
      } else {
        this.pass();
      }
    }
  }

  /** @param {Tally} other */
  add({ passed, failed, skipped, remarks }) {
    this.passed += passed;
    this.failed += failed;
    this.skipped += skipped;
    this.remarks.push(...remarks);
  }

  /** @returns {import('../test-parts/outcome.mjs').Counts} */
  counts() {
    const { passed, failed, skipped, remarks } = this;
    return { passed, failed, skipped, remarks };
  }
}
