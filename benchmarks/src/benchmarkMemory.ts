import type { EngineRequests } from './engineProcess';
import type { Laboratory } from './Laboratory';
import { atMost, rounded, type Figure } from './measurements/Figure';
import { median } from './measurements/median';
import type { MemoryMeasurement } from './subjects/measureMemory';

const ENVIRONMENTS = [1, 3, 10, 30];
const PIPELINES = 20;
const RUNS = 1;
const MAXIMUM_GROWTH = 1.25;
const MEBIBYTE = 2 ** 20;

/** Memory of a process that sets one project up and does nothing else. */
export async function benchmarkMemory(
  laboratory: Laboratory,
  print: (line: string) => void,
): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  const live: number[] = [];
  for (const environments of ENVIRONMENTS) {
    print(`Memory: ${environments} environments`);
    const runs: MemoryMeasurement[] = [];
    while (runs.length < RUNS) {
      runs.push(await measureOnce(laboratory, environments));
    }
    const name = `memory, ${environments} environments, ${PIPELINES} pipelines`;
    live.push(median(runs.map(run => run.peakLiveBytes)));
    figures.push(
      megabytes(name, 'peak heap in use', live[live.length - 1]),
      megabytes(
        name,
        'peak resident set',
        median(runs.map(run => run.peakResidentBytes)),
      ),
    );
  }
  const growth = {
    case: `memory, 30 environments against 1`,
    metric: 'peak heap in use',
    value: rounded(live[live.length - 1] / live[0]),
    unit: 'times',
  };
  return [...figures, atMost(growth, MAXIMUM_GROWTH)];
}

/** In a fresh process, so that nothing is left over from another size. */
async function measureOnce(
  laboratory: Laboratory,
  environments: number,
): Promise<MemoryMeasurement> {
  const size = { environments, pipelines: PIPELINES };
  const target = await laboratory.startAzureDevOps(0);
  const engine = laboratory.startProcess<EngineRequests>('engineProcess', [
    '--expose-gc',
  ]);
  await engine.ask('pushRepository', { target, size });
  const measured = await engine.ask('memory', { target, size });
  await engine.stop();
  return measured;
}

function megabytes(name: string, metric: string, bytes: number): Figure {
  return {
    case: name,
    metric,
    value: rounded(bytes / MEBIBYTE, 1),
    unit: 'MiB',
  };
}
