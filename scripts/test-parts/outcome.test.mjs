// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { broken, closingLine, settle, single, skipped } from './outcome.mjs';

/** @param {import('./outcome.mjs').Counts} counts */
const outcome = counts => ({ ...counts, name: 'sample', seconds: 1 });

test('The closing line adds up all parts', () => {
  const outcomes = [
    outcome({ passed: 40, failed: 2, skipped: 0, remarks: [] }),
    outcome(single(true, [])),
    outcome(broken('no report')),
  ];
  assert.equal(closingLine(outcomes), '41 passed, 3 failed');
});

test('The closing line names skips only when there are some', () => {
  assert.equal(
    closingLine([outcome(single(true, [])), outcome(skipped('no browser'))]),
    '1 passed, 0 failed, 1 skipped',
  );
});

test('A runner that ran no test has failed', () => {
  const counts = { passed: 0, failed: 0, skipped: 0, remarks: [] };
  assert.equal(settle(counts, { maySkip: true }).failed, 1);
});

test('A runner that fails without a failed test has failed', () => {
  const counts = { passed: 9, failed: 0, skipped: 0, remarks: [] };
  assert.equal(settle(counts, { exitCode: 1, maySkip: true }).failed, 1);
  assert.equal(settle(counts, { exitCode: 0, maySkip: true }).failed, 0);
});

test('A skip is a failure where nothing may be skipped', () => {
  const counts = skipped('no browser');
  assert.equal(settle(counts, { maySkip: true }).skipped, 1);
  const strict = settle(counts, { maySkip: false });
  assert.deepEqual([strict.failed, strict.skipped], [1, 0]);
  assert.deepEqual(strict.remarks, [
    'skipped: no browser',
    '1 skipped, which counts as failed because CI is set',
  ]);
});
