import { execFile } from 'node:child_process';
import { existsSync, promises as fileSystem } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { compileCase } from './cases/CompileCase';
import { compileCases } from './cases/compileCases';

const run = promisify(execFile);

/** Microsoft's schema and language service: no part of this repository, beside a checkout at times. */
const contract = path.resolve(__dirname, '../../../../../shared/contract');
const hasChecker = existsSync(path.join(contract, 'yamlcheck/check.mjs'));

if (!hasChecker) {
  process.stderr.write(
    `SKIPPED: the final YAML is not held against the published schema, for there is no ${contract}\n`,
  );
}

// The checker is installed in a copy first.
jest.setTimeout(180_000);

async function installChecker(scratch: string): Promise<string> {
  const folder = path.join(scratch, 'yamlcheck');
  await fileSystem.mkdir(folder);
  for (const file of ['check.mjs', 'package.json', 'package-lock.json']) {
    await fileSystem.copyFile(
      path.join(contract, 'yamlcheck', file),
      path.join(folder, file),
    );
  }
  await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: folder });
  return path.join(folder, 'check.mjs');
}

async function writeFinalYaml(scratch: string): Promise<readonly string[]> {
  const files: string[] = [];
  for (const each of compileCases) {
    const result = await compileCase(each);
    if (result.kind === 'compiled') {
      const file = path.join(scratch, `${files.length}.yml`);
      await fileSystem.writeFile(file, `# ${each.title}\n${result.yaml}`);
      files.push(file);
    }
  }
  return files;
}

(hasChecker ? describe : describe.skip)('the published schema', () => {
  it('accepts the final YAML of every case', async () => {
    const scratch = await fileSystem.mkdtemp(
      path.join(os.tmpdir(), 'final-yaml-'),
    );
    try {
      const files = await writeFinalYaml(scratch);
      const checking = run(process.execPath, [
        await installChecker(scratch),
        ...['--schema', path.join(contract, 'azure-pipelines.schema.json')],
        ...['--allow-task', 'A@1'],
        ...files,
      ]);
      // Exit code 1 says that there are mistakes; which ones is in the output.
      const { stdout } = await checking.catch(
        (error: { stdout: string }) => error,
      );
      expect(
        stdout.split('\n').filter(line => /FAIL|line \d/.test(line)),
      ).toEqual([]);
      expect(stdout).toContain(`${files.length} files, 0 with errors`);
    } finally {
      await fileSystem.rm(scratch, { recursive: true, force: true });
    }
  });
});
