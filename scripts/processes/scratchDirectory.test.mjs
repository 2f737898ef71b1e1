// @ts-check
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { withScratchDirectory } from './scratchDirectory.mjs';

test('The folder is gone after the work, whether it succeeds or not', async () => {
  let seen = '';
  const result = await withScratchDirectory('azure-mlops-', async directory => {
    seen = directory;
    writeFileSync(join(directory, 'file'), '');
    return 'done';
  });
  assert.equal(result, 'done');
  assert.equal(existsSync(seen), false);
  await assert.rejects(
    withScratchDirectory('azure-mlops-', async directory => {
      seen = directory;
      throw new Error('broken');
    }),
    /broken/,
  );
  assert.equal(existsSync(seen), false);
});

test('The folder is gone when the process exits in the middle of the work', () => {
  const module = new URL('./scratchDirectory.mjs', import.meta.url).href;
  const { stdout } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { withScratchDirectory } from ${JSON.stringify(module)};
       await withScratchDirectory('azure-mlops-', async directory => {
         console.log(directory);
         process.exit(130);
       });`,
    ],
    { encoding: 'utf8' },
  );
  assert.notEqual(stdout, '');
  assert.equal(existsSync(stdout.trim()), false);
});
