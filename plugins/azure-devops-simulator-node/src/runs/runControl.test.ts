import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Simulator, startSimulator } from '../startSimulator';
import { ScriptedAgent, untilAborted } from '../testing/ScriptedAgent';
import {
  createPipeline,
  getBuild,
  runPipeline,
  stageResults,
  startRun,
  timelineOf,
} from '../testing/pipelineUnderTest';
import { RestClient } from '../testing/RestClient';
import { untilTrue } from '../testing/untilTrue';
import { withSimulator } from '../testing/withSimulator';

const project = 'machine-learning/_apis';

const pipelineOf = (first: string, more = '') => `
stages:
- stage: ${first}
  jobs:
  - job: job
    steps: [{script: echo}]
- stage: after
  jobs:
  - job: job
    steps: [{script: echo}]
- stage: clean
  condition: always()
  jobs:
  - job: job
    condition: always()
    steps: [{script: echo}]
${more}`;

describe('a run', () => {
  let isBroken = true;
  const agent = new ScriptedAgent({
    endless: ({ signal }) => untilAborted(signal),
    flaky: () => (isBroken ? 'failed' : 'succeeded'),
  });
  const context = withSimulator({ agent: () => agent, parallelJobs: 3 });

  const jobState = async (id: number, identifier: string) =>
    (await timelineOf(context, id))[`Job ${identifier}`]?.state;

  it('stops when it is cancelled, and still does what always has to be done', async () => {
    const pipeline = await createPipeline(context, pipelineOf('endless'));
    const id = await startRun(context, pipeline);
    await untilTrue(
      async () =>
        (await jobState(id, 'endless.job.__default')) === 'inProgress',
    );
    const answer = await context.rest.patch(`${project}/build/builds/${id}`, {
      status: 'cancelling',
    });
    expect(answer.body.status).toBe('cancelling');
    await context.simulator.settled();
    expect(await getBuild(context, id)).toMatchObject({
      status: 'completed',
      result: 'canceled',
    });
    expect(await stageResults(context, id)).toEqual({
      endless: 'canceled',
      after: 'skipped',
      clean: 'succeeded',
    });
  });

  it('lets one stage be cancelled', async () => {
    const pipeline = await createPipeline(context, pipelineOf('endless'));
    const id = await startRun(context, pipeline);
    await untilTrue(
      async () =>
        (await jobState(id, 'endless.job.__default')) === 'inProgress',
    );
    const stage = `${project}/build/builds/${id}/stages/endless`;
    expect((await context.rest.patch(stage, { state: 'cancel' })).status).toBe(
      204,
    );
    await context.simulator.settled();
    expect(await stageResults(context, id)).toEqual({
      endless: 'canceled',
      after: 'skipped',
      clean: 'succeeded',
    });
  });

  it('lets a stage that has failed run again, with those that it held up', async () => {
    isBroken = true;
    const pipeline = await createPipeline(context, pipelineOf('flaky'));
    const build = await runPipeline(context, pipeline);
    expect(build.result).toBe('failed');
    const stage = `${project}/build/builds/${build.id}/stages/flaky`;
    isBroken = false;
    expect((await context.rest.patch(stage, { state: 'retry' })).status).toBe(
      204,
    );
    await context.simulator.settled();
    expect((await getBuild(context, build.id)).result).toBe('succeeded');
    const record = (await timelineOf(context, build.id))['Stage flaky'];
    expect(record).toMatchObject({
      attempt: 2,
      result: 'succeeded',
      previousAttempts: [{ attempt: 1 }],
    });
    const [{ timelineId, recordId }] = record.previousAttempts;
    const earlier = await context.rest.get(
      `${project}/build/builds/${build.id}/timeline/${timelineId}`,
    );
    expect(earlier.body.records).toContainEqual(
      expect.objectContaining({ id: recordId, result: 'failed' }),
    );
    const again = await context.rest.patch(stage, { state: 'retry' });
    expect(again.status).toBe(400);
  });

  it('waits in the queue while the agent is busy', async () => {
    const pipeline = await createPipeline(context, pipelineOf('endless'));
    const ids: number[] = [];
    for (let count = 0; count < 4; count++) {
      ids.push(await startRun(context, pipeline));
    }
    await untilTrue(
      async () =>
        (await jobState(ids[2], 'endless.job.__default')) === 'inProgress',
    );
    expect((await getBuild(context, ids[3])).status).toBe('notStarted');
    for (const id of ids) {
      await context.rest.patch(`${project}/build/builds/${id}`, {
        status: 'cancelling',
      });
    }
    await context.simulator.settled();
  });

  it('gives a delay on the server its time, and refuses other tasks there by their names', async () => {
    const pipeline = await createPipeline(
      context,
      `
jobs:
- job: wait
  pool: server
  steps:
  - task: Delay@1
    inputs:
      delayForMinutes: 0
- job: ask
  pool: server
  steps:
  - task: ManualValidation@1
    inputs:
      notifyUsers: someone@contoso.example
`,
    );
    const build = await runPipeline(context, pipeline);
    const timeline = await timelineOf(context, build.id);
    expect(timeline['Phase __default.wait'].result).toBe('succeeded');
    expect(timeline['Phase __default.ask'].result).toBe('failed');
    expect(timeline['Job __default.ask.__default'].issues[0].message).toContain(
      'ManualValidation@1',
    );
  });
});

describe('a simulator that is started again', () => {
  let dataDirectory: string;
  let simulator: Simulator | undefined;

  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), 'simulator-restart-'));
  });
  afterAll(async () => {
    await simulator?.close();
    await rm(dataDirectory, { recursive: true, force: true });
  });

  const start = async (agent: ScriptedAgent) => {
    const started = await startSimulator({ dataDirectory, agent: () => agent });
    simulator = started;
    return { simulator: started, rest: new RestClient(started) };
  };

  it('gives up the job that was on the agent, and goes on with the run', async () => {
    const before = await start(
      new ScriptedAgent({ endless: ({ signal }) => untilAborted(signal) }),
    );
    const pipeline = await createPipeline(before, pipelineOf('endless'));
    const id = await startRun(before, pipeline);
    await untilTrue(async () => {
      const timeline = await timelineOf(before, id);
      return timeline['Job endless.job.__default']?.state === 'inProgress';
    });
    await before.simulator.close();

    const agent = new ScriptedAgent();
    const after = await start(agent);
    await after.simulator.settled();
    expect((await getBuild(after, id)).result).toBe('failed');
    expect(agent.names).toEqual(['clean.job.__default']);
    const job = (await timelineOf(after, id))['Job endless.job.__default'];
    expect(job.result).toBe('abandoned');
    expect(job.issues[0].message).toMatch(/was stopped while the agent ran/);
  });
});
