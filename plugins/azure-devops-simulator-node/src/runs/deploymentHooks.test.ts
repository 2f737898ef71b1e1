import { createEnvironment, permit } from '../testing/guardResource';
import {
  createPipeline,
  runPipeline,
  timelineOf,
} from '../testing/pipelineUnderTest';
import { ScriptedAgent } from '../testing/ScriptedAgent';
import { withSimulator } from '../testing/withSimulator';

const yaml = (job: string) => `
stages:
- stage: release
  jobs:
  - deployment: ${job}
    environment: hooks
    strategy:
      runOnce:
        preDeploy:
          steps:
          - script: echo prepare
        deploy:
          steps:
          - script: echo deploy
        routeTraffic:
          steps:
          - script: echo route
        postRouteTraffic:
          steps:
          - script: echo look
        on:
          success:
            steps:
            - script: echo celebrate
          failure:
            steps:
            - script: echo repair
`;

describe('the hooks of a deployment', () => {
  const context = withSimulator({
    agent: () =>
      new ScriptedAgent({
        'release.early.preDeploy': () => 'failed',
        'release.broken.broken': () => 'failed',
        'release.partly.partly': () => 'succeededWithIssues',
        'release.late.onSuccess': () => 'failed',
        'release.twice.twice': () => 'failed',
        'release.twice.onFailure': () => 'failed',
      }),
  });
  let environment: { readonly type: string; readonly id: string };

  beforeAll(async () => {
    environment = await createEnvironment(context, 'hooks');
  });

  /** Result of the run and of the jobs by their names, in the order of the file. */
  const deploy = async (job: string) => {
    const pipeline = await createPipeline(context, yaml(job));
    await permit(context, environment, pipeline);
    const build = await runPipeline(context, pipeline);
    const jobs = Object.values(await timelineOf(context, build.id))
      .filter(({ type }) => type === 'Job')
      .sort((left, right) => left.order - right.order);
    return {
      result: build.result,
      jobs: jobs.map(({ refName, result }) => `${refName} ${result}`),
    };
  };

  it('run one after the other, and onSuccess at the end', async () => {
    expect(await deploy('good')).toEqual({
      result: 'succeeded',
      jobs: [
        'preDeploy succeeded',
        'good succeeded',
        'routeTraffic succeeded',
        'postRouteTraffic succeeded',
        'onSuccess succeeded',
        'onFailure skipped',
      ],
    });
  });

  it('end with onFailure as soon as one has failed', async () => {
    expect(await deploy('broken')).toEqual({
      result: 'failed',
      jobs: [
        'preDeploy succeeded',
        'broken failed',
        'routeTraffic skipped',
        'postRouteTraffic skipped',
        'onSuccess skipped',
        'onFailure succeeded',
      ],
    });
  });

  it('do not deploy when preDeploy has failed', async () => {
    const { result, jobs } = await deploy('early');
    expect(result).toBe('failed');
    expect(jobs).toEqual(
      expect.arrayContaining([
        'preDeploy failed',
        'early skipped',
        'onFailure succeeded',
      ]),
    );
  });

  it('count issues as success', async () => {
    const { result, jobs } = await deploy('partly');
    expect(result).toBe('partiallySucceeded');
    expect(jobs).toEqual(
      expect.arrayContaining(['onSuccess succeeded', 'onFailure skipped']),
    );
  });

  it('fail the deployment when onSuccess or onFailure fails', async () => {
    expect(await deploy('late')).toMatchObject({
      result: 'failed',
      jobs: expect.arrayContaining(['onSuccess failed', 'onFailure skipped']),
    });
    expect(await deploy('twice')).toMatchObject({
      result: 'failed',
      jobs: expect.arrayContaining(['onSuccess skipped', 'onFailure failed']),
    });
  });
});
