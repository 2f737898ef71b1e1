import type { EngineRequests } from './engineProcess';
import type { Laboratory } from './Laboratory';
import { atMost, rounded, type Figure } from './measurements/Figure';
import { median } from './measurements/median';
import type { ChildProcess } from './processes/ChildProcess';
import type { SetUpSize } from './subjects/fullConfiguration';
import type { SequentialCalls } from './subjects/measureSetUp';

/** Delays of the simulator, in milliseconds. */
export const LATENCIES = [0, 20, 80];
const ENVIRONMENTS = [1, 3, 10, 30];
const PIPELINES = [5, 20];

/** The size and the delay that the goal of the set-up is stated for. */
const GOAL = { environments: 3, pipelines: 5, latency: 80 };
const MAXIMUM_RATIO = 1.5;
const MAXIMUM_READS_PER_ENVIRONMENT = 3;

const RUNS = 3;
const RUNS_OF_GOAL = 7;
/** Latency with which the longest chain is found: long beside what the computer itself takes. */
const CHAIN_LATENCY = 80;

interface Context {
  readonly laboratory: Laboratory;
  readonly engine: ChildProcess<EngineRequests>;
  readonly print: (line: string) => void;
}

/** One set-up and the same again. */
interface SetUpRun {
  readonly milliseconds: number;
  readonly calls: number;
  readonly writes: number;
  readonly resources: number;
  readonly secondMilliseconds: number;
  readonly secondReads: number;
  readonly secondWrites: number;
}

interface Case extends SetUpSize {
  readonly latency: number;
}

/** Full set-up of every size at every latency, and a second run of it. */
export async function benchmarkSetUp(
  laboratory: Laboratory,
  print: (line: string) => void,
): Promise<readonly Figure[]> {
  const engine = laboratory.startProcess<EngineRequests>('engineProcess');
  const context = { laboratory, engine, print };
  await runOnce(context, { ...GOAL, latency: 0 });
  const sequentialCalls = await findSequentialCalls(context);
  const figures: Figure[] = [];
  const secondReads = new Map<string, number>();
  for (const latency of LATENCIES) {
    for (const pipelines of PIPELINES) {
      for (const environments of ENVIRONMENTS) {
        const size = { environments, pipelines, latency };
        const run = await medianRun(context, size);
        secondReads.set(keyOf(size), run.secondReads);
        figures.push(
          ...describeRun({
            size,
            run,
            boundCalls: await boundOf(context, size, sequentialCalls),
          }),
        );
      }
    }
  }
  return [...figures, ...describeGrowth(secondReads)];
}

/** The calls that cannot overlap, and so the bound, of a size. */
async function boundOf(
  { laboratory, engine }: Context,
  size: Case,
  sequentialCalls: SequentialCalls,
): Promise<number> {
  const target = await laboratory.startAzureDevOps(0);
  await engine.ask('pushRepository', { target, size });
  const chain = await engine.ask('longestChain', {
    target,
    size,
    perKind: sequentialCalls.perKind,
  });
  return sequentialCalls.planning + chain.calls + sequentialCalls.following;
}

async function findSequentialCalls({
  laboratory,
  engine,
  print,
}: Context): Promise<SequentialCalls> {
  const freshAzureDevOps = async () => {
    const target = await laboratory.startAzureDevOps(CHAIN_LATENCY);
    await engine.ask('pushRepository', { target, size: GOAL });
    return { target, size: GOAL };
  };
  const around = await engine.ask('callsAround', await freshAzureDevOps());
  const perKind = await engine.ask('callsPerKind', await freshAzureDevOps());
  print(
    `One after another: ${around.planning} reads of planning; ${perKind
      .map(([kind, calls]) => `${kind} ${calls}`)
      .join(', ')}; ${around.following} after the last change`,
  );
  return { ...around, perKind };
}

