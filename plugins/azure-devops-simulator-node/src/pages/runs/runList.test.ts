import { createPipeline, startRun } from '../../testing/pipelineUnderTest';
import { ScriptedAgent } from '../../testing/ScriptedAgent';
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
  const context = withSimulator();
  const project = () =>
    `${context.simulator.organizationUrl()}/machine-learning`;

  it('shows many runs in parts, the latest first', async () => {
    const pipeline = await createPipeline(
      context,
      'trigger: none\nsteps:\n- script: echo\n',
    );
    await Promise.all(
      Array.from({ length: 60 }, () => startRun(context, pipeline)),
    );
    const page = await openPage(
      `${project()}/_build?definitionId=${pipeline.id}`,
    );
    expect(page.document.querySelectorAll('tbody tr')).toHaveLength(50);
    expect(page.read('tbody tr')).toMatch(
      /^#\d+\.60 .* main manual Dana Scientist/,
    );
    const rest = await openPage(page.link('Next'));
    expect(rest.document.querySelectorAll('tbody tr')).toHaveLength(10);
    expect(rest.link('Previous')).toContain('page=1');
    const all = await openPage(`${project()}/_build?view=runs`);
    expect(all.document.querySelectorAll('tbody tr')).toHaveLength(50);
  });
});
