import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import stockActions from '@backstage/plugin-scaffolder-backend-module-azure';
import { PublishedActions } from './testing/PublishedActions';
import { temporaryDirectories } from './testing/temporaryDirectories';
import { trustedCertificate } from './testing/trustedCertificate';
import { project, withAzureDevOps } from './testing/withAzureDevOps';

describe('publish:azure', () => {
  const context = withAzureDevOps(trustedCertificate);
  const directories = temporaryDirectories();
  let workspace: string;
  let actions: PublishedActions;

  beforeAll(async () => {
    actions = await PublishedActions.load(stockActions, context.simulator);
  });

  // The action leaves a repository behind in its workspace.
  beforeEach(async () => {
    workspace = await directories.create();
    await mkdir(join(workspace, 'src'));
    await writeFile(join(workspace, 'README.md'), '# Published\n');
    await writeFile(join(workspace, 'src', 'train.py'), 'print("train")\n');
  });

  const repoUrl = (repo: string, of = project) =>
    `${context.simulator.host}?organization=contoso&project=${of}&repo=${repo}`;

  it('creates a repository and pushes the workspace to the branch that it is told', async () => {
    const { output } = await actions.run(
      'publish:azure',
      {
        repoUrl: repoUrl('published'),
        description: 'By the stock action',
        defaultBranch: 'main',
        gitCommitMessage: 'Publish',
        gitAuthorName: 'Dana',
        gitAuthorEmail: 'dana@contoso.example',
      },
      workspace,
    );
    expect(output).toEqual({
      remoteUrl: expect.stringMatching(
        /\/contoso\/machine-learning\/_git\/published$/,
      ),
      repoContentsUrl: expect.stringMatching(/_git\/published$/),
      repositoryId: expect.any(String),
      commitHash: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
    const git = await context.connect().getGitApi();
    const repository = await git.getRepository('published', project);
    expect(repository).toMatchObject({
      id: output.repositoryId,
      defaultBranch: 'refs/heads/main',
    });
    const commits = await git.getCommits(
      String(output.repositoryId),
      {},
      project,
    );
    expect(commits).toMatchObject([
      {
        commitId: output.commitHash,
        comment: 'Publish',
        author: { name: 'Dana', email: 'dana@contoso.example' },
      },
    ]);
    const items = await git.getItems(
      String(output.repositoryId),
      project,
      '/',
      120,
    );
    expect(items.map(({ path }) => path)).toEqual([
      '/',
      '/README.md',
      '/src',
      '/src/train.py',
    ]);
  });

  it('pushes to master when it is told no branch', async () => {
    const { output } = await actions.run(
      'publish:azure',
      { repoUrl: repoUrl('by-default') },
      workspace,
    );
    const git = await context.connect().getGitApi();
    const references = await git.getRefs(String(output.repositoryId), project);
    expect(references.map(({ name }) => name)).toEqual(['refs/heads/master']);
  });

  it('is refused when the repository exists', async () => {
    await actions.run(
      'publish:azure',
      { repoUrl: repoUrl('twice') },
      workspace,
    );
    await expect(
      actions.run('publish:azure', { repoUrl: repoUrl('twice') }, workspace),
    ).rejects.toThrow(/TF400948/);
  });

  it('says that the project is missing', async () => {
    await expect(
      actions.run(
        'publish:azure',
        { repoUrl: repoUrl('lost', 'nowhere') },
        workspace,
      ),
    ).rejects.toThrow(/Unable to create the repository/);
  });

  it('is refused with a token that only reads and with one that nobody knows', async () => {
    for (const token of [readOnlyToken, 'nonsense']) {
      await expect(
        actions.run(
          'publish:azure',
          { repoUrl: repoUrl('never'), token },
          workspace,
        ),
      ).rejects.toMatchObject({
        statusCode: token === readOnlyToken ? 403 : 401,
      });
    }
    const git = await context.connect().getGitApi();
    expect(await git.getRepository('never', project)).toBeNull();
  });
});
