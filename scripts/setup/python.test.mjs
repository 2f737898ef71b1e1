// @ts-check
import assert from 'node:assert/strict';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { findPython } from './python.mjs';

/**
 * A folder with programs that answer as interpreters of these versions do.
 *
 * @param {import('node:test').TestContext} context
 * @param {Record<string, { version: string, hasVenv?: boolean } | 'broken'>} interpreters
 */
function pathWith(context, interpreters) {
  const directory = temporaryDirectory(context);
  for (const [name, interpreter] of Object.entries(interpreters)) {
    const file = join(directory, name);
    const program =
      interpreter === 'broken'
        ? 'exit 127'
        : [
            `if [ "$1" = --version ]; then echo "Python ${interpreter.version}"; exit; fi`,
            interpreter.version.startsWith('2.')
              ? 'exit 1'
              : `echo "${interpreter.version} ${
                  interpreter.hasVenv === false ? 'False' : 'True'
                } ${file}"`,
          ].join('\n');
    writeFileSync(file, `#!/bin/sh\n${program}\n`);
    chmodSync(file, 0o755);
  }
  return { PATH: directory };
}

test('The first Python that is new enough and has venv is taken', t => {
  const environment = pathWith(t, {
    python3: { version: '3.9.2' },
    python: { version: '2.7.18' },
    'python3.13': 'broken',
    'python3.12': { version: '3.12.1', hasVenv: false },
    'python3.11': { version: '3.11.2' },
  });
  const found = findPython(environment);
  assert.equal(found.version, '3.11.2');
  assert.match(found.executable, /python3\.11$/);
});

test('A Python that is too old is named with its version and the remedy', t => {
  assert.throws(
    () => findPython(pathWith(t, { python3: { version: '3.9.2' } })),
    /^CommandError: Python 3\.9\.2 \(.*python3\) is too old for TechDocs: install Python 3\.10 or newer with venv \(.*python3-venv"\) or name one in AZURE_MLOPS_PYTHON\.$/,
  );
});

test('Python 2 alone is told to be too old', t => {
  assert.throws(
    () => findPython(pathWith(t, { python: { version: '2.7.18' } })),
    /Python 2\.7\.18 .* too old/,
  );
});

test('A Python without venv is told what to install', t => {
  assert.throws(
    () =>
      findPython(
        pathWith(t, { python3: { version: '3.11.2', hasVenv: false } }),
      ),
    /Python 3\.11\.2 .* lacks the modules venv and ensurepip.*apt-get install python3-venv/,
  );
});

test('No Python at all is told as such', t => {
  assert.throws(
    () => findPython(pathWith(t, {})),
    /No Python was found, and TechDocs needs Python 3\.10 or newer/,
  );
});

test('The Python that the variable names is the only one that counts', t => {
  const environment = pathWith(t, {
    python3: { version: '3.12.1' },
    mine: { version: '3.10.4' },
  });
  const mine = join(environment.PATH, 'mine');
  assert.equal(
    findPython({ ...environment, AZURE_MLOPS_PYTHON: mine }).executable,
    mine,
  );
  assert.throws(
    () => findPython({ ...environment, AZURE_MLOPS_PYTHON: `${mine}-not` }),
    /AZURE_MLOPS_PYTHON is ".*mine-not", which does not run as Python/,
  );
});
