// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { swallowedItemsOf } from './builtPages.mjs';

/** @param {string} article */
const page = article =>
  `<nav>\n1. Home\n</nav><article class="a">${article}</article>`;

test('an item that became text of the one before is found', () => {
  const html = page(
    '<ol><li><p>Write it:</p>\n<p>and look at it.\n2. Send it.</p>\n<p>Then:\n    - wait</p></li></ol>',
  );
  assert.deepEqual(swallowedItemsOf(html), [
    '2. Send it.</p>',
    '- wait</p></li></ol>',
  ]);
});

test('items, numbers within a line and code are what they are', () => {
  const html = page(
    '<ol>\n<li>Take 2. or 3. of them</li>\n</ol>\n<pre>\n1. printed\n- so\n</pre>\n<p>It is\n2.5 times</p>',
  );
  assert.deepEqual(swallowedItemsOf(html), []);
});
