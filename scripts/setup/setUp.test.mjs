// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { perform } from './setUp.mjs';

/** @param {(line: string) => void} print */
const contextWith = print =>
  /** @type {import('./setUp.mjs').SetUpContext} */ ({ print });

test('A step that is current says nothing and does nothing', async () => {
  /** @type {string[]} */
  const lines = [];
  const result = await perform(
    {
      name: 'Sample',
      prepare: async () => ({ isCurrent: true, result: 'kept' }),
    },
    contextWith(line => lines.push(line)),
  );
  assert.equal(result, 'kept');
  assert.deepEqual(lines, []);
});

test('A step that works says what it does, and how long it took', async () => {
  /** @type {string[]} */
  const lines = [];
  const result = await perform(
    {
      name: 'Sample',
      prepare: async () => ({
        isCurrent: false,
        reason: 'installing',
        work: async () => 'made',
      }),
    },
    contextWith(line => lines.push(line)),
  );
  assert.equal(result, 'made');
  assert.equal(lines[0], 'Sample: installing');
  assert.match(lines[1], /^Sample: done in \d+\.\d s$/);
});
