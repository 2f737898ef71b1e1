import { approverToken } from '../../seed/developmentTokens';
import {
  createPipeline,
  getBuild,
  PipelineUnderTest,
  runPipeline,
  stageResults,
  timelineOf,
} from '../../testing/pipelineUnderTest';
import { Json } from '../../testing/RestClient';
import { ScriptedAgent } from '../../testing/ScriptedAgent';
import { untilTrue } from '../../testing/untilTrue';
import { withSimulator } from '../../testing/withSimulator';

const project = 'machine-learning/_apis';

const deployTo = (environment: string) => `
stages:
- stage: release
  jobs:
  - deployment: deploy
    environment: ${environment}
    strategy:
      runOnce:
        deploy:
          steps:
          - script: echo deploying
`;

describe('the checks of a stage', () => {
  let time = '2026-03-02T10:00:00Z';
  const agent = new ScriptedAgent();
  const context = withSimulator({
    agent: () => agent,
    clock: () => new Date(time),
  });
  let users: { readonly dana: string; readonly ari: string };

  const me = async (token?: string) =>
    (
      await context.rest.get('_apis/connectionData', {
        ...(token && { token }),
      })
    ).body.authenticatedUser.id;

  beforeAll(async () => {
    users = { dana: await me(), ari: await me(approverToken) };
  });

  /** An environment that the pipeline may use, with one check. */
  const guard = async (
    name: string,
    check?: Readonly<Record<string, unknown>>,
  ): Promise<string> => {
    const { body } = await context.rest.post(
      `${project}/pipelines/environments`,
      { name },
      { version: '7.2-preview' },
    );
    if (check) {
      const answer = await context.rest.post(
        `${project}/pipelines/checks/configurations`,
        { resource: { type: 'environment', id: String(body.id) }, ...check },
      );
      expect(answer.status).toBe(200);
    }
    return String(body.id);
  };

  const permit = (environmentId: string, pipeline: PipelineUnderTest) =>
    context.rest.patch(
      `${project}/pipelines/pipelinepermissions/environment/${environmentId}`,
      { pipelines: [{ id: pipeline.id, authorized: true }] },
    );

  const approvalCheck = (settings: object, timeout = 60) => ({
    type: { name: 'Approval' },
    settings: { approvers: [{ id: users.ari }], ...settings },
    timeout,
  });

  const guarded = async (
    name: string,
    check: Readonly<Record<string, unknown>>,
  ): Promise<PipelineUnderTest> => {
    const environmentId = await guard(name, check);
    const pipeline = await createPipeline(context, deployTo(name));
    await permit(environmentId, pipeline);
    return pipeline;
  };

  const pendingApproval = async (buildId: number): Promise<Json> => {
    const record = Object.values(await timelineOf(context, buildId)).find(
      ({ type }) => type === 'Checkpoint.Approval',
    );
    return (
      await context.rest.get(
        `${project}/pipelines/approvals/${record.id}?$expand=steps`,
      )
    ).body;
  };

  const decide = (id: string, status: string, token?: string) =>
    context.rest.patch(
      `${project}/pipelines/approvals`,
      [{ approvalId: id, status, comment: 'So be it' }],
      { ...(token && { token }) },
    );

  const ended = (id: number) =>
    untilTrue(async () => (await getBuild(context, id)).status === 'completed');

  it('let a stage start once its approver has approved', async () => {
    const pipeline = await guarded(
      'approved',
      approvalCheck({ instructions: 'Look twice' }),
    );
    const build = await runPipeline(context, pipeline);
    expect(build.status).toBe('inProgress');
    const approval = await pendingApproval(build.id);
    expect(approval).toMatchObject({
      status: 'pending',
      instructions: 'Look twice',
      minRequiredApprovers: 1,
      steps: [{ assignedApprover: { id: users.ari }, status: 'pending' }],
    });
    const stranger = await decide(approval.id, 'approved');
    expect(stranger.status).toBe(403);
    const decided = await decide(approval.id, 'approved', approverToken);
    expect(decided.body.value[0]).toMatchObject({
      status: 'approved',
      steps: [{ actualApprover: { id: users.ari }, comment: 'So be it' }],
    });
    await context.simulator.settled();
    expect(await getBuild(context, build.id)).toMatchObject({
      status: 'completed',
      result: 'succeeded',
    });
    expect((await decide(approval.id, 'rejected', approverToken)).status).toBe(
      400,
    );
  });

  it('fail a stage when its approver rejects', async () => {
    const pipeline = await guarded('rejected', approvalCheck({}));
    const build = await runPipeline(context, pipeline);
    const approval = await pendingApproval(build.id);
    await decide(approval.id, 'rejected', approverToken);
    await context.simulator.settled();
    expect((await getBuild(context, build.id)).result).toBe('failed');
    expect(await stageResults(context, build.id)).toEqual({
      release: 'failed',
    });
  });

  it('leave a stage out when nobody approves in time', async () => {
    const pipeline = await guarded('timed out', approvalCheck({}, 30));
    const build = await runPipeline(context, pipeline);
    time = '2026-03-02T10:29:00Z';
    expect((await pendingApproval(build.id)).status).toBe('pending');
    time = '2026-03-02T10:31:00Z';
    await ended(build.id);
    expect(await stageResults(context, build.id)).toEqual({
      release: 'skipped',
    });
    expect((await pendingApproval(build.id)).status).toBe('timedOut');
  });

  it('do not let the requester approve where the check says so', async () => {
    const pipeline = await guarded(
      'four eyes',
      approvalCheck({
        approvers: [{ id: users.dana }, { id: users.ari }],
        minRequiredApprovers: 1,
        requesterCannotBeApprover: true,
      }),
    );
    const build = await runPipeline(context, pipeline);
    const approval = await pendingApproval(build.id);
    const own = await decide(approval.id, 'approved');
    expect(own.status).toBe(403);
    expect(own.body.message).toMatch(/has requested the run/);
    expect((await decide(approval.id, 'approved', approverToken)).status).toBe(
      200,
    );
  });

  it('ask approvers in their order', async () => {
    const pipeline = await guarded(
      'in order',
      approvalCheck({
        approvers: [{ id: users.dana }, { id: users.ari }],
        minRequiredApprovers: 2,
        executionOrder: 'inSequence',
      }),
    );
    const build = await runPipeline(context, pipeline);
    const approval = await pendingApproval(build.id);
    expect((await decide(approval.id, 'approved', approverToken)).status).toBe(
      403,
    );
    expect((await decide(approval.id, 'approved')).body.value[0].status).toBe(
      'pending',
    );
    expect(
      (await decide(approval.id, 'approved', approverToken)).body.value[0]
        .status,
    ).toBe('approved');
  });

  it('wait for a permission that is missing', async () => {
    const environmentId = await guard('unpermitted');
    const pipeline = await createPipeline(context, deployTo('unpermitted'));
    const build = await runPipeline(context, pipeline);
    const waiting = Object.values(await timelineOf(context, build.id)).find(
      ({ type }) => type === 'Checkpoint.Authorization',
    );
    expect(waiting.state).toBe('inProgress');
    await permit(environmentId, pipeline);
    await context.simulator.settled();
    expect((await getBuild(context, build.id)).result).toBe('succeeded');
    const deployments = await context.rest.get(
      `${project}/distributedtask/environments/${environmentId}/environmentdeploymentrecords`,
    );
    expect(deployments.body.value).toMatchObject([
      {
        owner: { id: build.id },
        definition: { id: pipeline.id },
        stageName: 'release',
        jobName: 'deploy',
        result: 'succeeded',
      },
    ]);
  });
});