async function medianRun(context: Context, size: Case): Promise<SetUpRun> {
  context.print(`Full set-up: ${nameOf(size)}`);
  const runs: SetUpRun[] = [];
  const count = isGoal(size) ? RUNS_OF_GOAL : RUNS;
  while (runs.length < count) {
    runs.push(await runOnce(context, size));
  }
  const middle = (read: (run: SetUpRun) => number) => median(runs.map(read));
  return {
    milliseconds: middle(run => run.milliseconds),
    calls: middle(run => run.calls),
    writes: middle(run => run.writes),
    resources: middle(run => run.resources),
    secondMilliseconds: middle(run => run.secondMilliseconds),
    secondReads: Math.max(...runs.map(run => run.secondReads)),
    secondWrites: Math.max(...runs.map(run => run.secondWrites)),
  };
}

async function runOnce(
  { laboratory, engine }: Context,
  { latency, ...size }: Case,
): Promise<SetUpRun> {
  const target = await laboratory.startAzureDevOps(latency);
  await engine.ask('pushRepository', { target, size });
  const setUp = () =>
    laboratory.countRequests(() => engine.ask('setUp', { target, size }));
  const first = await setUp();
  const second = await setUp();
  return {
    milliseconds: first.result.milliseconds,
    resources: first.result.resources,
    calls: first.counts.calls,
    writes: first.counts.writes,
    secondMilliseconds: second.result.milliseconds,
    secondReads: second.counts.calls - second.counts.writes,
    secondWrites: second.counts.writes,
  };
}

function describeRun(options: {
  readonly size: Case;
  readonly run: SetUpRun;
  readonly boundCalls: number;
}): readonly Figure[] {
  const { size, run, boundCalls } = options;
  const name = nameOf(size);
  const bound = boundCalls * size.latency;
  const ratio = {
    case: name,
    metric: 'set-up: wall time / lower bound',
    value: rounded(run.milliseconds / bound),
    unit: 'times',
  };
  return [
    figure(name, 'set-up: calls', run.calls, 'calls'),
    figure(name, 'set-up: writes', run.writes, 'calls'),
    figure(name, 'set-up: wall time', rounded(run.milliseconds, 0), 'ms'),
    figure(name, 'set-up: lower bound', bound, 'ms'),
    ...(bound === 0
      ? []
      : [isGoal(size) ? atMost(ratio, MAXIMUM_RATIO) : ratio]),
    atMost(figure(name, 'second run: writes', run.secondWrites, 'calls'), 0),
    figure(name, 'second run: reads', run.secondReads, 'calls'),
    figure(
      name,
      'second run: wall time',
      rounded(run.secondMilliseconds, 0),
      'ms',
    ),
  ];
}

/** How many reads each further environment costs a second run. */
function describeGrowth(
  secondReads: ReadonlyMap<string, number>,
): readonly Figure[] {
  const [few, many] = ENVIRONMENTS.slice(-2);
  return PIPELINES.map(pipelines => {
    const readsOf = (environments: number) =>
      secondReads.get(keyOf({ environments, pipelines, latency: 0 })) ?? NaN;
    return atMost(
      figure(
        `${few} to ${many} environments, ${pipelines} pipelines`,
        'second run: reads per further environment',
        rounded((readsOf(many) - readsOf(few)) / (many - few)),
        'calls',
      ),
      MAXIMUM_READS_PER_ENVIRONMENT,
    );
  });
}

function figure(
  name: string,
  metric: string,
  value: number,
  unit: string,
): Figure {
  return { case: name, metric, value, unit };
}

function isGoal(size: Case): boolean {
  return keyOf(size) === keyOf(GOAL);
}

function keyOf({ environments, pipelines, latency }: Case): string {
  return `${environments}/${pipelines}/${latency}`;
}

function nameOf({ environments, pipelines, latency }: Case): string {
  return `${environments} environment${
    environments === 1 ? '' : 's'
  }, ${pipelines} pipelines, ${latency} ms`;
}
