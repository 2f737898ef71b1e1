import { approverToken } from '../../seed/developmentTokens';
import {
  addCheck,
  createEnvironment,
  decide,
  getApproval,
  permit,
} from '../../testing/guardResource';
import {
  createPipeline,
  getBuild,
  runPipeline,
  timelineOf,
} from '../../testing/pipelineUnderTest';
import { Json } from '../../testing/RestClient';
import { ScriptedAgent } from '../../testing/ScriptedAgent';
import { untilTrue } from '../../testing/untilTrue';
import { withSimulator } from '../../testing/withSimulator';

const deployTo = (environment: string) => `
jobs:
- deployment: deploy
  environment: ${environment}
  strategy: {runOnce: {deploy: {steps: [{script: echo}]}}}
`;

describe('an approval', () => {
  let time = '2026-03-02T10:00:00Z';
  const context = withSimulator({
    agent: () => new ScriptedAgent(),
    clock: () => new Date(time),
  });

  /** A run that waits for an approval. */
  const waitingRun = async (
    name: string,
    approver: string,
  ): Promise<{ readonly buildId: number; readonly record: Json }> => {
    const resource = await createEnvironment(context, name);
    await addCheck(context, resource, {
      type: { name: 'Approval' },
      settings: { approvers: [{ id: approver }] },
    });
    const pipeline = await createPipeline(context, deployTo(name));
    await permit(context, resource, pipeline);
    const build = await runPipeline(context, pipeline);
    expect(build.status).toBe('inProgress');
    const record = Object.values(await timelineOf(context, build.id)).find(
      ({ type }) => type === 'Checkpoint.Approval',
    );
    return { buildId: build.id, record };
  };

  const approverId = async () =>
    (await context.rest.get('_apis/connectionData', { token: approverToken }))
      .body.authenticatedUser.id;

  const ari = async () => {
    const { body } = await context.rest.get('_apis/graph/users');
    return body.value.find((user: Json) => user.mailAddress.startsWith('ari'));
  };

  it('is given by a member of a group that is in the group of the check', async () => {
    const createGroup = async (displayName: string) =>
      (await context.rest.post('_apis/graph/groups', { displayName })).body;
    const approvers = await createGroup('Release approvers');
    const inner = await createGroup('Model owners');
    const { buildId, record } = await waitingRun('group', approvers.originId);
    const early = await decide(
      context,
      record.id,
      { status: 'approved' },
      approverToken,
    );
    expect(early.status).toBe(403);
    const member = await ari();
    for (const [one, container] of [
      [member, inner],
      [inner, approvers],
    ]) {
      await context.rest.put(
        `_apis/graph/memberships/${one.descriptor}/${container.descriptor}`,
        undefined,
      );
    }
    const outsider = await decide(context, record.id, { status: 'approved' });
    expect(outsider.status).toBe(403);
    const decided = await decide(
      context,
      record.id,
      { status: 'approved' },
      approverToken,
    );
    expect(decided.body.value[0]).toMatchObject({
      status: 'approved',
      steps: [
        {
          assignedApprover: { id: approvers.originId, isContainer: true },
          actualApprover: { id: await approverId() },
        },
      ],
    });
    await context.simulator.settled();
    expect((await getBuild(context, buildId)).result).toBe('succeeded');
  });

  it('that is deferred counts from its time on', async () => {
    const { buildId, record } = await waitingRun(
      'deferred',
      await approverId(),
    );
    const untold = await decide(
      context,
      record.id,
      { status: 'deferred' },
      approverToken,
    );
    expect(untold.status).toBe(400);
    expect(untold.body.message).toMatch(/deferredTo/);
    const decided = await decide(
      context,
      record.id,
      { status: 'approved', deferredTo: '2026-03-02T10:30:00Z' },
      approverToken,
    );
    expect(decided.body.value[0].steps).toMatchObject([
      { status: 'deferred', deferredTo: '2026-03-02T10:30:00.000Z' },
    ]);
    await context.simulator.settled();
    expect((await getBuild(context, buildId)).status).toBe('inProgress');
    time = '2026-03-02T10:31:00Z';
    await untilTrue(
      async () => (await getBuild(context, buildId)).status === 'completed',
    );
    expect((await getBuild(context, buildId)).result).toBe('succeeded');
    expect(await getApproval(context, record)).toMatchObject({
      status: 'approved',
      steps: [{ status: 'approved' }],
    });
  });
});
