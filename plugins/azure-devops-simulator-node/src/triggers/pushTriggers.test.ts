import { GitWorkspace, withToken } from '../testing/GitWorkspace';
import { Json } from '../testing/RestClient';
import { untilThere } from '../testing/untilThere';
import { withSimulator } from '../testing/withSimulator';

const project = 'machine-learning/_apis';
const steps = 'steps:\n- script: echo\n';
const byFile = [
  { triggerType: 'continuousIntegration', settingsSourceType: 2 },
];

describe('a push', () => {
  const context = withSimulator();
  let number = 0;
  let workspace: GitWorkspace | undefined;
  afterEach(async () => {
    await workspace?.remove();
    workspace = undefined;
  });

  /** A repository with a pipeline whose file begins like this, and a clone of it. */
  async function pipelineWith(trigger: string, definition: object = {}) {
    const name = `triggers-${++number}`;
    const { body: repository } = await context.rest.post(
      `${project}/git/repositories`,
      { name },
    );
    workspace = await GitWorkspace.create();
    await workspace.write('ci.yml', `${trigger}\n${steps}`);
    await workspace.commit('Start ***NO_CI***');
    await workspace.git(
      'remote',
      'add',
      'origin',
      withToken(repository.remoteUrl, context.simulator.token),
    );
    await workspace.git('push', '--quiet', 'origin', 'main');
    const { body: pipeline } = await context.rest.post(
      `${project}/build/definitions`,
      {
        name,
        process: { yamlFilename: 'ci.yml' },
        repository: { id: repository.id, type: 'TfsGit' },
        triggers: byFile,
        ...definition,
      },
    );
    const builds = async (): Promise<readonly Json[]> =>
      (
        await context.rest.get(
          `${project}/build/builds?definitions=${pipeline.id}&queryOrder=queueTimeAscending`,
        )
      ).body.value;
    const push = async (
      files: Readonly<Record<string, string>>,
      to = 'main',
      message = 'Change',
    ) => {
      for (const [path, content] of Object.entries(files)) {
        await workspace?.write(path, content);
      }
      const commit = await workspace?.commit(message);
      await workspace?.git('push', '--quiet', 'origin', `HEAD:${to}`);
      return commit;
    };
    return { repository, pipeline, builds, push };
  }

  it('starts a pipeline without a trigger section from every branch, for the one who pushed', async () => {
    const { builds, push } = await pipelineWith('name: x');
    const commit = await push({ 'a.txt': '1' }, 'refs/heads/topic');
    const [build] = await builds();
    expect(build).toMatchObject({
      reason: 'individualCI',
      sourceBranch: 'refs/heads/topic',
      sourceVersion: commit,
      requestedFor: { displayName: 'Dana Scientist' },
    });
  });

  it.each([
    ['trigger: none', 0],
    ['trigger: [main]', 1],
    ['trigger: [release/*]', 0],
    ['trigger:\n  branches:\n    include: ["*"]\n    exclude: [main]', 0],
    ['trigger:\n  branches: {include: [main]}\n  paths: {include: [src]}', 1],
    ['trigger:\n  branches: {include: [main]}\n  paths: {include: [docs]}', 0],
    ['trigger:\n  branches: {include: [main]}\n  paths: {exclude: [src]}', 0],
    ['trigger:\n  branches: {include: [main]}\n  paths: {include: [SRC]}', 0],
  ])('with a file that says %j starts %i', async (trigger, expected) => {
    const { builds, push } = await pipelineWith(trigger);
    await push({ 'src/a.py': '1' });
    expect(await builds()).toHaveLength(expected);
  });

  it('of a tag starts what names tags, and nothing else', async () => {
    const { builds } = await pipelineWith('trigger:\n  tags: {include: [v*]}');
    await workspace?.write('b.txt', '1');
    await workspace?.commit('Tagged');
    await workspace?.git('tag', '--annotate', 'v1', '--message', 'One');
    await workspace?.git('tag', 'other');
    await workspace?.git('push', '--quiet', 'origin', 'main', 'v1', 'other');
    const started = await builds();
    expect(started.map(build => build.sourceBranch)).toEqual(['refs/tags/v1']);
  });

  it('is looked at against the branch that a new branch has left', async () => {
    const { builds, push } = await pipelineWith(
      'trigger:\n  branches: {include: ["*"]}\n  paths: {include: [src]}',
    );
    await push({ 'docs/a.md': '1' }, 'refs/heads/docs');
    expect(await builds()).toHaveLength(0);
    await push({ 'src/a.py': '1' }, 'refs/heads/code');
    expect(await builds()).toHaveLength(1);
  });

  it.each([
    '[skip ci]',
    '[ci skip]',
    'skip-checks: true',
    'skip-checks:true',
    '[skip azurepipelines]',
    '[azpipelines skip]',
    '[azp skip]',
    '***NO_CI***',
  ])('whose message has %s starts nothing', async mark => {
    const { builds, push } = await pipelineWith('name: x');
    await push({ 'a.txt': '1' }, 'main', `Change\n\n${mark}`);
    expect(await builds()).toHaveLength(0);
  });

  it('through the REST API starts pipelines, too', async () => {
    const { builds, repository } = await pipelineWith('name: x');
    const tip = await workspace?.git('rev-parse', 'HEAD');
    await context.rest.post(
      `${project}/git/repositories/${repository.id}/pushes`,
      {
        refUpdates: [{ name: 'refs/heads/main', oldObjectId: tip }],
        commits: [
          {
            comment: 'By REST',
            changes: [
              {
                changeType: 'add',
                item: { path: '/b.txt' },
                newContent: { content: 'b', contentType: 'rawtext' },
              },
            ],
          },
        ],
      },
    );
    expect((await builds())[0]).toMatchObject({
      triggerInfo: { 'ci.message': 'By REST' },
    });
  });

  it.each([
    ['has no such trigger', { triggers: [] }, 0],
    ['is disabled', { queueStatus: 'disabled' }, 0],
    [
      'has filters of its own that pass',
      {
        triggers: [
          {
            triggerType: 'continuousIntegration',
            settingsSourceType: 1,
            branchFilters: ['+refs/heads/main'],
            pathFilters: ['+/src', '-/src/docs'],
          },
        ],
      },
      1,
    ],
    [
      'has filters of its own that do not pass',
      {
        triggers: [
          {
            triggerType: 'continuousIntegration',
            settingsSourceType: 1,
            branchFilters: ['+refs/heads/*', '-refs/heads/main'],
          },
        ],
      },
      0,
    ],
  ])('of a pipeline that %s starts as that says', async (_, more, expected) => {
    const { builds, push } = await pipelineWith('name: x', more);
    await push({ 'src/a.py': '1' });
    expect(await builds()).toHaveLength(expected);
  });

  it('waits for the run under way when the file says batch, and one run takes all that waits', async () => {
    const { builds, push } = await pipelineWith(
      'trigger:\n  batch: true\n  branches: {include: [main]}',
    );
    await push({ 'a.txt': '1' });
    await push({ 'a.txt': '2' });
    const newest = await push({ 'a.txt': '3' });
    const [running, ...others] = await builds();
    expect(others).toEqual([]);
    await context.rest.patch(`${project}/build/builds/${running.id}`, {
      status: 'cancelling',
    });
    const after = await untilThere(builds, 2);
    expect(after[1]).toMatchObject({
      reason: 'batchedCI',
      sourceVersion: newest,
    });
  });

  it('of a branch without the file, or that deletes a branch, starts nothing', async () => {
    const { builds } = await pipelineWith('name: x');
    await workspace?.git('rm', '--quiet', 'ci.yml');
    await workspace?.commit('Without');
    await workspace?.git('push', '--quiet', 'origin', 'HEAD:refs/heads/bare');
    await workspace?.git('push', '--quiet', 'origin', ':refs/heads/bare');
    expect(await builds()).toEqual([]);
  });
});
