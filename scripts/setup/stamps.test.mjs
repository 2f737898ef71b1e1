// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { createStamp, fingerprintOf } from './stamps.mjs';

test('A stamp is current for the fingerprint that it was written with, until it is removed', t => {
  const stamp = createStamp(join(temporaryDirectory(t), 'stamps'), 'sample');
  assert.equal(stamp.isCurrent('a'), false);
  stamp.write('a');
  assert.equal(stamp.isCurrent('a'), true);
  assert.equal(stamp.isCurrent('b'), false);
  stamp.remove();
  assert.equal(stamp.isCurrent('a'), false);
});

test('The fingerprint changes with contents, names, facts and what is missing', t => {
  const root = temporaryDirectory(t);
  mkdirSync(join(root, 'src', 'inner'), { recursive: true });
  writeFileSync(join(root, 'yarn.lock'), 'one');
  writeFileSync(join(root, 'src', 'inner', 'a.ts'), 'code');
  const take = (facts = ['node ABI 137']) =>
    fingerprintOf({
      root,
      paths: [join(root, 'yarn.lock'), join(root, 'src')],
      facts,
    });
  const seen = [take()];
  assert.equal(take(), seen[0]);

  seen.push(take(['node ABI 127']));
  writeFileSync(join(root, 'yarn.lock'), 'two');
  seen.push(take());
  renameSync(join(root, 'src', 'inner', 'a.ts'), join(root, 'src', 'b.ts'));
  seen.push(take());
  writeFileSync(join(root, 'src', 'c.ts'), '');
  seen.push(take());
  rmSync(join(root, 'yarn.lock'));
  seen.push(take());
  assert.equal(new Set(seen).size, seen.length);
});

test('The fingerprint does not depend on where the repository lies', t => {
  const [first, second] = [temporaryDirectory(t), temporaryDirectory(t)].map(
    root => {
      writeFileSync(join(root, 'yarn.lock'), 'same');
      return fingerprintOf({ root, paths: [join(root, 'yarn.lock')] });
    },
  );
  assert.equal(first, second);
});

test('Installed packages within a folder do not count', t => {
  const root = temporaryDirectory(t);
  writeFileSync(join(root, 'a.ts'), '');
  const before = fingerprintOf({ root, paths: [root] });
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'node_modules', 'b.ts'), '');
  assert.equal(fingerprintOf({ root, paths: [root] }), before);
});
