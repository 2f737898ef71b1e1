// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { remedyFor, yarnPath } from './dependencies.mjs';
import { listWorkspaces } from './workspaces.mjs';

test('Yarn is the one that .yarnrc.yml names', t => {
  const root = temporaryDirectory(t);
  writeFileSync(
    join(root, '.yarnrc.yml'),
    'nodeLinker: node-modules\nyarnPath: .yarn/releases/yarn-9.9.9.cjs\n',
  );
  assert.equal(yarnPath(root), join(root, '.yarn/releases/yarn-9.9.9.cjs'));
});

test('A .yarnrc.yml without Yarn is explained', t => {
  const root = temporaryDirectory(t);
  writeFileSync(join(root, '.yarnrc.yml'), 'nodeLinker: node-modules\n');
  assert.throws(() => yarnPath(root), /names no yarnPath.*restore the file/);
});

test('Each cause of a failed install has its own remedy', () => {
  assert.match(remedyFor(['➤ YN0028: modified']), /yarn\.lock up to date/);
  assert.match(remedyFor(['write ENOSPC']), /disk is full/);
  assert.match(remedyFor(['➤ YN0009: x exited']), /C\+\+ compiler/);
  assert.match(remedyFor(['RequestError']), /connection to the npm registry/);
});

test('The workspaces are the folders of the patterns that hold a package.json', t => {
  const root = temporaryDirectory(t);
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ workspaces: ['plugins/*', 'e2e-tests', 'absent/*'] }),
  );
  for (const directory of ['plugins/a', 'plugins/empty', 'e2e-tests']) {
    mkdirSync(join(root, directory), { recursive: true });
  }
  writeFileSync(
    join(root, 'plugins/a/package.json'),
    JSON.stringify({ backstage: { role: 'frontend-plugin' } }),
  );
  writeFileSync(join(root, 'e2e-tests/package.json'), '{}');
  assert.deepEqual(
    listWorkspaces(root).map(({ directory, role }) => [directory, role]),
    [
      [join(root, 'e2e-tests'), undefined],
      [join(root, 'plugins/a'), 'frontend-plugin'],
    ],
  );
});
