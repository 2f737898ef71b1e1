import { promises as fileSystem } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measureGit } from './simulator/measureGit';
import { measureStart } from './simulator/measureStart';
import { measureThroughput } from './simulator/measureThroughput';
import { withServer } from './simulator/withServer';

const PARTS = {
  throughput: measureThroughput,
  git: measureGit,
  start: measureStart,
};

/**
 * The measuring part of `npm run bench -- simulator`.
 *
 * @param commandLine - the file that gets the figures as JSON
 */
export async function runSimulatorBenchmark([
  file,
]: readonly string[]): Promise<void> {
  const figures = [];
  for (const [name, measure] of Object.entries(PARTS)) {
    process.stderr.write(`Measuring ${name}\n`);
    const directory = await fileSystem.mkdtemp(
      path.join(tmpdir(), 'azure-mlops-simulator-'),
    );
    try {
      figures.push(...(await withServer(server => measure(server, directory))));
    } finally {
      await fileSystem.rm(directory, { recursive: true, maxRetries: 3 });
    }
  }
  await fileSystem.writeFile(file, JSON.stringify(figures));
}
