// @ts-check
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readOptions } from './readOptions.mjs';

/** @param {string[]} args */
const read = args =>
  readOptions({
    command: 'npm start',
    options: { verbose: { type: 'boolean' }, only: { type: 'string' } },
    args,
  });

test('Known options are read', () => {
  assert.deepEqual(
    { ...read(['--verbose', '--only', 'types']) },
    {
      verbose: true,
      only: 'types',
    },
  );
});

for (const args of [['--verbos'], ['extra'], ['--only'], ['--verbose=1']]) {
  test(`The arguments "${args.join(
    ' ',
  )}" are refused with what is known`, () => {
    assert.throws(
      () => read(args),
      /npm start knows --help, --verbose, --only\. Try "npm start -- --help"\.$/,
    );
  });
}

for (const command of ['setup', 'start', 'reset', 'test']) {
  /** @param {string[]} args */
  const run = args =>
    spawnSync(
      process.execPath,
      [fileURLToPath(new URL(`../${command}.mjs`, import.meta.url)), ...args],
      { encoding: 'utf8' },
    );

  test(`The command ${command} describes itself`, () => {
    const { status, stdout } = run(['--help']);
    assert.match(stdout, /^npm /);
    assert.equal(status, 0);
  });

  test(`The command ${command} refuses an unknown option with exit code 2 and no stack`, () => {
    const { status, stderr } = run(['--no-such-option']);
    assert.match(stderr, /^\nUnknown option '--no-such-option'; npm/);
    assert.doesNotMatch(stderr, /\n\s+at /);
    assert.equal(status, 2);
  });
}

test('An unknown part of the suite is refused with the known ones', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      fileURLToPath(new URL('../test.mjs', import.meta.url)),
      '--only',
      'types,typos',
    ],
    { encoding: 'utf8' },
  );
  assert.match(stderr, /There is no part "typos" .* --only takes .*types/);
  assert.equal(status, 2);
});
