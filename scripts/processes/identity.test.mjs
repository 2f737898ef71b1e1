// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { identifyProcess, isSameProcess } from './identity.mjs';

test('A running process is recognized until it ends', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60000)']);
  const identity = identifyProcess(/** @type {number} */ (child.pid));
  assert.equal(isSameProcess(identity), true);
  child.kill('SIGKILL');
  await once(child, 'exit');
  assert.equal(isSameProcess(identity), false);
});

test('Another process with the same number is not taken for the one that was meant', () => {
  assert.equal(
    isSameProcess({ pid: process.pid, started: 'another boot 17' }),
    false,
  );
});
