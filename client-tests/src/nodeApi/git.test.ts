import { text } from 'node:stream/consumers';
import { readOnlyToken } from '@azure-mlops/backstage-plugin-azure-devops-simulator-node';
import { VersionControlRecursionType } from 'azure-devops-node-api/interfaces/GitInterfaces';
import {
  createRepository,
  noObject,
  pushFiles,
  type CreatedRepository,
} from '../testing/createRepository';
import { readPages } from '../testing/readPages';
import { project, withAzureDevOps } from '../testing/withAzureDevOps';

describe('azure-devops-node-api: git', () => {
  const context = withAzureDevOps();
  let churn: CreatedRepository;

  beforeAll(async () => {
    churn = await createRepository(context, 'churn', {
      'README.md': '# Churn\n',
      'src/train.py': 'print("train")\n',
    });
  });

  it('creates, reads, renames and deletes a repository', async () => {
    const git = await context.connect().getGitApi();
    const { id = '' } = await git.createRepository({ name: 'short' }, project);
    expect((await git.getRepository('short', project)).id).toBe(id);
    await git.updateRepository({ name: 'shorter' }, id, project);
    expect(
      (await git.getRepositories(project)).map(({ name }) => name),
    ).toEqual(expect.arrayContaining(['churn', 'shorter']));
    await git.deleteRepository(id, project);
    expect(await git.getRepository('shorter', project)).toBeNull();
  });

  it('refuses a second repository of the name, a bad name, a missing project and a token that only reads', async () => {
    const git = await context.connect().getGitApi();
    await expect(
      git.createRepository({ name: 'churn' }, project),
    ).rejects.toThrow(/TF400948/);
    await expect(
      git.createRepository({ name: 'a/b' }, project),
    ).rejects.toMatchObject({ statusCode: 400 });
    const reader = await context.connect(readOnlyToken).getGitApi();
    await expect(
      reader.createRepository({ name: 'never' }, project),
    ).rejects.toMatchObject({ statusCode: 403 });
    expect(await git.createRepository({ name: 'x' }, 'nowhere')).toBeNull();
  });

  it('changes, adds and deletes files by pushes, and refuses one from an old state', async () => {
    const git = await context.connect().getGitApi();
    const repository = await createRepository(context, 'pushes', {
      'a.txt': 'one\n',
    });
    const second = await pushFiles(context, {
      repository,
      branch: 'main',
      from: repository.commit,
      files: { 'a.txt': 'two\n' },
      changeType: 2,
    });
    await expect(
      pushFiles(context, {
        repository,
        branch: 'main',
        from: repository.commit,
        files: { 'b.txt': 'three\n' },
      }),
    ).rejects.toMatchObject({ statusCode: 409 });
    const pushes = await git.getPushes(repository.id, project);
    expect(pushes).toHaveLength(2);
    expect(
      await git.getPush(repository.id, pushes[0].pushId ?? 0, project),
    ).toMatchObject({ refUpdates: [{ name: 'refs/heads/main' }] });
    expect(
      (
        await git.getPushCommits(repository.id, pushes[0].pushId ?? 0, project)
      ).map(({ commitId }) => commitId),
    ).toEqual([second]);
    expect(
      (await git.getCommits(repository.id, {}, project, 1, 1)).map(
        ({ commitId }) => commitId,
      ),
    ).toEqual([repository.commit]);
    const changes = await git.getChanges(second, repository.id, project);
    expect(changes.changes).toHaveLength(1);
    const difference = await git.getCommitDiffs(
      repository.id,
      project,
      undefined,
      undefined,
      undefined,
      { version: repository.commit, versionType: 2 },
      { version: second, versionType: 2 },
    );
    expect(difference.changes?.map(({ item }) => item?.path)).toContain(
      '/a.txt',
    );
  });

  it('reads items, trees and blobs', async () => {
    const git = await context.connect().getGitApi();
    const items = await git.getItems(
      churn.id,
      project,
      '/',
      VersionControlRecursionType.Full,
    );
    expect(items.map(({ path }) => path)).toEqual([
      '/',
      '/README.md',
      '/src',
      '/src/train.py',
    ]);
    const content = await git.getItemText(churn.id, '/README.md', project);
    expect(await text(content)).toBe('# Churn\n');
    const blob = items.find(({ path }) => path === '/src/train.py');
    expect(
      await git.getBlob(churn.id, blob?.objectId ?? '', project),
    ).toMatchObject({ size: 15 });
    const commit = await git.getCommit(churn.commit, churn.id, project);
    const tree = await git.getTree(
      churn.id,
      commit.treeId ?? '',
      project,
      undefined,
      true,
    );
    expect(tree.treeEntries?.map(({ relativePath }) => relativePath)).toContain(
      'src/train.py',
    );
    expect(await git.getItem(churn.id, '/nowhere.md', project)).toBeNull();
    const [branch] = await git.getBranches(churn.id, project);
    expect(branch).toMatchObject({
      name: 'main',
      commit: { commitId: churn.commit },
      aheadCount: 0,
    });
  });

  it('creates, locks, lists and deletes branches and tags', async () => {
    const git = await context.connect().getGitApi();
    for (const name of ['heads/a', 'heads/b', 'heads/c']) {
      const [{ success }] = await git.updateRefs(
        [
          {
            name: `refs/${name}`,
            oldObjectId: noObject,
            newObjectId: churn.commit,
          },
        ],
        churn.id,
        project,
      );
      expect(success).toBe(true);
    }
    const [refused] = await git.updateRefs(
      [
        {
          name: 'refs/heads/a',
          oldObjectId: noObject,
          newObjectId: churn.commit,
        },
      ],
      churn.id,
      project,
    );
    expect(refused).toMatchObject({ success: false });
    expect(
      await readPages<{ readonly name: string }>(context, {
        path: `${project}/_apis/git/repositories/${churn.id}/refs?api-version=7.1&filter=heads/&$top=3`,
        nameOf: ({ name }) => name,
      }),
    ).toEqual([
      ['refs/heads/a', 'refs/heads/b', 'refs/heads/c'],
      ['refs/heads/main'],
    ]);
    await git.updateRef({ isLocked: true }, churn.id, 'heads/a', project);
    expect((await git.getRefs(churn.id, project, 'heads/a'))[0].isLocked).toBe(
      true,
    );
    await git.updateRef({ isLocked: false }, churn.id, 'heads/a', project);
    await git.updateRefs(
      [
        {
          name: 'refs/heads/a',
          oldObjectId: churn.commit,
          newObjectId: noObject,
        },
      ],
      churn.id,
      project,
    );
    expect(await git.getRefs(churn.id, project, 'heads/a')).toEqual([]);
    const tag = await git.createAnnotatedTag(
      {
        name: 'v1',
        message: 'One',
        taggedObject: { objectId: churn.commit },
      },
      project,
      churn.id,
    );
    expect(
      await git.getAnnotatedTag(project, churn.id, tag.objectId ?? ''),
    ).toMatchObject({ name: 'refs/tags/v1', message: 'One' });
  });

  it('lists repositories page by page', async () => {
    const git = await context.connect().getGitApi();
    const { length } = await git.getRepositories(project);
    const pages = await readPages<{ readonly name: string }>(context, {
      path: `${project}/_apis/git/repositories?api-version=7.2-preview.1&$top=1`,
      nameOf: ({ name }) => name,
    });
    expect(pages.flat()).toHaveLength(length);
  });
});
