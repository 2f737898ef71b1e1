import { noObject } from '../git/BareRepository';
import { runGit } from '../git/runGit';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Exerciser } from './Exerciser';

export const pipelineFile = 'azure_pipelines/ci.yml';

const pipelineText = `parameters:
- name: a
  type: string
  default: x
steps:
- script: echo \${{ parameters.a }}
`;

/** Pushes a first commit with real git. */
async function push(url: string, token: string): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'simulator-exercise-'));
  const git = (...parameters: readonly string[]) =>
    runGit(
      [
        '-c',
        'user.name=Dana',
        '-c',
        'user.email=dana@contoso.example',
        ...parameters,
      ],
      { directory },
    );
  try {
    await git('init', '--quiet', '--initial-branch=main');
    await mkdir(join(directory, 'azure_pipelines'));
    await writeFile(join(directory, 'README.md'), '# Exercise\n');
    await writeFile(join(directory, pipelineFile), pipelineText);
    await git('add', '--all');
    await git('commit', '--quiet', '--message', 'Start');
    await git('tag', '--annotate', 'v1', '--message', 'One');
    const address = new URL(url);
    address.username = 'exercise';
    address.password = token;
    await git('push', '--quiet', address.href, 'main', 'v1');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** Creates a repository with content; gives back its id. */
export async function exerciseRepositories(
  api: Exerciser,
  token: string,
): Promise<string> {
  const all = 'machine-learning/_apis/git/repositories';
  const name = api.name('exercise');
  const created = await api.call('POST', all, { body: { name }, expect: 201 });
  const id = created.text('id');
  await api.call('POST', all, { body: { name }, expect: 409 });
  await api.call('POST', all, { body: { name: 'a/b' }, expect: 400 });
  await api.call('GET', all);
  await api.call('GET', `${all}/nowhere`, { expect: 404 });
  await api.call('GET', `${all}/${id}/items?scopePath=/`, { expect: 404 });
  await push(created.text('remoteUrl'), token);
  await api.call('GET', `${all}/${id}`);
  return id;
}

async function exerciseReferences(
  api: Exerciser,
  one: string,
): Promise<string> {
  const references = await api.call(
    'GET',
    `${one}/refs?filter=heads/&peelTags=true`,
  );
  const commit = references.text('value', 0, 'objectId');
  await api.call('GET', `${one}/refs?$top=1`);
  await api.call('POST', `${one}/refs`, {
    body: [
      { name: 'refs/heads/topic', oldObjectId: noObject, newObjectId: commit },
    ],
  });
  await api.call('PATCH', `${one}/refs?filter=heads/topic`, {
    body: { isLocked: true },
  });
  await api.call('PATCH', one, { body: { defaultBranch: 'refs/heads/topic' } });
  await api.call('PATCH', one, { body: { defaultBranch: 'refs/heads/main' } });
  return commit;
}

/** Reads what is in the repository in every supported way. */
export async function exerciseContent(
  api: Exerciser,
  repositoryId: string,
): Promise<void> {
  const one = `machine-learning/_apis/git/repositories/${repositoryId}`;
  const commit = await exerciseReferences(api, one);
  await api.call(
    'GET',
    `${one}/commits?searchCriteria.itemVersion.version=main&searchCriteria.$top=5`,
  );
  const single = await api.call('GET', `${one}/commits/${commit}`);
  await api.call('GET', `${one}/trees/${single.text('treeId')}?recursive=true`);
  await api.call('GET', `${one}/items?scopePath=/&recursionLevel=full`);
  const item = await api.call(
    'GET',
    `${one}/items?path=/README.md&includeContent=true`,
  );
  await api.call('GET', `${one}/items?path=/nowhere.txt`, { expect: 404 });
  await api.call('GET', `${one}/blobs/${item.text('objectId')}`);
  await api.call('POST', `${one}/pushes`, {
    body: {
      refUpdates: [{ name: 'refs/heads/main', oldObjectId: commit }],
      commits: [
        {
          comment: 'Add a file',
          changes: [
            {
              changeType: 'add',
              item: { path: '/notes.md' },
              newContent: { content: 'Notes', contentType: 'rawtext' },
            },
          ],
        },
      ],
    },
    expect: 201,
  });
  const pushes = await api.call('GET', `${one}/pushes`);
  await api.call('GET', `${one}/pushes/${pushes.text('value', 0, 'pushId')}`);
}
