import {
  createPipeline,
  getBuild,
  PipelineUnderTest,
  runPipeline,
  startRun,
  timelineOf,
} from '../../testing/pipelineUnderTest';
import { ScriptedAgent } from '../../testing/ScriptedAgent';
import { untilTrue } from '../../testing/untilTrue';
import { withSimulator } from '../../testing/withSimulator';

const project = 'machine-learning/_apis';

const deployTo = (environment: string) => `
jobs:
- deployment: deploy
  environment: ${environment}
  strategy: {runOnce: {deploy: {steps: [{script: echo}]}}}
`;

describe('the task checks of a stage', () => {
  let time = '2026-03-02T10:00:00Z';
  const context = withSimulator({
    agent: () => new ScriptedAgent(),
    clock: () => new Date(time),
  });

  /** A pipeline that may use an environment with a check. */
  const guarded = async (
    name: string,
    check: Readonly<Record<string, unknown>>,
  ): Promise<PipelineUnderTest> => {
    const { body } = await context.rest.post(
      `${project}/distributedtask/environments`,
      { name },
    );
    const pipeline = await createPipeline(context, deployTo(name));
    await context.rest.patch(
      `${project}/pipelines/pipelinepermissions/environment/${body.id}`,
      { pipelines: [{ id: pipeline.id, authorized: true }] },
    );
    const answer = await context.rest.post(
      `${project}/pipelines/checks/configurations`,
      { resource: { type: 'environment', id: String(body.id) }, ...check },
    );
    expect(answer.status).toBe(200);
    return pipeline;
  };

  const branchControl = (inputs: object) => ({
    type: { name: 'Task Check' },
    settings: {
      displayName: 'Branch control',
      definitionRef: {
        id: '86b05a0c-73e6-4f7d-b3cf-e38f3b39a75b',
        name: 'evaluatebranchProtection',
        version: '0.0.1',
      },
      inputs,
    },
    timeout: 60,
  });

  it.each([
    ['refs/heads/main', 'succeeded'],
    ['refs/heads/release/*, refs/heads/main', 'succeeded'],
    ['refs/heads/release/*', 'failed'],
  ])('hold the branch against %s', async (allowedBranches, result) => {
    const pipeline = await guarded(
      `branches ${allowedBranches.length}`,
      branchControl({ allowedBranches }),
    );
    expect((await runPipeline(context, pipeline)).result).toBe(result);
  });

  it('want a branch policy where the branch has to be protected', async () => {
    const pipeline = await guarded(
      'protected',
      branchControl({
        allowedBranches: '*',
        ensureProtectionOfBranch: 'true',
      }),
    );
    const build = await runPipeline(context, pipeline);
    expect(build.result).toBe('failed');
    const stage = (await timelineOf(context, build.id))['Stage __default'];
    expect(stage.issues[0].message).toMatch(/no branch protection/);
  });

  it('wait for business hours', async () => {
    time = '2026-03-07T10:00:00Z'; // a Saturday
    const pipeline = await guarded('office', {
      type: { name: 'Task Check' },
      settings: {
        displayName: 'Business hours',
        definitionRef: {
          id: '445fde2f-6c39-441c-807f-8a59ff2e075f',
          name: 'evaluateBusinessHours',
          version: '0.0.1',
        },
        inputs: {
          businessDays: 'Monday, Tuesday',
          timeZone: 'W. Europe Standard Time',
          startTime: '08:00',
          endTime: '16:00',
        },
      },
      timeout: 43200,
    });
    const id = await startRun(context, pipeline);
    await context.simulator.settled();
    expect((await getBuild(context, id)).status).toBe('inProgress');
    time = '2026-03-09T07:30:00Z';
    await untilTrue(
      async () => (await getBuild(context, id)).status === 'completed',
    );
    expect((await getBuild(context, id)).result).toBe('succeeded');
  });

  it('refuse a check that is not simulated by its name', async () => {
    const pipeline = await guarded('function', {
      type: { name: 'Task Check' },
      settings: {
        displayName: 'Ask our function',
        definitionRef: {
          id: '537fdb7a-a601-4537-aa70-92645a2b5ce4',
          name: 'AzureFunction',
          version: '1.0.0',
        },
        inputs: {},
      },
      timeout: 60,
    });
    const build = await runPipeline(context, pipeline);
    expect(build.result).toBe('failed');
    const stage = (await timelineOf(context, build.id))['Stage __default'];
    expect(stage.issues[0].message).toContain("'Ask our function'");
  });
});
