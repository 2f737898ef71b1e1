import { Readable } from 'node:stream';
import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import type { VariableGroup } from 'azure-devops-node-api/interfaces/TaskAgentInterfaces';
import { createProject } from '../testing/createProject';
import { readPages } from '../testing/readPages';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

describe('azure-devops-node-api: task agent', () => {
  const context = withAzureDevOps();
  let projectId: string;

  beforeAll(async () => {
    const core = await context.connect().getCoreApi();
    projectId = (await core.getProject(project)).id ?? '';
  });

  it('creates, reads, changes, lists and deletes environments', async () => {
    const tasks = await context.connect().getTaskAgentApi();
    const ids: number[] = [];
    for (const name of ['dev', 'prod', 'test']) {
      const { id = 0 } = await tasks.addEnvironment({ name }, project);
      ids.push(id);
    }
    await expect(
      tasks.addEnvironment({ name: 'dev' }, project),
    ).rejects.toMatchObject({ statusCode: 409 });
    await tasks.updateEnvironment(
      { name: 'staging', description: 'Nearly' },
      project,
      ids[2],
    );
    expect(await tasks.getEnvironmentById(project, ids[2])).toMatchObject({
      name: 'staging',
      description: 'Nearly',
    });
    expect(
      await readPages<{ readonly name: string }>(context, {
        path: `${project}/_apis/distributedtask/environments?api-version=7.1&$top=2`,
        nameOf: ({ name }) => name,
      }),
    ).toEqual([['dev', 'prod'], ['staging']]);
    expect(
      await tasks.getEnvironmentDeploymentExecutionRecords(project, ids[0]),
    ).toEqual([]);
    await tasks.deleteEnvironment(project, ids[0]);
    expect(await tasks.getEnvironmentById(project, ids[0])).toBeNull();
    const reader = await context.connect(readOnlyToken).getTaskAgentApi();
    await expect(
      reader.addEnvironment({ name: 'never' }, project),
    ).rejects.toMatchObject({ statusCode: 403 });
  });

  function groupOf(
    name: string,
    variables: VariableGroup['variables'],
  ): Parameters<
    Awaited<
      ReturnType<ReturnType<typeof context.connect>['getTaskAgentApi']>
    >['addVariableGroup']
  >[0] {
    return {
      name,
      type: 'Vsts',
      variables,
      variableGroupProjectReferences: [
        { name, projectReference: { id: projectId, name: project } },
      ],
    };
  }

  it('creates, reads, changes, lists and deletes variable groups, and keeps secrets to itself', async () => {
    const tasks = await context.connect().getTaskAgentApi();
    const { id = 0 } = await tasks.addVariableGroup(
      groupOf('churn', {
        region: { value: 'west' },
        key: { value: 'hush', isSecret: true },
      }),
    );
    expect((await tasks.getVariableGroup(project, id)).variables).toEqual({
      region: { value: 'west' },
      key: { value: null, isSecret: true },
    });
    await expect(
      tasks.addVariableGroup(groupOf('churn', { a: { value: '1' } })),
    ).rejects.toThrow('churn');
    await tasks.updateVariableGroup(
      groupOf('churn', {
        region: { value: 'north' },
        key: { isSecret: true },
      }),
      id,
    );
    const [changed] = await tasks.getVariableGroups(project, 'churn');
    expect(changed.variables?.region).toEqual({ value: 'north' });
    await tasks.addVariableGroup(groupOf('second', { a: { value: '1' } }));
    expect(
      (await tasks.getVariableGroups(project)).map(({ name }) => name).sort(),
    ).toEqual(['churn', 'second']);
    expect(
      await tasks.getVariableGroups(project, undefined, undefined, 1),
    ).toHaveLength(1);
    expect(
      (await tasks.getVariableGroupsById(project, [id])).map(group => group.id),
    ).toEqual([id]);
    await tasks.deleteVariableGroup(id, [projectId]);
    expect(await tasks.getVariableGroups(project, 'churn')).toEqual([]);
  });

  it('shares a variable group with another project', async () => {
    const connection = context.connect();
    const otherId = await createProject(connection, 'sharing');
    const tasks = await connection.getTaskAgentApi();
    const { id = 0 } = await tasks.addVariableGroup(
      groupOf('shared', { a: { value: '1' } }),
    );
    await tasks.shareVariableGroup(
      [
        {
          name: 'shared-there',
          projectReference: { id: otherId, name: 'sharing' },
        },
      ],
      id,
    );
    expect(
      (await tasks.getVariableGroups('sharing')).map(({ name }) => name),
    ).toEqual(['shared-there']);
    await tasks.deleteVariableGroup(id, [projectId, otherId]);
    expect(await tasks.getVariableGroups('sharing')).toEqual([]);
  });

  it('creates, lists and deletes queues and pools', async () => {
    const tasks = await context.connect().getTaskAgentApi();
    expect(
      (await tasks.getAgentQueues(project)).map(({ name }) => name).sort(),
    ).toEqual(['Azure Pipelines', 'Default']);
    const pool = await tasks.addAgentPool({
      name: 'gpu',
      autoProvision: false,
    });
    expect(await tasks.getAgentPool(pool.id ?? 0)).toMatchObject({
      name: 'gpu',
    });
    expect((await tasks.getAgentPools('gpu')).map(({ name }) => name)).toEqual([
      'gpu',
    ]);
    const queue = await tasks.addAgentQueue(
      { name: 'gpu', pool: { id: pool.id } },
      project,
    );
    expect(await tasks.getAgentQueue(queue.id ?? 0, project)).toMatchObject({
      name: 'gpu',
      pool: { id: pool.id },
    });
    expect(
      (await tasks.getAgentQueuesByNames(['gpu'], project)).map(({ id }) => id),
    ).toEqual([queue.id]);
    await tasks.deleteAgentQueue(queue.id ?? 0, project);
    expect(await tasks.getAgentQueues(project, 'gpu')).toEqual([]);
  });

  it('uploads, lists and deletes a secure file', async () => {
    const tasks = await context.connect().getTaskAgentApi();
    const uploaded = await tasks.uploadSecureFile(
      {},
      Readable.from(['secret']),
      project,
      'kube.config',
    );
    expect(
      (await tasks.getSecureFiles(project)).map(({ name }) => name),
    ).toEqual(['kube.config']);
    await tasks.deleteSecureFile(project, uploaded.id ?? '');
    expect(await tasks.getSecureFiles(project)).toEqual([]);
  });
});
