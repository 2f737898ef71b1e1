// @ts-check
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { contractDirectory } from '../../scripts/contract/contractDirectory.mjs';
import {
  TOKEN,
  withSimulator,
} from '../../scripts/contract/exerciseThroughProxy.mjs';
import {
  acceptedDifferences,
  leftOut,
} from '../../scripts/contract/replay/differences.mjs';
import { replayRecording } from '../../scripts/contract/replay/replayRecording.mjs';
import { setUp } from '../../scripts/setup/setUp.mjs';

/** @typedef {import('../../scripts/contract/replay/replayRecording.mjs').Recording} Recording */

/** @type {Recording[]} */
const exchanges = readFileSync(
  join(contractDirectory, 'recordings', 'azure-devops-cli.jsonl'),
  'utf8',
)
  .split('\n')
  .filter(line => line !== '')
  .map(line => JSON.parse(line));

/** @type {Map<string, Recording[]>} scenarios of which there is anything to replay */
const scenarios = new Map(
  [...new Set(exchanges.map(({ source }) => source))]
    .map(
      source =>
        /** @type {const} */ ([
          source,
          exchanges.filter(exchange => exchange.source === source),
        ]),
    )
    .filter(([, recordings]) =>
      recordings.some(
        recording => !leftOut.some(({ matches }) => matches(recording)),
      ),
    ),
);

/** @type {Map<string, import('../../scripts/contract/replay/replayRecording.mjs').Replay>} */
const replays = new Map();

before(async () => {
  const nodeEnvironment = await setUp({ print: () => {} });
  const organizations = [...scenarios.keys()].map(organizationOf);
  await withSimulator(
    { nodeEnvironment, name: 'contract-recordings', organizations },
    async url => {
      for (const [source, recordings] of scenarios) {
        const organization = organizationOf(source);
        replays.set(
          source,
          await replayRecording({
            recordings,
            url,
            token: TOKEN,
            organization,
          }),
        );
      }
    },
  );
});

for (const source of scenarios.keys()) {
  test(`the recorded scenario ${titleOf(source)} is answered alike`, () => {
    assert.deepEqual(replays.get(source)?.differences, []);
  });
}

test('most of what was recorded is replayed', () => {
  const replayed = [...replays.values()].reduce(
    (sum, replay) => sum + replay.replayed,
    0,
  );
  assert.ok(replayed >= 385, `only ${replayed} exchanges were replayed`);
});

test('no difference is accepted that there is not', () => {
  const found = new Set(
    [...replays.values()].flatMap(({ accepted }) => [...accepted.keys()]),
  );
  assert.deepEqual(
    acceptedDifferences
      .map(({ reason }) => reason)
      .filter(reason => !found.has(reason)),
    [],
  );
});

/**
 * Each scenario has an organization of its own, so that none finds what another has left.
 *
 * @param {string} source
 */
function organizationOf(source) {
  return `replay-${[...scenarios.keys()].indexOf(source) + 1}`;
}

/** @param {string} source */
function titleOf(source) {
  return source
    .replace(/^test_|\.yaml$/g, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/_/g, ' ')
    .toLowerCase();
}
