// @ts-check
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageOf } from './shellBlocks.mjs';

test('of a page runs what is shell and can run offline; the rest is left out with its reason', () => {
  const page = [
    'Text',
    '```bash',
    'git clone https://example.org/project',
    'python -m operation.execution.train --env dev \\',
    '  --backend local  # here',
    '```',
    '```yaml',
    'script: rm -rf everything',
    '```',
    '1. A list',
    '',
    '    ```bash',
    '    cat <<END',
    '    az is no command in here',
    '    END',
    '    az login',
    '    ```',
    '',
    '```text',
    'python -m no.such.module',
    '```',
  ].join('\n');
  assert.deepEqual(pageOf('docs/page.md', page), {
    file: 'docs/page.md',
    script: [
      'python -m operation.execution.train --env dev \\\n  --backend local  # here',
      'cat <<END\naz is no command in here\nEND',
      '',
    ].join('\n'),
    leftOut: [
      {
        line: 'git clone https://example.org/project',
        reason: 'needs the repository in Azure DevOps',
      },
      { line: 'az login', reason: 'needs an account or a cluster' },
    ],
  });
});

test('Azure is needed to submit a job, and not to print it', () => {
  const line =
    'python -m operation.execution.train --env dev --backend azureml';
  const scriptOf = (/** @type {string} */ text) =>
    pageOf('p.md', `\`\`\`bash\n${text}\n\`\`\`\n`).script;
  assert.equal(scriptOf(line), '');
  assert.equal(scriptOf(`${line} --dry-run`), `${line} --dry-run\n`);
});

test('a page of which nothing but comments is left has nothing to run', () => {
  assert.equal(pageOf('p.md', '```sh\n# sign in\naz login\n```\n').script, '');
});
