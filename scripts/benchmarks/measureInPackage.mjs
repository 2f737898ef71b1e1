// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { typeScriptArguments } from '../portal/serverProcess.mjs';
import { startProcessGroup } from '../processes/processGroup.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';
import { repositoryRoot } from '../repository.mjs';

/**
 * Runs one of the benchmarks of the package `benchmarks` in a process of its own.
 *
 * @param {string} runner the function of that package that measures
 * @param {Parameters<import('./figures.mjs').Benchmark['run']>[0]} context
 * @returns {Promise<import('./figures.mjs').Figure[]>}
 */
export async function measureInPackage(runner, { nodeEnvironment, print }) {
  return withScratchDirectory('azure-mlops-benchmark-', async scratch => {
    const file = join(scratch, 'figures.json');
    const measuring = startProcessGroup({
      command: nodeEnvironment.executable,
      args: typeScriptArguments(
        join(repositoryRoot, 'scripts', 'benchmarks', 'runBenchmark.cjs'),
        [runner, file],
      ),
      cwd: repositoryRoot,
      environment: {
        ...nodeEnvironment.environment,
        // Nothing stays behind, even when the benchmark is interrupted.
        TMPDIR: scratch,
        TEMP: scratch,
        TMP: scratch,
      },
      onLine: print,
    });
    const { code, signal, error } = await measuring.ended;
    if (error || code !== 0) {
      throw new CommandError(
        `The benchmark ended with ${
          error?.message ?? signal ?? `exit code ${code}`
        }:\n${measuring.lastLines().join('\n')}`,
      );
    }
    return JSON.parse(readFileSync(file, 'utf8'));
  });
}
