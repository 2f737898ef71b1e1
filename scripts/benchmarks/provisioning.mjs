// @ts-check
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../commandLine/commandError.mjs';
import { typeScriptArguments } from '../portal/serverProcess.mjs';
import { startProcessGroup } from '../processes/processGroup.mjs';
import { withScratchDirectory } from '../processes/scratchDirectory.mjs';
import { repositoryRoot } from '../repository.mjs';

/** @type {import('./figures.mjs').Benchmark} */
export const provisioningBenchmark = {
  name: 'provisioning',
  description:
    'The engine on the simulator at 0, 20 and 80 ms, beside the published actions; about six minutes',
  async run({ nodeEnvironment, print }) {
    return withScratchDirectory('azure-mlops-benchmark-', async scratch => {
      const file = join(scratch, 'figures.json');
      const measuring = startProcessGroup({
        command: nodeEnvironment.executable,
        args: typeScriptArguments(
          join(repositoryRoot, 'scripts', 'benchmarks', 'runProvisioning.cjs'),
          [file],
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
  },
};
