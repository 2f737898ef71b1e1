// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { perform } from './setUp.mjs';

/**
 * @param {(line: string) => void} print
 * @param {string} [toolsDirectory]
 */
const contextWith = (print, toolsDirectory) =>
  /** @type {import('./setUp.mjs').SetUpContext} */ ({ print, toolsDirectory });

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

test('A step that works says what it does, and how long it took', async t => {
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
    contextWith(line => lines.push(line), temporaryDirectory(t)),
  );
  assert.equal(result, 'made');
  assert.equal(lines[0], 'Sample: installing');
  assert.match(lines[1], /^Sample: done in \d+\.\d s$/);
});

test('Of two set-ups at once, one does the work and the other waits for it', async t => {
  const directory = temporaryDirectory(t);
  let isDone = false;
  let works = 0;
  /** @type {string[]} */
  const lines = [];
  const setUpOnce = () =>
    perform(
      {
        name: 'Sample',
        prepare: async () =>
          isDone
            ? { isCurrent: true, result: 'found' }
            : {
                isCurrent: false,
                reason: 'installing',
                work: async () => {
                  works += 1;
                  await delay(50);
                  isDone = true;
                  return 'made';
                },
              },
      },
      contextWith(line => lines.push(line), directory),
    );
  assert.deepEqual(await Promise.all([setUpOnce(), setUpOnce()]), [
    'made',
    'found',
  ]);
  assert.equal(works, 1);
  assert.ok(
    lines.includes(`Waiting for another set-up (process ${process.pid})`),
  );
});

test('A step that fails gives the turn to the next', async t => {
  const directory = temporaryDirectory(t);
  /** @param {() => Promise<string>} work */
  const run = work =>
    perform(
      {
        name: 'Sample',
        prepare: async () => ({ isCurrent: false, reason: 'installing', work }),
      },
      contextWith(() => {}, directory),
    );
  await assert.rejects(
    run(async () => {
      throw new Error('no network');
    }),
    /no network/,
  );
  assert.equal(await run(async () => 'made'), 'made');
});
