import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { startSimulator } from '../../startSimulator';
import {
  addCheck,
  createEnvironment,
  decide,
  permit,
} from '../../testing/guardResource';
import {
  createPipeline,
  getBuild,
  PipelineUnderTest,
  startRun,
  timelineOf,
} from '../../testing/pipelineUnderTest';
import { RestClient } from '../../testing/RestClient';
import { createReview, ReviewUnderTest } from '../../testing/reviewUnderTest';
import { JobScript, ScriptedAgent } from '../../testing/ScriptedAgent';
import { untilTrue } from '../../testing/untilTrue';
import { SimulatorUnderTest } from '../../testing/withSimulator';
import { policyTypes } from '../policy/policyTypes';

const project = 'machine-learning/_apis';

const yaml = `
trigger: {batch: true, branches: {include: [main]}}
stages:
- stage: release
  jobs:
  - deployment: deploy
    environment: prod
    strategy: {runOnce: {deploy: {steps: [{script: echo}]}}}
`;

/** Kinds of records that runs leave. */
const ofRuns = [
  'approval',
  'artifact',
  'batchedPush',
  'build',
  'checkSuite',
  'deployment',
  'log',
  'resourceLock',
  'runPlan',
  'testResults',
  'testRun',
  'timelineRecord',
];
const ofReviews = [
  'commitStatus',
  'mergeOperation',
  'policyEvaluation',
  'pullRequest',
];

