import { project, withAzureDevOps } from '../testing/withAzureDevOps';

const scope = 'distributedtask.environmentreferencerole';

describe('azure-devops-node-api: security roles', () => {
  const context = withAzureDevOps();

  it('gives, changes, lists and takes back the role of somebody', async () => {
    const connection = context.connect();
    const roles = await connection.getSecurityRolesApi();
    const core = await connection.getCoreApi();
    const projectId = (await core.getProject(project)).id ?? '';
    const tasks = await connection.getTaskAgentApi();
    const environment = await tasks.addEnvironment({ name: 'prod' }, project);
    const resource = `${projectId}_${environment.id}`;
    const approver = await context
      .connect('azure-devops-simulator-approver-token')
      .connect();
    const userId = approver.authenticatedUser?.id ?? '';
    const uniqueName = 'ari.approver@contoso.example';

    expect(
      (await roles.getRoleDefinitions(scope)).map(({ name }) => name),
    ).toEqual(expect.arrayContaining(['Administrator', 'Reader', 'User']));
    const roleOf = async () =>
      (await roles.getRoleAssignments(scope, resource)).find(
        ({ identity }) => identity?.id === userId,
      )?.role?.name;
    for (const roleName of ['Reader', 'Administrator']) {
      await roles.setRoleAssignments(
        [{ roleName, userId, uniqueName }],
        scope,
        resource,
      );
      expect(await roleOf()).toBe(roleName);
    }
    await expect(
      roles.setRoleAssignments(
        [{ roleName: 'Emperor', userId, uniqueName }],
        scope,
        resource,
      ),
    ).rejects.toThrow('Emperor');
    await roles.removeRoleAssignments([userId], scope, resource);
    expect(await roleOf()).toBeUndefined();
  });
});
