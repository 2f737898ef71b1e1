// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runToEnd } from './runToEnd.mjs';

/** @param {string} program @param {number} maximumSeconds */
function run(program, maximumSeconds) {
  return runToEnd({
    command: process.execPath,
    args: ['-e', program],
    cwd: process.cwd(),
    environment: process.env,
    maximumSeconds,
  });
}

test('A command that takes too long is ended, and what it printed is kept', async () => {
  const end = await run(
    "console.log('still here'); setTimeout(() => {}, 60000)",
    5,
  );
  assert.equal(end.isOverdue, true);
  assert.notEqual(end.exitCode, 0);
  assert.deepEqual(end.lastLines, ['still here']);
});

test('A command that ends in time keeps its exit code', async () => {
  const end = await run('process.exit(7)', 60);
  assert.equal(end.isOverdue, false);
  assert.equal(end.exitCode, 7);
});
