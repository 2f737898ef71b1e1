// @ts-check
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { contractDirectory } from '../../scripts/contract/contractDirectory.mjs';
import { installFromContract } from '../../scripts/contract/installFromContract.mjs';
import { typeScriptArguments } from '../../scripts/portal/serverProcess.mjs';
import { runToEnd } from '../../scripts/processes/runToEnd.mjs';
import { withScratchDirectory } from '../../scripts/processes/scratchDirectory.mjs';
import { logDirectory, repositoryRoot } from '../../scripts/repository.mjs';
import { setUp } from '../../scripts/setup/setUp.mjs';

test('the published schema accepts the final YAML of every pipeline in the table of cases', async () => {
  const nodeEnvironment = await setUp({ print: () => {} });
  const checker = await installFromContract({
    tool: 'yamlcheck',
    nodeEnvironment,
  });
  await withScratchDirectory('final-yaml-', async scratch => {
    /** @type {string[]} */
    const lines = [];
    const run = async (/** @type {string[]} */ args) => {
      const { exitCode } = await runToEnd({
        command: nodeEnvironment.executable,
        args,
        cwd: repositoryRoot,
        environment: nodeEnvironment.environment,
        logFile: join(logDirectory, 'contract-final-yaml.log'),
        onLine: line => lines.push(line),
      });
      return exitCode;
    };
    const script = join(
      repositoryRoot,
      'scripts',
      'contract',
      'writeFinalYaml.cjs',
    );
    assert.equal(
      await run(typeScriptArguments(script, [scratch])),
      0,
      lines.join('\n'),
    );
    const files = readdirSync(scratch).map(name => join(scratch, name));
    assert.ok(files.length > 90, `only ${files.length} cases compiled`);
    await run([
      join(checker, 'check.mjs'),
      '--schema',
      join(contractDirectory, 'azure-pipelines.schema.json'),
      '--allow-task',
      'A@1',
      ...files,
    ]);
    assert.deepEqual(
      lines.filter(line => /FAIL|line \d/.test(line)),
      [],
    );
    assert.match(
      lines.join('\n'),
      new RegExp(`${files.length} files, 0 with errors`),
    );
  });
});
