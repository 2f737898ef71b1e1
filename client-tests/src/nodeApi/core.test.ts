import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import {
  agile,
  capabilities,
  createProject,
  untilDone,
} from '../testing/createProject';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

describe('azure-devops-node-api: core', () => {
  const context = withAzureDevOps();

  it('says who is connected', async () => {
    const data = await context.connect().connect();
    expect(data.authenticatedUser?.providerDisplayName).toBe('Dana Scientist');
  });

  it('creates, reads, changes and deletes a project', async () => {
    const api = context.connect();
    const core = await api.getCoreApi();
    const id = await createProject(api, 'forecasts');
    expect(await core.getProject(id, true)).toMatchObject({
      name: 'forecasts',
      description: 'By the SDK',
      capabilities: { versioncontrol: { sourceControlType: 'Git' } },
    });

    const change = await core.updateProject({ description: 'Changed' }, id);
    expect(await untilDone(api, change.id ?? '')).toBe('succeeded');
    expect((await core.getProject(id)).description).toBe('Changed');

    const removal = await core.queueDeleteProject(id);
    expect(await untilDone(api, removal.id ?? '')).toBe('succeeded');
    expect(await core.getProject('forecasts')).toBeNull();
  });

  it('lists projects page by page', async () => {
    const api = context.connect();
    const core = await api.getCoreApi();
    for (const name of ['page-a', 'page-b', 'page-c']) {
      await createProject(api, name);
    }
    const names: string[] = [];
    for (let skip = 0; ; skip += 2) {
      const page = await core.getProjects(undefined, 2, skip);
      names.push(...page.map(({ name }) => name ?? ''));
      if (page.length < 2) {
        break;
      }
    }
    expect(names).toEqual([project, 'page-a', 'page-b', 'page-c']);
    // The SDK hides the header with the continuation token, which is the number of projects so far.
    const rest = await core.getProjects(undefined, 2, undefined, 2);
    expect(rest.map(({ name }) => name)).toEqual(['page-b', 'page-c']);
  });

  it('refuses a second project of the name, a bad name and a token that only reads', async () => {
    const core = await context.connect().getCoreApi();
    await expect(
      core.queueCreateProject({ name: project, capabilities }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('TF200019'),
    });
    await expect(
      core.queueCreateProject({ name: 'a/b', capabilities }),
    ).rejects.toMatchObject({ statusCode: 400 });
    const reader = await context.connect(readOnlyToken).getCoreApi();
    await expect(
      reader.queueCreateProject({ name: 'never', capabilities }),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      context.connect('nonsense').getCoreApi(),
    ).rejects.toMatchObject({ statusCode: 401 });
  });

  it('sets and reads properties of a project', async () => {
    const core = await context.connect().getCoreApi();
    const { id = '' } = await core.getProject(project);
    await core.setProjectProperties({}, id, [
      { op: 0, path: '/team.colour', value: 'green' },
    ]);
    expect(await core.getProjectProperties(id, ['team.colour'])).toEqual([
      { name: 'team.colour', value: 'green' },
    ]);
  });

  it('creates, reads, lists, changes and deletes a team', async () => {
    const core = await context.connect().getCoreApi();
    const team = await core.createTeam(
      { name: 'Forecasters', description: 'They know' },
      project,
    );
    const id = team.id ?? '';
    await expect(
      core.createTeam({ name: 'Forecasters' }, project),
    ).rejects.toThrow('Forecasters');
    expect(await core.getTeam(project, 'Forecasters')).toMatchObject({
      id,
      projectName: project,
    });
    expect((await core.getTeams(project)).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Forecasters']),
    );
    expect(await core.getTeams(project, undefined, 1)).toHaveLength(1);
    expect((await core.getAllTeams()).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['Forecasters']),
    );
    const changed = await core.updateTeam(
      { description: 'They guess' },
      project,
      id,
    );
    expect(changed.description).toBe('They guess');
    expect(
      await core.getTeamMembersWithExtendedProperties(project, id),
    ).toEqual(expect.any(Array));
    await core.deleteTeam(project, id);
    expect(await core.getTeam(project, id)).toBeNull();
  });

  it('reads processes', async () => {
    const core = await context.connect().getCoreApi();
    expect((await core.getProcesses()).map(({ name }) => name)).toContain(
      'Agile',
    );
    expect((await core.getProcessById(agile)).name).toBe('Agile');
  });
});
