// @ts-check
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { readClaim, takeClaim } from './claim.mjs';

const MODULE = new URL('./claim.mjs', import.meta.url).href;

/**
 * Lets several processes take the same name at about the same moment; whoever has it keeps it
 * until all have tried.
 *
 * @param {string} file
 * @returns {Promise<string[]>} an answer each, sorted
 */
async function takeAtOnce(file) {
  const start = Date.now() + 600;
  const code = `import { takeClaim } from ${JSON.stringify(MODULE)};
     process.stdin.on('end', () => process.exit()).resume();
     const start = ${start} + 4 * Math.random();
     while (Date.now() < start) { /* all at once */ }
     console.log(takeClaim(${JSON.stringify(
       file,
     )}, {}) ? 'taken' : 'refused');`;
  const children = Array.from({ length: 6 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', code], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const answers = await Promise.all(
    children.map(async child => {
      const [answer] = await once(child.stdout, 'data');
      return String(answer).trim();
    }),
  );
  await Promise.all(
    children.map(child => {
      child.stdin.end();
      return once(child, 'close');
    }),
  );
  return answers.sort();
}

const ONE_OF_SIX = [...Array(5).fill('refused'), 'taken'];

test('Of processes that take a free name at the same moment, one gets it', async t => {
  for (let round = 0; round < 5; round += 1) {
    const file = join(temporaryDirectory(t), 'portal.pid');
    assert.deepEqual(await takeAtOnce(file), ONE_OF_SIX);
  }
});

test('Of processes that follow a dead one at the same moment, one gets its place', async t => {
  const file = join(temporaryDirectory(t), 'portal.pid');
  for (let round = 0; round < 5; round += 1) {
    assert.deepEqual(await takeAtOnce(file), ONE_OF_SIX);
  }
});

test('A name that was given free can be taken again, and says who has it', t => {
  const file = join(temporaryDirectory(t), 'portal.pid');
  const release = takeClaim(file, { portalUrl: 'http://localhost:7007' });
  assert.equal(takeClaim(file, {}), undefined);
  assert.equal(readClaim(file)?.portalUrl, 'http://localhost:7007');
  release?.();
  assert.equal(readClaim(file), undefined);
  const releaseAgain = takeClaim(file, {});
  assert.equal(readClaim(file)?.process.pid, process.pid);
  releaseAgain?.();
  assert.deepEqual(readdirSync(dirname(file)), ['portal.pid.2']);
});

test('A claim of which the machine lost the text when it went down is nobody’s', t => {
  const file = join(temporaryDirectory(t), 'portal.pid');
  writeFileSync(`${file}.1`, '');
  assert.equal(readClaim(file), undefined);
  assert.ok(takeClaim(file, {}));
});

test('In a folder that does not exist yet nobody has taken a name', t => {
  assert.equal(
    readClaim(join(temporaryDirectory(t), 'new', 'a.pid')),
    undefined,
  );
});
