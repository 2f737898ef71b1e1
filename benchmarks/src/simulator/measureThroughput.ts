import { rounded, type Figure } from '../measurements/Figure';
import { RestLoad } from './RestLoad';
import type { ServerProcess } from './withServer';

const ENVIRONMENTS = 'machine-learning/_apis/distributedtask/environments';
const TIMES = 4000;
const CONCURRENCIES = [1, 16];

/** Reads and writes of one environment each, a second. */
export async function measureThroughput(
  server: ServerProcess,
  dataDirectory: string,
): Promise<readonly Figure[]> {
  const target = await server.ask('start', { dataDirectory });
  const figures: Figure[] = [];
  for (const concurrency of CONCURRENCIES) {
    const load = new RestLoad(target, concurrency);
    const ids: number[] = [];
    for (let index = 0; index < concurrency; index += 1) {
      const name = `environment-${concurrency}-${index}`;
      const made = await load.send('POST', ENVIRONMENTS, { name });
      ids.push(JSON.parse(made).id);
    }
    const kinds = {
      reads: (index: number) =>
        load.send('GET', `${ENVIRONMENTS}/${ids[index % concurrency]}`),
      writes: (index: number) =>
        load.send('PATCH', `${ENVIRONMENTS}/${ids[index % concurrency]}`, {
          description: `change ${index}`,
        }),
    };
    for (const [metric, work] of Object.entries(kinds)) {
      await load.repeat(TIMES / 4, work); // Node compiles what runs often
      const seconds = await load.repeat(TIMES, work);
      figures.push({
        case: `${concurrency} at the same time`,
        metric,
        value: rounded(TIMES / seconds, 0),
        unit: 'requests/s',
      });
    }
    load.close();
  }
  return figures;
}
