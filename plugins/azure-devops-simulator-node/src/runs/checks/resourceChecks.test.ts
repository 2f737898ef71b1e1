import { approverToken } from '../../seed/developmentTokens';
import { azureConnection } from '../../testing/azureConnection';
import {
  addCheck,
  decide,
  GuardedResource,
  permit,
} from '../../testing/guardResource';
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

const kinds = ['service connection', 'variable group'] as const;
type Kind = (typeof kinds)[number];

const yaml: Readonly<Record<Kind, (name: string) => string>> = {
  'service connection': name => `
variables:
- name: connection
  value: ${name}
stages:
- stage: use
  jobs:
  - job: azure
    steps:
    - task: AzureCLI@2
      inputs:
        azureSubscription: $(connection)
        scriptType: bash
        scriptLocation: inlineScript
        inlineScript: az account show
`,
  'variable group': name => `
stages:
- stage: use
  variables:
  - group: ${name}
  jobs:
  - job: read
    steps:
    - script: echo
`,
};

describe('checks and permissions of resources', () => {
  const open = new Map<string, () => void>();
  let isNextHeld = false;
  const agent = new ScriptedAgent({
    // A run that a test holds goes on until it is let go.
    use: ({ request }) => {
      if (!isNextHeld) {
        return undefined;
      }
      isNextHeld = false;
      return new Promise(resolve => {
        open.set(request.buildId, () => resolve('succeeded'));
      });
    },
  });
  const context = withSimulator({ agent: () => agent, parallelJobs: 5 });
  let project: { readonly id: string; readonly name: string };
  let approver: string;

  beforeAll(async () => {
    project = (await context.rest.get('_apis/projects/machine-learning')).body;
    const data = await context.rest.get('_apis/connectionData', {
      token: approverToken,
    });
    approver = data.body.authenticatedUser.id;
  });

  const create: Readonly<
    Record<Kind, (name: string) => Promise<GuardedResource>>
  > = {
    'service connection': async name => {
      const { body } = await context.rest.post(
        '_apis/serviceendpoint/endpoints',
        azureConnection(project.id, name),
      );
      return { type: 'endpoint', id: body.id };
    },
    'variable group': async name => {
      const { body } = await context.rest.post(
        '_apis/distributedtask/variablegroups',
        {
          name,
          type: 'Vsts',
          variables: { region: { value: 'west' } },
          variableGroupProjectReferences: [
            { name, projectReference: { id: project.id, name: project.name } },
          ],
        },
      );
      return { type: 'variablegroup', id: String(body.id) };
    },
  };

  const guarded = async (
    kind: Kind,
    name: string,
    check: Readonly<Record<string, unknown>>,
  ): Promise<PipelineUnderTest> => {
    const resource = await create[kind](name);
    await addCheck(context, resource, check);
    const pipeline = await createPipeline(context, yaml[kind](name));
    await permit(context, resource, pipeline);
    return pipeline;
  };

  const recordOf = async (buildId: number, type: string) =>
    Object.values(await timelineOf(context, buildId)).find(
      record => record.type === type,
    );

  const completed = (id: number) =>
    untilTrue(async () => (await getBuild(context, id)).status === 'completed');

  it.each(kinds)('hold a stage for the approval of its %s', async kind => {
    const pipeline = await guarded(kind, 'approved', {
      type: { name: 'Approval' },
      settings: { approvers: [{ id: approver }] },
    });
    const build = await runPipeline(context, pipeline);
    expect(build.status).toBe('inProgress');
    const record = await recordOf(build.id, 'Checkpoint.Approval');
    await decide(context, record.id, { status: 'approved' }, approverToken);
    await context.simulator.settled();
    expect((await getBuild(context, build.id)).result).toBe('succeeded');
  });

  it.each(kinds)('let one run after the other use a locked %s', async kind => {
    const pipeline = await guarded(kind, 'locked', {
      type: { name: 'ExclusiveLock' },
    });
    isNextHeld = true;
    const first = await startRun(context, pipeline);
    await untilTrue(async () => open.has(String(first)));
    const second = await startRun(context, pipeline);
    await untilTrue(
      async () =>
        (await recordOf(second, 'Checkpoint.ExclusiveLock'))?.state ===
        'inProgress',
    );
    expect(agent.requests.map(({ buildId }) => buildId)).not.toContain(
      String(second),
    );
    open.get(String(first))?.();
    await completed(first);
    await completed(second);
    expect((await getBuild(context, second)).result).toBe('succeeded');
  });

  it.each(kinds)(
    'hold a stage until its pipeline may use the %s',
    async kind => {
      const resource = await create[kind]('unpermitted');
      const pipeline = await createPipeline(context, yaml[kind]('unpermitted'));
      const build = await runPipeline(context, pipeline);
      expect(build.status).toBe('inProgress');
      expect(
        await recordOf(build.id, 'Checkpoint.Authorization'),
      ).toMatchObject({ state: 'inProgress' });
      await permit(context, resource, pipeline);
      await context.simulator.settled();
      expect((await getBuild(context, build.id)).result).toBe('succeeded');
    },
  );
});
