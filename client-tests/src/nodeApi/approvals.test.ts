import {
  approverToken,
  readOnlyToken,
} from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { BuildResult } from 'azure-devops-node-api/interfaces/BuildInterfaces';
import { createRepository } from '../testing/createRepository';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

/** The check "Approval", under the id that it has everywhere. */
const approvalCheck = '8c6f20a7-a545-4486-9777-f762fafe0d4d';

interface Approval {
  readonly id: string;
  readonly status: string;
}

/** The SDK has no client for checks and approvals, but its REST client takes any address. */
describe('azure-devops-node-api: approvals', () => {
  const context = withAzureDevOps();
  const version = 'api-version=7.1-preview.1';
  let definitionId: number;
  let checks: string;

  beforeAll(async () => {
    checks = `${context.organizationUrl}/${project}/_apis/pipelines/checks/configurations`;
    const repository = await createRepository(context, 'deploy', {
      'cd.yml':
        'trigger: none\nstages:\n- stage: deploy\n  jobs:\n  - deployment: deploy\n    environment: prod\n    pool: server\n    strategy:\n      runOnce:\n        deploy:\n          steps:\n          - task: Delay@1\n            inputs:\n              delayForMinutes: 0\n',
    });
    const connection = context.connect();
    const tasks = await connection.getTaskAgentApi();
    const environment = await tasks.addEnvironment({ name: 'prod' }, project);
    const build = await connection.getBuildApi();
    const yamlProcess = { type: 2, yamlFilename: 'cd.yml' };
    const definition = await build.createDefinition(
      {
        name: 'cd',
        repository: { id: repository.id, type: 'TfsGit' },
        process: yamlProcess,
        queue: { name: 'Azure Pipelines' },
      },
      project,
    );
    definitionId = definition.id ?? 0;
    await connection.rest.update(
      `${context.organizationUrl}/${project}/_apis/pipelines/pipelinepermissions/environment/${environment.id}?${version}`,
      { pipelines: [{ id: definitionId, authorized: true }] },
    );
    const approver = await context.connect(approverToken).connect();
    await connection.rest.create(`${checks}?${version}`, {
      type: { id: approvalCheck, name: 'Approval' },
      settings: {
        approvers: [{ id: approver.authenticatedUser?.id }],
        minRequiredApprovers: 1,
        instructions: 'Look twice',
      },
      timeout: 1440,
      resource: {
        type: 'environment',
        id: String(environment.id),
        name: 'prod',
      },
    });
  });

  async function waitingRun(): Promise<{
    readonly build: number;
    readonly approval: string;
  }> {
    const connection = context.connect();
    const builds = await connection.getBuildApi();
    const { id = 0 } = await builds.queueBuild(
      { definition: { id: definitionId } },
      project,
    );
    await context.simulator.settled();
    const { records = [] } = await builds.getBuildTimeline(project, id);
    const approval = records.find(({ type }) => type === 'Checkpoint.Approval');
    return { build: id, approval: approval?.id ?? '' };
  }

  async function decide(
    approvalId: string,
    status: 'approved' | 'rejected',
    token = approverToken,
  ) {
    return context
      .connect(token)
      .rest.update<{ readonly value: readonly Approval[] }>(
        `${context.organizationUrl}/${project}/_apis/pipelines/approvals?${version}`,
        [{ approvalId, status, comment: 'Seen' }],
      );
  }

  it.each([
    ['approved', BuildResult.Succeeded],
    ['rejected', BuildResult.Failed],
  ] as const)('lets a run end as it was %s', async (decision, result) => {
    const run = await waitingRun();
    const address = `${context.organizationUrl}/${project}/_apis/pipelines/approvals/${run.approval}?${version}`;
    const { rest } = context.connect();
    expect((await rest.get<Approval>(address)).result).toMatchObject({
      id: run.approval,
      status: 'pending',
    });
    await decide(run.approval, decision);
    await context.simulator.settled();
    expect((await rest.get<Approval>(address)).result).toMatchObject({
      status: decision,
    });
    const build = await context.connect().getBuildApi();
    expect(await build.getBuild(project, run.build)).toMatchObject({ result });
    await expect(decide(run.approval, decision)).rejects.toThrow();
  });

  it('refuses a token that only reads, and an approval that nobody knows', async () => {
    const run = await waitingRun();
    await expect(
      decide(run.approval, 'approved', readOnlyToken),
    ).rejects.toMatchObject({ statusCode: 403 });
    expect(
      (
        await context
          .connect()
          .rest.get(
            `${context.organizationUrl}/${project}/_apis/pipelines/approvals/11111111-1111-1111-1111-111111111111?${version}`,
          )
      ).statusCode,
    ).toBe(404);
  });

  it('lists, changes and deletes checks', async () => {
    const { rest } = context.connect();
    const { result } = await rest.get<{
      readonly value: readonly { readonly id: number }[];
    }>(
      `${checks}?resourceType=environment&resourceId=1&$expand=settings&${version}`,
    );
    const [check, ...others] = result?.value ?? [];
    expect(others).toEqual([]);
    const changed = await rest.update<{
      readonly settings: { readonly instructions: string };
    }>(`${checks}/${check.id}?${version}`, {
      ...check,
      settings: {
        ...Object(check).settings,
        instructions: 'Look thrice',
      },
    });
    expect(changed.result?.settings.instructions).toBe('Look thrice');
    await rest.del(`${checks}/${check.id}?${version}`);
    expect(
      (await rest.get(`${checks}/${check.id}?${version}`)).statusCode,
    ).toBe(404);
  });
});
