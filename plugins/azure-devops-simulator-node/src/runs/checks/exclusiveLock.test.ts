import {
  createPipeline,
  getBuild,
  PipelineUnderTest,
  stageResults,
  startRun,
} from '../../testing/pipelineUnderTest';
import { ScriptedAgent } from '../../testing/ScriptedAgent';
import { untilTrue } from '../../testing/untilTrue';
import { withSimulator } from '../../testing/withSimulator';

const project = 'machine-learning/_apis';

/** A pipeline whose own behaviour, and that of its stage if it has one, are given. */
const pipelineWith = (
  environment: string,
  { own, ofStage = '' }: { own: string; ofStage?: string },
) => `
lockBehavior: ${own}
stages:
- stage: release
  ${ofStage && `lockBehavior: ${ofStage}`}
  jobs:
  - deployment: deploy
    environment: ${environment}
    strategy:
      runOnce:
        deploy:
          steps:
          - script: echo deploying
`;

describe('an exclusive lock', () => {
  const open = new Map<string, () => void>();
  const agent = new ScriptedAgent({
    // Each deployment goes on until the test lets it end.
    release: ({ request }) =>
      new Promise(resolve => {
        open.set(request.buildId, () => resolve('succeeded'));
      }),
  });
  const context = withSimulator({ agent: () => agent, parallelJobs: 5 });

  const locked = async (
    environment: string,
    behaviors: { own: string; ofStage?: string },
  ): Promise<PipelineUnderTest> => {
    const { body } = await context.rest.post(
      `${project}/pipelines/environments`,
      { name: environment },
      { version: '7.2-preview' },
    );
    await context.rest.post(`${project}/pipelines/checks/configurations`, {
      type: { name: 'ExclusiveLock' },
      resource: { type: 'environment', id: String(body.id) },
      settings: {},
      timeout: 60,
    });
    const pipeline = await createPipeline(
      context,
      pipelineWith(environment, behaviors),
    );
    await context.rest.patch(
      `${project}/pipelines/pipelinepermissions/environment/${body.id}`,
      { pipelines: [{ id: pipeline.id, authorized: true }] },
    );
    return pipeline;
  };

  const startThree = async (pipeline: PipelineUnderTest) => {
    const ids: number[] = [];
    for (let count = 0; count < 3; count++) {
      ids.push(await startRun(context, pipeline));
      await untilTrue(
        async () =>
          (await getBuild(context, ids[count])).status === 'inProgress',
      );
    }
    return ids;
  };

  const isRunning = (id: number) => untilTrue(async () => open.has(String(id)));
  const finish = async (id: number) => {
    open.get(String(id))?.();
    await untilTrue(
      async () => (await getBuild(context, id)).status === 'completed',
    );
  };

  it.each([
    ['pipeline', { own: 'sequential' }],
    ['stage', { own: 'runLatest', ofStage: 'sequential' }],
  ])(
    'lets the runs of a sequential %s through one after the other',
    async (place, behaviors) => {
      const ids = await startThree(await locked(place, behaviors));
      for (const [index, id] of ids.entries()) {
        await isRunning(id);
        expect(ids.filter(other => open.has(String(other)))).toHaveLength(
          index + 1,
        );
        await finish(id);
        expect((await getBuild(context, id)).result).toBe('succeeded');
      }
    },
  );

  it('cancels all but the latest run that waits where only that one counts', async () => {
    const [first, second, third] = await startThree(
      await locked('latest', { own: 'runLatest' }),
    );
    await isRunning(first);
    await untilTrue(
      async () => (await getBuild(context, second)).status === 'completed',
    );
    expect(await stageResults(context, second)).toEqual({
      release: 'canceled',
    });
    await finish(first);
    await isRunning(third);
    await finish(third);
    expect((await getBuild(context, third)).result).toBe('succeeded');
  });
});
