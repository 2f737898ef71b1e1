// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mistakesIn } from './recordTraffic.mjs';
import { insertSupportMatrix, renderSupportMatrix } from './supportMatrix.mjs';

/** @type {import('./supportMatrix.mjs').SupportRow[]} */
const rows = [
  {
    area: 'git',
    operation: 'Refs › List',
    request: 'GET /{project}/_apis/git/refs',
    support: 'yes',
    evidence: 'specification, recording',
  },
  {
    area: 'git',
    operation: 'Forks › List',
    request: 'GET /{project}/_apis/git/forks',
    support: 'no',
    evidence: '',
  },
  {
    area: 'wiki',
    operation: 'Wikis › List',
    request: 'GET /{project}/_apis/wiki',
    support: 'no',
    evidence: '',
  },
];

test('the matrix has a row for what is supported and a name for what is not', () => {
  const matrix = renderSupportMatrix(rows);
  assert.match(matrix, /^\| git \| 1 \| 0 \| 1 \|$/m);
  assert.match(
    matrix,
    /^\| Refs › List \| `GET \/\{project\}\/_apis\/git\/refs` \| yes \| specification, recording \|$/m,
  );
  assert.match(matrix, /^- git: Forks › List$/m);
  assert.match(matrix, /^- wiki: Wikis › List$/m);
});

test('an area without anything supported has no table', () => {
  assert.doesNotMatch(renderSupportMatrix(rows), /^### wiki$/m);
});

test('the matrix goes between its marks, and the rest of the page stays', () => {
  const page = [
    '# Page',
    '<!-- support matrix: written by npm run docs -->',
    'old',
    '<!-- end of the support matrix -->',
    'after',
  ].join('\n');
  const written = insertSupportMatrix({ page, matrix: 'new' });
  assert.match(written, /^# Page\n/);
  assert.match(written, /\n\nnew\n\n<!-- end/);
  assert.match(written, /\nafter$/);
  assert.doesNotMatch(written, /old/);
  assert.equal(insertSupportMatrix({ page: written, matrix: 'new' }), written);
});

test('a page without a place for the matrix is refused', () => {
  assert.throws(
    () => insertSupportMatrix({ page: '# Page', matrix: 'new' }),
    /has no place for the support matrix/,
  );
});

test('mistakes of one kind are told once, with their number and the first request', () => {
  /** @type {import('./prepareChecker.mjs').RecordedExchange} */
  const exchange = {
    kind: 'api',
    method: 'GET',
    url: '/contoso/_apis/projects',
    status: 200,
    operation: { id: 'Projects_List', area: 'core' },
    issues: [
      { severity: 'error', side: 'response', code: 'type', message: 'no list' },
      { severity: 'warning', side: 'response', code: 'x', message: 'fine' },
    ],
  };
  assert.deepEqual(mistakesIn([exchange, exchange]), [
    '2 × Projects_List response type: no list (first: GET /contoso/_apis/projects -> 200)',
  ]);
});

test('a connection that broke is a mistake', () => {
  const [mistake] = mistakesIn([
    {
      kind: 'api',
      method: 'GET',
      url: '/contoso/_apis/projects',
      status: 0,
      failure: 'client went away',
      issues: [],
    },
  ]);
  assert.match(mistake, /client went away/);
});
