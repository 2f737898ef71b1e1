// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shapeDifferences } from './compareShapes.mjs';

test('other values of the same kind are no difference', () => {
  assert.deepEqual(
    shapeDifferences({
      recorded: { id: 1, name: 'a', links: { self: { href: 'x' } } },
      actual: { id: 2, name: 'b', links: { self: { href: 'y' } }, more: true },
    }),
    [],
  );
});

test('what is absent or of another kind is named by its path', () => {
  assert.deepEqual(
    shapeDifferences({
      recorded: { id: 1, queue: { name: 'q', pool: {} }, tags: ['a'] },
      actual: { id: '1', queue: { pool: {} }, tags: { a: 1 } },
    }),
    [
      'id: number expected, string found',
      'queue.name: string expected, nothing found',
      'tags: list expected, object found',
    ],
  );
});

test('nothing, an empty list and an empty object ask for nothing', () => {
  assert.deepEqual(
    shapeDifferences({
      recorded: { a: null, b: [], c: {} },
      actual: { b: [1] },
    }),
    [],
  );
});

test('of a list, one item has to have what the recorded ones have in common', () => {
  const recorded = [
    { id: 1, name: 'a', comment: 'c' },
    { id: 2, name: 'b', description: 'd' },
  ];
  assert.deepEqual(
    shapeDifferences({ recorded, actual: [{ id: 3 }, { id: 4, name: 'd' }] }),
    [],
  );
  assert.deepEqual(
    shapeDifferences({
      recorded: { value: recorded },
      actual: { value: [{ id: 3 }] },
    }),
    ['value[].name: string expected, nothing found'],
  );
});

test('a list with items is not answered with an empty one', () => {
  assert.deepEqual(
    shapeDifferences({ recorded: { value: [1] }, actual: { value: [] } }),
    ['value: an item expected, none found'],
  );
});

test('an answer that is another kind of thing as a whole is said to be so', () => {
  assert.deepEqual(
    shapeDifferences({ recorded: { id: 1 }, actual: 'not found' }),
    ['(answer): object expected, string found'],
  );
});
