// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readComplaints } from './pipelineContract.mjs';

test('each file has its own complaints, and one that the checker left out counts as refused', () => {
  const complaints = readComplaints(
    [
      'ok   /s/one/ci.yml',
      '       line 3: (deprecation) old',
      'FAIL /s/two/ci.yml',
      '       line 4: Unexpected property stepz',
      '2 files, 1 with errors (ls)',
    ],
    ['/s/one/ci.yml', '/s/two/ci.yml', '/s/three/ci.yml'],
    '/s',
  );
  assert.deepEqual(
    [...complaints],
    [
      ['language service: one/ci.yml', []],
      [
        'language service: two/ci.yml',
        ['it is refused', 'line 4: Unexpected property stepz'],
      ],
      ['language service: three/ci.yml', ['it was not looked at']],
    ],
  );
});
