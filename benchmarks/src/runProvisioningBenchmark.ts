import { promises as fileSystem } from 'node:fs';
import { benchmarkCommonPart } from './benchmarkCommonPart';
import { benchmarkMemory } from './benchmarkMemory';
import { benchmarkSetUp } from './benchmarkSetUp';
import { Laboratory } from './Laboratory';

const PARTS = {
  'common-part': benchmarkCommonPart,
  'set-up': benchmarkSetUp,
  memory: benchmarkMemory,
};

/**
 * The measuring part of `npm run bench -- provisioning`.
 *
 * @param commandLine - the file that gets the figures as JSON, then the parts
 *   to measure; all of them when none is named
 */
export async function runProvisioningBenchmark([
  file,
  ...names
]: readonly string[]): Promise<void> {
  const print = (line: string) => process.stderr.write(`${line}\n`);
  const chosen = Object.entries(PARTS).filter(
    ([name]) => names.length === 0 || names.includes(name),
  );
  const figures = await Laboratory.with(async laboratory => {
    const measured = [];
    for (const [, benchmark] of chosen) {
      measured.push(...(await benchmark(laboratory, print)));
    }
    return measured;
  });
  await fileSystem.writeFile(file, JSON.stringify(figures));
}
