// @ts-check
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { temporaryDirectory } from '../testing/temporaryDirectory.mjs';
import { anchorsOf, findBrokenLinks } from './markdownLinks.mjs';

test('anchors are named as Python-Markdown names them', () => {
  const page = [
    '# First hour',
    '## Clone & install (5 minutes)',
    '## `src/` – the core',
    '## Again',
    '## Again',
    '## See [the docs](other.md)',
    '```bash',
    '# no heading',
    '```',
  ].join('\n');
  assert.deepEqual(
    [...anchorsOf(page)],
    [
      'first-hour',
      'clone-install-5-minutes',
      'src-the-core',
      'again',
      'again_1',
      'see-the-docs',
    ],
  );
});

test('a link to a missing file or heading is found, and only such a one', t => {
  const project = temporaryDirectory(t);
  mkdirSync(join(project, 'docs'));
  writeFileSync(join(project, 'docs', 'other.md'), '# Other\n## Part\n');
  writeFileSync(
    join(project, 'README.md'),
    [
      '# Title',
      '[ok](docs/other.md) [ok](docs/other.md#part) [ok](#title) [ok](docs)',
      '[ok](https://example.org/no#thing) [ok](mailto:me@example.org)',
      '`[code](no.md)`',
      '```text',
      '[code](no.md)',
      '```',
      '[bad](docs/no.md) [bad](docs/other.md#no) [bad](../outside.md)',
      '![bad](no.png)',
      '[reference]',
      '',
      '[reference]: docs/missing.md',
    ].join('\n'),
  );
  const broken = findBrokenLinks(project);
  assert.deepEqual(broken.get(join('docs', 'other.md')), []);
  assert.deepEqual(broken.get('README.md'), [
    'docs/no.md: there is no such file',
    'docs/other.md#no: the page has only other, part',
    '../outside.md: there is no such file',
    'no.png: there is no such file',
    'docs/missing.md: there is no such file',
  ]);
});
