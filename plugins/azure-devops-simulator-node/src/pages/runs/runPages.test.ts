import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPipeline, startRun } from '../../testing/pipelineUnderTest';
import { JobScript, ScriptedAgent } from '../../testing/ScriptedAgent';
import { withSimulator } from '../../testing/withSimulator';
import { openPage } from '../testing/openPage';

const attack = '<script>alert(1)</script>';
const time = '2026-03-04T10:00:00.0000000Z';

const yaml = `
trigger: none
parameters:
- name: size
  type: number
  default: 12
stages:
- stage: build
  displayName: Build it
  jobs:
  - job: compile
    steps:
    - script: echo \${{ parameters.size }}
      displayName: Compile
- stage: test
  jobs:
  - job: unit
    steps:
    - script: pip install
      displayName: Install
    - script: pytest
      displayName: Run the tests
- stage: release
  jobs:
  - job: publish
    steps:
    - script: echo
`;

const passed = Array.from({ length: 150 }, (_, index) => ({
  name: `test ${index}`,
  storage: 'tests.unit',
  outcome: 'Passed' as const,
  durationMilliseconds: 5,
}));

/** Its second step fails, after all that a run can publish. */
const failing =
  (folder: () => string): JobScript =>
  async ({ request, listener }) => {
    const [install, tests] = request.steps.map(({ recordId }) => recordId);
    listener.stepStarted(install, 'Install');
    listener.stepLogged(install, [`${time} installed`]);
    listener.stepCompleted(install, {
      result: 'succeeded',
      issues: [{ type: 'warning', message: 'old version' }],
      outputVariables: {},
    });
    listener.stepStarted(tests, 'Run the tests');
    listener.stepLogged(
      tests,
      Array.from({ length: 2500 }, (_, index) => `${time} line ${index + 1}`),
    );
    listener.publishTestResults({
      title: 'Unit tests',
      durationMilliseconds: 2000,
      results: [
        ...passed,
        {
          name: 'test_scores',
          storage: 'tests.model',
          outcome: 'Failed',
          durationMilliseconds: 1250,
          errorMessage: `assert 1 == 2 ${attack}`,
          stackTrace: 'model.py:12',
        },
      ],
    });
    listener.publishCoverage({
      linesCovered: 45,
      linesTotal: 60,
      branchesCovered: 0,
      branchesTotal: 0,
    });
    listener.attachSummary({
      name: 'Model card',
      text: `# Scores\n\n${attack}`,
    });
    await listener.publishArtifact({
      name: 'model',
      path: folder(),
      type: 'PipelineArtifact',
    });
    listener.stepLogged(tests, [
      `${time} \u001b[31mAssertionError\u001b[0m: ${attack}`,
      `${time} ##[error]Bash exited with code 1`,
    ]);
    listener.stepCompleted(tests, {
      result: 'failed',
      issues: [
        { type: 'warning', message: 'a slow test' },
        { type: 'error', message: `${attack} exited with code 1` },
      ],
      outputVariables: {},
    });
    return 'failed' as const;
  };

