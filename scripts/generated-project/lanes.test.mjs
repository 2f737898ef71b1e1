// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { runInLanes } from './lanes.mjs';

test('no more items are worked on at the same time than there are lanes, and every item once', async () => {
  let running = 0;
  let most = 0;
  /** @type {number[]} */
  const done = [];
  await runInLanes(
    [5, 1, 3, 2, 4, 1],
    async item => {
      running += 1;
      most = Math.max(most, running);
      await delay(item);
      running -= 1;
      done.push(item);
    },
    2,
  );
  assert.equal(most, 2);
  assert.deepEqual(done.sort(), [1, 1, 2, 3, 4, 5]);
});

test('a failure is passed on, and nothing new begins after it', async () => {
  /** @type {string[]} */
  const begun = [];
  await assert.rejects(
    runInLanes(
      ['a', 'b', 'c'],
      async item => {
        begun.push(item);
        await delay(1);
        throw new Error(`${item} failed`);
      },
      1,
    ),
    /a failed/,
  );
  assert.deepEqual(begun, ['a']);
});
