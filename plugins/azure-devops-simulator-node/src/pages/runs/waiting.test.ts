import { approverToken, developmentToken } from '../../seed/developmentTokens';
import { createPipeline, startRun } from '../../testing/pipelineUnderTest';
import { ScriptedAgent } from '../../testing/ScriptedAgent';
import { withSimulator } from '../../testing/withSimulator';
import { Reader } from '../testing/Reader';

const attack = '<script>alert(1)</script>';

const yaml = `
trigger: none
stages:
- stage: prod
  displayName: Production
  jobs:
  - deployment: deploy
    environment: prod
    strategy:
      runOnce:
        deploy:
          steps:
          - script: echo deploying
`;

describe('the page of a run that waits', () => {
  const context = withSimulator({ agent: () => new ScriptedAgent() });
  const project = () =>
    `${context.simulator.organizationUrl()}/machine-learning`;
  let pipeline: Awaited<ReturnType<typeof createPipeline>>;
  let environmentId: number;

  beforeAll(async () => {
    const { rest } = context;
    environmentId = (
      await rest.post('machine-learning/_apis/distributedtask/environments', {
        name: 'prod',
      })
    ).body.id;
    const [approver] = (
      await rest.get(
        '_apis/identities?searchFilter=General&filterValue=Ari Approver',
      )
    ).body.value;
    await rest.post('machine-learning/_apis/pipelines/checks/configurations', {
      type: { name: 'Approval' },
      settings: { approvers: [{ id: approver.id }], instructions: attack },
      resource: { type: 'environment', id: String(environmentId) },
    });
    pipeline = await createPipeline(context, yaml);
  });

  async function newRun(): Promise<string> {
    const id = await startRun(context, pipeline);
    await context.simulator.settled();
    return `${project()}/_build/results?buildId=${id}`;
  }

  it('says what has to be permitted, and permits it', async () => {
    const url = await newRun();
    const reader = new Reader();
    const page = await reader.signIn(url, developmentToken);
    expect(page.read('#waiting')).toContain('Stage Production waits since');
    expect(page.read('#waiting')).toContain('environment prod');
    await reader.send(page, /^Permit the use of prod$/);
    await context.simulator.settled();
    const after = await reader.open(url);
    expect(after.read('#waiting')).not.toContain('Permit');
    expect(after.read('#waiting')).toContain('Ari Approver');
    expect(after.read('#waiting')).toContain(attack);
    expect(after.text).not.toContain('<script>');
  });

  it('lets an approver approve with a comment, and nobody else', async () => {
    const url = await newRun();
    const unasked = new Reader();
    const refused = await unasked.send(
      await unasked.signIn(url, developmentToken),
      'Approve',
    );
    expect(refused.status).toBeGreaterThanOrEqual(400);
    const approver = new Reader();
    const page = await approver.signIn(url, approverToken);
    expect(page.read('ol.stages')).toContain('waits for checks');
    await approver.send(page, 'Approve', { comment: `fine ${attack}` });
    await context.simulator.settled();
    const after = await approver.open(url);
    expect(after.read('#state')).toBe('State: ✓ succeeded');
    expect(after.read('#stages')).toContain(
      `approved by Ari Approver: fine ${attack}`,
    );
    const environment = await approver.open(
      `${project()}/_environments/${environmentId}`,
    );
    expect(environment.read('tbody tr')).toMatch(/prod deploy ✓ succeeded/);
  });

  it('ends the run when the approver rejects it', async () => {
    const url = await newRun();
    const approver = new Reader();
    const page = await approver.signIn(url, approverToken);
    await approver.send(page, 'Reject', { comment: 'not today' });
    await context.simulator.settled();
    const after = await approver.open(url);
    expect(after.read('#state')).toBe('State: ✗ failed');
    expect(after.read('#stages')).toContain(
      'rejected by Ari Approver: not today',
    );
    await approver.send(after, 'Run Production again');
    await context.simulator.settled();
    const again = await approver.open(url);
    expect(again.read('#stages')).toContain('Attempt 2.');
    expect(again.read('ol.stages')).toContain('waits for checks');
    const earlier = await approver.open(again.link('Logs of attempt 1'));
    expect(earlier.status).toBe(200);
    expect(earlier.read('#contents')).toContain('Production');
  });
});
