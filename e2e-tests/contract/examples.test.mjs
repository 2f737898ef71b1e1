// @ts-check
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  TOKEN,
  withSimulator,
} from '../../scripts/contract/exerciseThroughProxy.mjs';
import { acceptedDifferences } from '../../scripts/contract/examples/acceptedDifferences.mjs';
import { compareExample } from '../../scripts/contract/examples/compareExamples.mjs';
import { makeOneOfEach } from '../../scripts/contract/examples/makeOneOfEach.mjs';
import { publishedExamples } from '../../scripts/contract/examples/publishedExamples.mjs';
import { setUp } from '../../scripts/setup/setUp.mjs';

/** @typedef {import('../../scripts/contract/examples/compareExamples.mjs').Comparison} Comparison */

/** @type {Map<string, Comparison>} */
const comparisons = new Map();

before(async () => {
  const nodeEnvironment = await setUp({ print: () => {} });
  await withSimulator(
    { nodeEnvironment, name: 'contract-examples' },
    async host => {
      const url = `${host}/contoso`;
      const made = await makeOneOfEach({ url, token: TOKEN });
      for (const example of publishedExamples) {
        comparisons.set(
          example.file,
          await compareExample({ example, made, url, token: TOKEN }),
        );
      }
    },
  );
});

for (const { area, file, path } of publishedExamples) {
  test(`GET ${path} has what the published example of ${area} has`, () => {
    assert.deepEqual(comparisons.get(file)?.differences, []);
  });
}

test('no difference is accepted that there is not', () => {
  const found = new Set(
    [...comparisons.values()].flatMap(({ accepted }) => accepted),
  );
  assert.deepEqual(
    acceptedDifferences
      .map(({ reason }) => reason)
      .filter(reason => !found.has(reason)),
    [],
  );
});
