import { ScriptedAgent, completeStep } from '../testing/ScriptedAgent';
import {
  createPipeline,
  runPipeline,
  stageResults,
  timelineOf,
} from '../testing/pipelineUnderTest';
import { withSimulator } from '../testing/withSimulator';

const twoStages = `
trigger: none
stages:
- stage: build
  jobs:
  - job: compile
    steps:
    - script: echo building
      name: make
      displayName: Make it
- stage: release
  jobs:
  - job: deploy
    steps:
    - script: echo deploying
`;

describe('stages of a run', () => {
  const agent = new ScriptedAgent({
    'broken.job': () => 'failed',
    'giving.job': ({ request, listener }) => {
      completeStep(listener, request.steps[0].recordId, { version: '1.2' });
      return 'succeeded';
    },
  });
  const context = withSimulator({ agent: () => agent });

  it('go one after the other and leave a timeline', async () => {
    const pipeline = await createPipeline(context, twoStages);
    const build = await runPipeline(context, pipeline);
    expect(build).toMatchObject({ status: 'completed', result: 'succeeded' });
    expect(agent.names.slice(-2)).toEqual([
      'build.compile.__default',
      'release.deploy.__default',
    ]);
    const timeline = await timelineOf(context, build.id);
    const stage = timeline['Stage build'];
    expect(stage).toMatchObject({ state: 'completed', result: 'succeeded' });
    const phase = timeline['Phase build.compile'];
    expect(phase.parentId).toBe(stage.id);
    const job = timeline['Job build.compile.__default'];
    expect(job).toMatchObject({
      parentId: phase.id,
      workerName: 'Scripted agent',
    });
    expect(timeline['Task build.compile.__default.make']).toMatchObject({
      parentId: job.id,
      name: 'Make it',
      result: 'succeeded',
      log: { id: expect.any(Number) },
    });
  });

  it('are skipped after a failure, except for those that ask for it', async () => {
    const pipeline = await createPipeline(
      context,
      `
stages:
- stage: broken
  jobs:
  - job: job
    steps: [{script: echo}]
- stage: after
  jobs:
  - job: job
    steps: [{script: echo}]
- stage: repair
  dependsOn: broken
  condition: failed()
  jobs:
  - job: job
    steps: [{script: echo}]
- stage: report
  dependsOn: [after, repair]
  condition: always()
  jobs:
  - job: job
    steps: [{script: echo}]
`,
    );
    const build = await runPipeline(context, pipeline);
    expect(build.result).toBe('failed');
    expect(await stageResults(context, build.id)).toEqual({
      broken: 'failed',
      after: 'skipped',
      repair: 'succeeded',
      report: 'succeeded',
    });
  });

  it('see the results and output variables of stages and jobs before them', async () => {
    const pipeline = await createPipeline(
      context,
      `
stages:
- stage: giving
  jobs:
  - job: job
    steps:
    - script: echo
      name: read
- stage: taking
  condition: eq(dependencies.giving.outputs['job.read.version'], '1.2')
  jobs:
  - job: first
    variables:
      version: $[ stageDependencies.giving.job.outputs['read.version'] ]
    steps: [{script: echo}]
  - job: second
    dependsOn: first
    condition: eq(dependencies.first.result, 'Succeeded')
    steps: [{script: echo}]
- stage: not_taking
  dependsOn: giving
  condition: eq(dependencies.giving.outputs['job.read.version'], '9.9')
  jobs:
  - job: job
    steps: [{script: echo}]
`,
    );
    const build = await runPipeline(context, pipeline);
    expect(await stageResults(context, build.id)).toEqual({
      giving: 'succeeded',
      taking: 'succeeded',
      not_taking: 'skipped',
    });
    const taking = agent.requests.find(
      ({ name }) => name === 'taking.first.__default',
    );
    expect(taking?.variables.version).toEqual({ value: '1.2' });
  });
});
