// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLineReader, plainText } from './lineReader.mjs';

test('Lines and characters that are cut between chunks come out whole', () => {
  /** @type {string[]} */
  const lines = [];
  const reader = createLineReader(line => lines.push(line));
  const bytes = Buffer.from('first\nsecönd\r\n50 %\r100 %\nlast');
  for (const byte of bytes) {
    reader.write(Buffer.from([byte]));
  }
  reader.end();
  assert.deepEqual(
    lines.filter(line => line !== ''),
    ['first', 'secönd', '50 %', '100 %', 'last'],
  );
});

test('Colours are removed from a line', () => {
  assert.equal(
    plainText('\u001b[1;31mred\u001b[0m and plain'),
    'red and plain',
  );
});
