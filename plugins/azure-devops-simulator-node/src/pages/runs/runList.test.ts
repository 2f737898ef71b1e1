import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Simulator, startSimulator } from '../../startSimulator';
import { SqliteStore } from '../../store/SqliteStore';
import { createPipeline, startRun } from '../../testing/pipelineUnderTest';
import { ScriptedAgent } from '../../testing/ScriptedAgent';
import { RestClient } from '../../testing/RestClient';
import { withSimulator } from '../../testing/withSimulator';
import { openPage } from '../testing/openPage';

describe('the pages of runs', () => {
  let finish: () => void;
  let announce: () => void;
  const isUnderWay = new Promise<void>(resolve => {
    announce = resolve;
  });
  const context = withSimulator({
    agent: () =>
      new ScriptedAgent({
        'slow.job': async ({ request, listener }) => {
          const { recordId } = request.steps[0];
          listener.stepStarted(recordId, 'Work');
          listener.stepLogged(recordId, ['one', 'two']);
          announce();
          await new Promise<void>(resolve => {
            finish = resolve;
          });
          listener.stepLogged(recordId, ['three']);
          listener.stepCompleted(recordId, {
            result: 'succeeded',
            issues: [],
            outputVariables: {},
          });
          return 'succeeded' as const;
        },
      }),
  });
  const project = () =>
    `${context.simulator.organizationUrl()}/machine-learning`;
  const lineNumbers = (document: Document) =>
    [...document.querySelectorAll('[data-log] > li')].map(line =>
      line.getAttribute('data-line'),
    );

  it('renew themselves while the run is under way, with and without a script, and not after its end', async () => {
    const pipeline = await createPipeline(
      context,
      'trigger: none\nstages:\n- stage: slow\n  jobs:\n  - job: job\n    steps:\n    - script: sleep\n      displayName: Work\n',
    );
    const id = await startRun(context, pipeline);
    await isUnderWay;
    const summary = await openPage(`${project()}/_build/results?buildId=${id}`);
    expect(summary.read('#state')).toBe('State: ● running');
    const log = summary.link('Work');
    const page = await openPage(log);
    expect(page.document.querySelector('script')?.getAttribute('src')).toBe(
      '/_pages/live.js',
    );
    expect(page.text).toMatch(/<noscript>\s*<meta http-equiv="refresh"/);
    expect(lineNumbers(page.document)).toEqual(['1', '2']);
    const quiet = await openPage(page.link('Leave the page as it is'));
    expect(quiet.document.querySelector('script')).toBeNull();
    finish();
    await context.simulator.settled();
    const fresh = await openPage(`${log}&from=3`);
    expect(lineNumbers(fresh.document)).toEqual(['3']);
    expect(fresh.document.querySelector('script')).toBeNull();
    expect(fresh.text).not.toContain('http-equiv');
  });

  it('may run the script of the simulator and no other', async () => {
    const script = await fetch(`${context.simulator.url}/_pages/live.js`);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    const page = await openPage(`${project()}/_build`);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe');
    expect(page.document.querySelectorAll('[style], [onclick]')).toHaveLength(
      0,
    );
  });
});

describe('the list of runs', () => {
  let directory: string;
  let simulator: Simulator;
  let definitionId: number;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-runs-'));
    const first = await startSimulator({ dataDirectory: directory });
    const context = { simulator: first, rest: new RestClient(first) };
    const pipeline = await createPipeline(
      context,
      'trigger: none\nsteps:\n- script: echo\n',
    );
    definitionId = pipeline.id;
    const id = String(await startRun(context, pipeline));
    await first.close();
    putCopies(join(directory, 'azure-devops.sqlite'), id);
    simulator = await startSimulator({ dataDirectory: directory });
  });
  afterAll(async () => {
    await simulator.close();
    await rm(directory, { recursive: true, force: true });
  });

  /** Many runs that are over, which would take long to start. */
  function putCopies(file: string, id: string) {
    const store = SqliteStore.open({ file });
    const build = store.get('build', id);
    if (!build) {
      throw new Error(`There is no run ${id}.`);
    }
    for (let number = 1; number <= 299; number++) {
      store.put(
        'build',
        {
          ...build,
          id: String(1000 + number),
          buildNumber: `copy.${number}`,
          status: 'completed',
          result: 'succeeded',
        },
        { scope: build.projectId },
      );
    }
    store.close();
  }

  it('shows many runs in parts, the latest first', async () => {
    const project = `${simulator.organizationUrl()}/machine-learning`;
    const page = await openPage(
      `${project}/_build?definitionId=${definitionId}`,
    );
    expect(page.document.querySelectorAll('tbody tr')).toHaveLength(50);
    expect(page.read('tbody tr')).toMatch(
      /^#copy\.299 ✓ succeeded main manual Dana Scientist/,
    );
    const second = await openPage(page.link('Next'));
    expect(second.read('tbody tr')).toContain('#copy.249');
    expect(second.link('Previous')).toContain('page=1');
    const last = await openPage(
      `${project}/_build?definitionId=${definitionId}&page=99`,
    );
    expect(last.read('nav[aria-label^=Parts]')).toContain('251 to 300 of 300');
    const all = await openPage(`${project}/_build?view=runs`);
    expect(all.document.querySelectorAll('tbody tr')).toHaveLength(50);
  });
});
