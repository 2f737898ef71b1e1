// @ts-check
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import {
  claimDataDirectory,
  prepareDataDirectory,
  removeDataDirectory,
} from './dataDirectory.mjs';

test('A folder that the portal made is removed with all that is in it', t => {
  const directory = join(temporaryDirectory(t), 'data');
  prepareDataDirectory(directory);
  mkdirSync(join(directory, 'portal'));
  writeFileSync(join(directory, 'portal', 'catalog.sqlite'), '');
  assert.deepEqual(removeDataDirectory(directory), ['portal']);
  assert.equal(existsSync(directory), false);
});

test('A folder with files of somebody else is neither used nor removed', t => {
  const directory = temporaryDirectory(t);
  writeFileSync(join(directory, 'thesis.txt'), 'years of work');
  assert.throws(
    () => prepareDataDirectory(directory),
    /holds files that are not the portal's: name a new or an empty folder/,
  );
  assert.throws(
    () => removeDataDirectory(directory),
    /was not made by the portal .* nothing was removed/,
  );
  assert.deepEqual(readdirSync(directory), ['thesis.txt']);
});

test('What does not exist is nothing to remove', t => {
  assert.deepEqual(
    removeDataDirectory(join(temporaryDirectory(t), 'never-made')),
    [],
  );
});

test('A folder on which a portal runs is neither removed nor used by a second one', t => {
  const directory = temporaryDirectory(t);
  prepareDataDirectory(directory);
  const release = claimDataDirectory(directory, 'http://localhost:7007');
  const expected = new RegExp(
    `A portal is running on .* \\(http://localhost:7007, process ${process.pid}\\): stop it`,
  );
  assert.throws(() => removeDataDirectory(directory), expected);
  assert.throws(
    () => claimDataDirectory(directory, 'http://localhost:7107'),
    expected,
  );
  release();
  claimDataDirectory(directory, 'http://localhost:7107')();
  removeDataDirectory(directory);
});

test('What a portal left behind when it was killed stands in nobody’s way', t => {
  const directory = temporaryDirectory(t);
  prepareDataDirectory(directory);
  const module = new URL('./dataDirectory.mjs', import.meta.url).href;
  spawnSync(process.execPath, [
    '--input-type=module',
    '-e',
    `import { claimDataDirectory } from ${JSON.stringify(module)};
     claimDataDirectory(${JSON.stringify(directory)}, 'http://localhost:7007');
     process.kill(process.pid, 'SIGKILL');`,
  ]);
  assert.ok(existsSync(join(directory, 'portal.pid.1')));
  claimDataDirectory(directory, 'http://localhost:7007')();
});

test('The reset command says what it removed, and what it refuses', t => {
  const command = fileURLToPath(new URL('../reset.mjs', import.meta.url));
  /** @param {string} directory */
  const reset = directory =>
    spawnSync(process.execPath, [command], {
      encoding: 'utf8',
      env: { ...process.env, AZURE_MLOPS_DATA_DIRECTORY: directory },
    });
  const ours = join(temporaryDirectory(t), 'data');
  prepareDataDirectory(ours);
  mkdirSync(join(ours, 'azure-devops'));
  const done = reset(ours);
  assert.equal(done.stdout, `Removed ${ours} with azure-devops\n`);
  assert.equal(done.status, 0);

  const foreign = temporaryDirectory(t);
  writeFileSync(join(foreign, 'thesis.txt'), '');
  const refused = reset(foreign);
  assert.match(refused.stderr, /was not made by the portal/);
  assert.equal(refused.status, 1);
});