describe('what is removed', () => {
  let directory: string;
  let endRun: (() => void) | undefined;
  let isHeld = false;
  const errors: unknown[] = [];

  /** Fails at first, so that there are earlier attempts; the last one goes on until the test ends it. */
  const script: JobScript = async ({ request, listener }) => {
    listener.publishTestResults({
      title: 'Tests',
      durationMilliseconds: 1,
      results: [
        {
          name: 'one',
          storage: 'tests',
          outcome: 'Passed',
          durationMilliseconds: 1,
        },
      ],
    });
    listener.stepLogged(request.steps[0].recordId, ['A line']);
    if (!isHeld) {
      await listener.publishArtifact({
        name: `model-${request.recordId}`,
        path: join(directory, 'model.txt'),
        type: 'PipelineArtifact',
      });
      return 'failed';
    }
    return new Promise(resolve => {
      endRun = () => {
        listener.stepLogged(request.steps[0].recordId, ['A late line']);
        resolve('canceled');
      };
    });
  };

  /** Does something with a simulator on the data of before, and stops it. */
  const within = async (
    work: (context: SimulatorUnderTest) => Promise<void>,
  ): Promise<void> => {
    const simulator = await startSimulator({
      dataDirectory: join(directory, 'data'),
      agent: () => new ScriptedAgent({ release: script }),
      onError: error => errors.push(error),
    });
    try {
      await work({ simulator, rest: new RestClient(simulator) });
    } finally {
      await simulator.close();
    }
  };

  /** How many records there are of each kind, and lines of logs. */
  const left = (kinds: readonly string[]): Readonly<Record<string, number>> => {
    const database = new Database(join(directory, 'data/azure-devops.sqlite'), {
      readonly: true,
    });
    try {
      const count = database.prepare<[string], { readonly count: number }>(
        'SELECT COUNT(*) AS count FROM records WHERE kind = ?',
      );
      const lines = database
        .prepare<[], { readonly count: number }>(
          'SELECT COUNT(*) AS count FROM lines',
        )
        .get();
      return Object.fromEntries([
        ...kinds.map(kind => [kind, count.get(kind)?.count ?? 0] as const),
        ['lines', lines?.count ?? 0],
      ]);
    } finally {
      database.close();
    }
  };

  const approve = async (context: SimulatorUnderTest, buildId: number) => {
    const waiting = async () =>
      Object.values(await timelineOf(context, buildId)).find(
        ({ type, state }) =>
          type === 'Checkpoint.Approval' && state === 'inProgress',
      );
    await untilTrue(async () => (await waiting()) !== undefined);
    const { id } = await waiting();
    await decide(context, id, { status: 'approved' });
  };

  const completed = (context: SimulatorUnderTest, id: number) =>
    untilTrue(async () => (await getBuild(context, id)).status === 'completed');

  /** Gives back the new commit. */
  const push = async (
    context: SimulatorUnderTest,
    pipeline: PipelineUnderTest,
    oldObjectId: string,
  ): Promise<string> => {
    const { body } = await context.rest.post(
      `${project}/git/repositories/${pipeline.repositoryId}/pushes`,
      {
        refUpdates: [{ name: 'refs/heads/main', oldObjectId }],
        commits: [
          {
            comment: 'Change it',
            changes: [
              {
                changeType: 'add',
                item: { path: `/${oldObjectId}.txt` },
                newContent: { content: 'new', contentType: 'rawtext' },
              },
            ],
          },
        ],
      },
    );
    return body.refUpdates[0].newObjectId;
  };

  const allBuilds = async (context: SimulatorUnderTest) =>
    (await context.rest.get(`${project}/build/builds`)).body.value;

  const createGuardedPipeline = async (
    context: SimulatorUnderTest,
  ): Promise<PipelineUnderTest> => {
    const prod = await createEnvironment(context, 'prod');
    const me = await context.rest.get('_apis/connectionData');
    await addCheck(context, prod, {
      type: { name: 'Approval' },
      settings: { approvers: [{ id: me.body.authenticatedUser.id }] },
    });
    await addCheck(context, prod, { type: { name: 'ExclusiveLock' } });
    const pipeline = await createPipeline(context, yaml, {
      definition: {
        triggers: [
          { settingsSourceType: 2, triggerType: 'continuousIntegration' },
        ],
      },
    });
    await permit(context, prod, pipeline);
    return pipeline;
  };

  /** A review with all that only it can leave. */
  const createJudgedReview = async (
    context: SimulatorUnderTest,
  ): Promise<ReviewUnderTest> => {
    const review = await createReview(context, {
      prepare: async ({ protect }) => {
        await protect(policyTypes.minimumReviewers, {
          minimumApproverCount: 1,
          creatorVoteCounts: true,
        });
      },
    });
    const { lastMergeSourceCommit, lastMergeTargetCommit } =
      await review.read();
    const parents = [
      lastMergeTargetCommit.commitId,
      lastMergeSourceCommit.commitId,
    ];
    await context.rest.post(
      `${review.repository}/commits/${parents[0]}/statuses`,
      { context: { name: 'scan', genre: 'ml' }, state: 'failed' },
    );
    await context.rest.post(`${review.repository}/merges`, { parents });
    return review;
  };

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'simulator-removal-'));
    await writeFile(join(directory, 'model.txt'), 'weights');
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));

  it('of a repository is all that is known of its commits and pull requests', async () => {
    let review: ReviewUnderTest | undefined;
    await within(async context => {
      review = await createJudgedReview(context);
    });
    expect(left(ofReviews)).toEqual({
      commitStatus: 1,
      mergeOperation: 1,
      policyEvaluation: 1,
      pullRequest: 1,
      lines: 0,
    });
    await within(async context => {
      const { status } = await context.rest.delete(review?.repository ?? '');
      expect(status).toBe(204);
    });
    const after = Object.entries(left(ofReviews));
    expect(after.filter(([, count]) => count > 0)).toEqual([]);
  });

  it('of a project is also all that its runs have left, on the disk, too', async () => {
    await within(async context => {
      await createJudgedReview(context);
      const pipeline = await createGuardedPipeline(context);
      const first = await startRun(context, pipeline);
      await approve(context, first);
      await completed(context, first);
      await context.rest.patch(
        `${project}/build/builds/${first}/stages/release`,
        { state: 'retry' },
      );
      await approve(context, first);
      await completed(context, first);
      const commit = await push(context, pipeline, pipeline.commit);
      await untilTrue(async () => (await allBuilds(context)).length === 2);
      await push(context, pipeline, commit);
      await context.simulator.settled();
    });
    const before = left([...ofRuns, ...ofReviews]);
    expect(Object.entries(before).filter(([, count]) => count === 0)).toEqual(
      [],
    );
    expect(before).toMatchObject({ deployment: 2, testRun: 2 });
    await within(async context => {
      isHeld = true;
      const [running] = await allBuilds(context);
      await approve(context, running.id);
      await untilTrue(async () => endRun !== undefined);
      const { body } = await context.rest.get(
        '_apis/projects/machine-learning',
      );
      const { status } = await context.rest.delete(`_apis/projects/${body.id}`);
      expect(status).toBe(202);
      endRun?.();
      await context.simulator.settled();
    });
    const after = left([...ofRuns, ...ofReviews]);
    expect(Object.entries(after).filter(([, count]) => count > 0)).toEqual([]);
    expect(await readdir(join(directory, 'data/artifacts'))).toEqual([]);
    expect(errors).toEqual([]);
  });
});
