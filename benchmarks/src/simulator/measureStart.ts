import { atMost, rounded, type Figure } from '../measurements/Figure';
import { median } from '../measurements/median';
import { RestLoad } from './RestLoad';
import type { ServerProcess } from './withServer';

const REPOSITORIES = 1000;
const CONCURRENCY = 8;
const RUNS = 5;
const LONGEST_SECONDS = 1;
const PATH = 'machine-learning/_apis/git/repositories';
const NO_OBJECT = '0'.repeat(40);

async function fill(server: ServerProcess, dataDirectory: string) {
  const target = await server.ask('start', { dataDirectory });
  const load = new RestLoad(target, CONCURRENCY);
  await load.repeat(REPOSITORIES, async index => {
    const name = `repository-${index}`;
    await load.send('POST', PATH, { name });
    await load.send('POST', `${PATH}/${name}/pushes`, {
      refUpdates: [{ name: 'refs/heads/main', oldObjectId: NO_OBJECT }],
      commits: [
        {
          comment: 'Start',
          changes: [
            {
              changeType: 'add',
              item: { path: '/README.md' },
              newContent: { content: name, contentType: 'rawtext' },
            },
          ],
        },
      ],
    });
  });
  load.close();
}

/** Time until the simulator listens, on a folder with many repositories that have been pushed to. */
export async function measureStart(
  server: ServerProcess,
  dataDirectory: string,
): Promise<readonly Figure[]> {
  await fill(server, dataDirectory);
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { milliseconds } = await server.ask('start', { dataDirectory });
    times.push(milliseconds / 1000);
  }
  return [
    atMost(
      {
        case: `${REPOSITORIES} repositories on disk`,
        metric: 'start',
        value: rounded(median(times), 3),
        unit: 's',
      },
      LONGEST_SECONDS,
    ),
  ];
}
