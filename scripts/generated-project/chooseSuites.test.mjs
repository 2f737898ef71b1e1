// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { chooseSuites } from './chooseSuites.mjs';

test('every wording of every file of code and tests is in one of the chosen projects, and no project is chosen in vain', t => {
  const root = temporaryDirectory(t);
  const project = (
    /** @type {string} */ name,
    /** @type {Record<string, string>} */ files,
  ) => {
    const directory = join(root, name);
    for (const folder of [
      'src',
      'operation/execution',
      'operation/monitoring',
      'operation/tests',
    ]) {
      mkdirSync(join(directory, folder), { recursive: true });
    }
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(join(directory, file), text);
    }
    return { name, directory };
  };
  const chosen = chooseSuites([
    project('small', { 'src/a.py': 'a', 'README.md': 'not code' }),
    project('same', { 'src/a.py': 'a' }),
    project('large', { 'src/a.py': 'a', 'operation/tests/test_b.py': 'b' }),
    project('other', { 'src/a.py': 'another wording' }),
  ]);
  assert.deepEqual(
    chosen.map(({ name }) => name),
    ['large', 'other'],
  );
});
