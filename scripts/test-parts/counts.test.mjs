// @ts-check
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { findChromium } from './chromium.mjs';
import { countJest } from './jestPart.mjs';
import { countTap } from './nodeTestPart.mjs';
import { countPlaywright } from './playwrightPart.mjs';

test('From jest come the counts, failed tests by name, and files that did not run', () => {
  const counts = countJest(
    {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      numRuntimeErrorTestSuites: 1,
      testResults: [
        {
          name: '/repository/a.test.ts',
          message: 'all of it',
          status: 'failed',
          assertionResults: [
            { status: 'passed', fullName: 'fine', failureMessages: [] },
            {
              status: 'failed',
              fullName: 'adds up',
              failureMessages: ['2 ≠ 3'],
            },
          ],
        },
        {
          name: '/repository/b.test.ts',
          message: 'Syntax error',
          status: 'failed',
          assertionResults: [],
        },
      ],
    },
    '/repository',
  );
  assert.deepEqual(counts, {
    passed: 5,
    failed: 2,
    skipped: 2,
    remarks: [
      'failed: adds up (a.test.ts)\n  2 ≠ 3',
      'failed: b.test.ts\n  Syntax error',
    ],
  });
});

test('From TAP come the sums, and a report that breaks off has none', () => {
  const sums =
    '# tests 9\n# suites 0\n# pass 5\n# fail 1\n# cancelled 1\n# skipped 1\n# todo 1\n';
  assert.deepEqual(countTap(`TAP version 13\n${sums}`), {
    passed: 5,
    failed: 2,
    skipped: 2,
    remarks: [],
  });
  assert.equal(countTap('TAP version 13\nok 1 - a\n'), undefined);
});

test('From Playwright come the counts, and an error outside of a test has failed', () => {
  assert.deepEqual(
    countPlaywright({
      stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
      errors: [{ message: 'No tests found' }],
    }),
    {
      passed: 4,
      failed: 2,
      skipped: 2,
      remarks: ['1 passed only when tried again'],
    },
  );
});

test('A browser is found by its variable, on the path, or not at all', t => {
  const directory = temporaryDirectory(t);
  const browser = join(directory, 'google-chrome');
  assert.equal(findChromium({ PATH: directory }, []), undefined);
  writeFileSync(browser, '');
  assert.equal(findChromium({ PATH: directory }, []), browser);
  assert.equal(findChromium({ AZURE_MLOPS_CHROMIUM: browser }, []), browser);
  assert.throws(
    () => findChromium({ AZURE_MLOPS_CHROMIUM: '/no/browser' }, []),
    /AZURE_MLOPS_CHROMIUM is "\/no\/browser", where there is no file/,
  );
});