describe('the pages of a run that failed', () => {
  let folder: string;
  const context = withSimulator({
    agent: () => new ScriptedAgent({ 'test.unit': failing(() => folder) }),
  });
  let url: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'simulator-artifact-'));
    await mkdir(join(folder, 'weights'));
    await writeFile(join(folder, 'weights', 'a.bin'), 'weights');
    const pipeline = await createPipeline(context, yaml, { name: 'ci' });
    const id = await startRun(context, pipeline);
    await context.simulator.settled();
    url = `${context.simulator.organizationUrl()}/machine-learning/_build/results?buildId=${id}`;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const jobOf = async (name: string) => {
    const page = await openPage(url);
    return [...page.document.querySelectorAll('details')].find(
      details => details.querySelector('strong')?.textContent === name,
    );
  };
  const inOneLine = (element: Element) =>
    (element.textContent ?? '').replace(/\s+/g, ' ').trim();

  it('start with the step that failed, its errors before its warnings, and the end of its log', async () => {
    const page = await openPage(url);
    expect(page.status).toBe(200);
    expect(page.document.querySelector('main section')?.id).toBe('problems');
    expect(page.read('#problems h3')).toBe('test › unit › Run the tests');
    expect(page.read('#problems ul')).toMatch(
      /^Error: .*code 1 Warning: a slow test$/,
    );
    expect(page.read('#problems .log .error')).toContain(
      '##[error]Bash exited with code 1',
    );
    expect(page.read('#problems .log')).not.toContain('line 2000');
    expect(page.text).not.toContain('<script>');
    expect(page.text).not.toContain('\u001b');
  });

  it('show the stages in their order with their states, and the steps of each job', async () => {
    const page = await openPage(url);
    expect(page.read('ol.stages')).toMatch(
      /^Build it ✓ succeeded .*test ✗ failed .*after Build it.*release ○ skipped .*after test$/,
    );
    expect(page.read('#problems')).not.toContain('test › unit Error');
    const unit = await jobOf('unit');
    expect(unit?.hasAttribute('open')).toBe(true);
    expect(
      [...(unit?.querySelectorAll('tbody tr') ?? [])].map(inOneLine),
    ).toEqual([
      expect.stringMatching(/^Install ✓ succeeded .*Warning: old version$/),
      expect.stringMatching(
        /^Run the tests ✗ failed .*Error: .*Warning: a slow test$/,
      ),
    ]);
    expect((await jobOf('compile'))?.hasAttribute('open')).toBe(false);
  });

  it('show the end of a long log with line numbers to link to, and lead to its other parts', async () => {
    const summary = await openPage(url);
    const page = await openPage(summary.link(/^Whole log \(2502 lines\)$/));
    const address = new URL(summary.link('Run the tests'));
    expect(address.searchParams.get('view')).toBe('logs');
    expect([...address.searchParams.keys()]).toEqual([
      'buildId',
      'view',
      'j',
      't',
    ]);
    expect(page.read('main')).toContain('Lines 1503 to 2502 of 2502.');
    expect(page.read('#L2502.error')).toContain('Bash exited with code 1');
    expect(page.read('#L2501 .text')).toBe(`AssertionError: ${attack}`);
    const first = await openPage(page.link('First lines'));
    expect(first.read('#L1 .text')).toBe('line 1');
    const around = await openPage(`${address.href}&l=1200`);
    expect(around.read('#L1200 .text')).toBe('line 1200');
    const text = await fetch(page.link('Whole log as text'));
    expect(text.headers.get('content-disposition')).toContain('attachment');
    expect((await text.text()).split('\n')[0]).toBe(`${time} line 1`);
  });

  it('show the tests that failed first, with message and stack, and the coverage', async () => {
    const summary = await openPage(url);
    expect(summary.read('#problems')).toContain('1 of 151 tests failed');
    expect(summary.read('#problems')).toContain(
      `tests.model › test_scores: assert 1 == 2 ${attack}`,
    );
    const tests = await openPage(summary.link('All tests'));
    expect(tests.read('.problem')).toBe(
      `test_scores ✗ failed tests.model · 1.250 s assert 1 == 2 ${attack} model.py:12`,
    );
    expect(tests.document.querySelectorAll('tbody tr')).toHaveLength(100);
    const rest = await openPage(tests.link('Next'));
    expect(rest.document.querySelectorAll('tbody tr')).toHaveLength(50);
    const coverage = await openPage(summary.link('Code coverage'));
    expect(coverage.read('dl')).toBe(
      'Lines 75.0 % (45 of 60) Branches none counted',
    );
  });

  it('give out the files of an artifact, one by one or as a zip, and nothing beside them', async () => {
    const page = await openPage((await openPage(url)).link('Artifacts'));
    const file = await fetch(page.link('weights/a.bin'));
    expect(await file.text()).toBe('weights');
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="?a\.bin"?$/,
    );
    const zip = await fetch(page.link('Download model as zip'));
    expect(Buffer.from(await zip.arrayBuffer()).toString('latin1')).toContain(
      'model/weights/a.bin',
    );
    const outside = await openPage(
      `${url}&view=artifacts&artifactName=model&path=../../azure-devops.sqlite`,
    );
    expect(outside.status).toBe(404);
  });

  it('show summaries as Markdown, the parameters, and the final YAML', async () => {
    const page = await openPage(url);
    expect(page.read('#outcome .document')).toBe(`Scores ${attack}`);
    expect(page.read('main')).toMatch(/size 12 default/);
    const final = await openPage(page.link('Final YAML'));
    expect(final.read('.log')).toContain('echo 12');
  });

  it.each([
    '&view=nothing',
    '&view=logs&t=nothing',
    '&view=artifacts&artifactName=none',
  ])('are missing at %s', async query => {
    expect((await openPage(`${url}${query}`)).status).toBe(404);
  });
});
