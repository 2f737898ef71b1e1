import type { ActionsRequests, Side } from './actionsProcess';
import { LATENCIES } from './benchmarkSetUp';
import type { Laboratory } from './Laboratory';
import { atMost, rounded, type Figure } from './measurements/Figure';
import { median } from './measurements/median';
import type { ChildProcess } from './processes/ChildProcess';

const PIPELINES = [5, 20];
const RUNS = 5;
/**
 * The goals are stated for this delay and number of pipelines: the size at
 * which the calls for each pipeline weigh more than those for the repository.
 */
const GOAL = { latency: 80, pipelines: 20 };
const MAXIMUM_SHARE = 0.5;

interface Context {
  readonly laboratory: Laboratory;
  readonly child: ChildProcess<ActionsRequests>;
}

interface SideRun {
  readonly requests: number;
  readonly milliseconds: number;
}

interface Case {
  readonly latency: number;
  readonly pipelines: number;
}

/** Repository with first push, pipelines, permits: by our actions and by the published ones. */
export async function benchmarkCommonPart(
  laboratory: Laboratory,
  print: (line: string) => void,
): Promise<readonly Figure[]> {
  const child = laboratory.startProcess<ActionsRequests>('actionsProcess');
  const context = { laboratory, child };
  for (const side of ['own', 'published'] as const) {
    await runOnce(context, { latency: 0, pipelines: 5, side });
  }
  const figures: Figure[] = [];
  for (const pipelines of PIPELINES) {
    for (const latency of LATENCIES) {
      print(`Common part: ${pipelines} pipelines, ${latency} ms`);
      figures.push(...(await compare(context, { latency, pipelines })));
    }
  }
  return figures;
}

/** The sides take turns, so that both meet the same machine. */
async function compare(
  context: Context,
  size: Case,
): Promise<readonly Figure[]> {
  const own: SideRun[] = [];
  const published: SideRun[] = [];
  while (own.length < RUNS) {
    own.push(await runOnce(context, { ...size, side: 'own' }));
    published.push(await runOnce(context, { ...size, side: 'published' }));
  }
  const middle = (runs: readonly SideRun[]): SideRun => ({
    requests: median(runs.map(run => run.requests)),
    milliseconds: median(runs.map(run => run.milliseconds)),
  });
  return describe(size, middle(own), middle(published));
}

async function runOnce(
  { laboratory, child }: Context,
  { latency, pipelines, side }: Case & { readonly side: Side },
): Promise<SideRun> {
  const target = await laboratory.startAzureDevOps(latency);
  const environmentId = await child.ask('prepareEnvironment', target);
  const { result, counts } = await laboratory.countRequests(() =>
    child.ask('commonPart', { side, target, pipelines, environmentId }),
  );
  const done = await child.ask('observe', { target, environmentId });
  if (done.pipelines !== pipelines || done.permitted !== pipelines) {
    throw new Error(
      `The ${side} actions left ${done.pipelines} pipelines and ${done.permitted} permits, expected ${pipelines} of each`,
    );
  }
  return { requests: counts.calls + counts.git, milliseconds: result };
}

function describe(
  { latency, pipelines }: Case,
  own: SideRun,
  published: SideRun,
): readonly Figure[] {
  const name = `common part, ${pipelines} pipelines, ${latency} ms`;
  const figure = (metric: string, value: number, unit: string): Figure => ({
    case: name,
    metric,
    value,
    unit,
  });
  const isGoal = latency === GOAL.latency && pipelines === GOAL.pipelines;
  const share = (metric: string, value: number) => {
    const shown = figure(metric, rounded(value), 'times');
    return isGoal ? atMost(shown, MAXIMUM_SHARE) : shown;
  };
  return [
    figure('ours: HTTP requests', own.requests, 'calls'),
    figure('published: HTTP requests', published.requests, 'calls'),
    share('ours / published: HTTP requests', own.requests / published.requests),
    figure('ours: wall time', rounded(own.milliseconds, 0), 'ms'),
    figure('published: wall time', rounded(published.milliseconds, 0), 'ms'),
    share(
      'ours / published: wall time',
      own.milliseconds / published.milliseconds,
    ),
  ];
}
