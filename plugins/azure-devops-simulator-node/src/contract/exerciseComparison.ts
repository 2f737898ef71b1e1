import { Exerciser } from './Exerciser';

/** What differs between main and topic, what is said about commits, tags, merges and batches. */
export async function exerciseComparison(
  api: Exerciser,
  repositoryId: string,
): Promise<void> {
  const one = `machine-learning/_apis/git/repositories/${repositoryId}`;
  const tips = await api.call('GET', `${one}/refs?filter=heads/`);
  const [main, topic] = [
    tips.text('value', 0, 'objectId'),
    tips.text('value', 1, 'objectId'),
  ];
  await api.call(
    'GET',
    `${one}/diffs/commits?baseVersion=topic&baseVersionType=branch&targetVersion=${main}&targetVersionType=commit&$top=10`,
  );
  await api.call('GET', `${one}/commits/${main}/changes?top=10`);
  await api.call(
    'GET',
    `${one}/commits/${main}/mergebases?otherCommitId=${topic}`,
  );
  await api.call('GET', `${one}/stats/branches`);
  const statuses = `${one}/commits/${main}/statuses`;
  await api.call('POST', statuses, {
    body: { state: 'succeeded', context: { name: 'scan', genre: 'ml' } },
    expect: 201,
  });
  await api.call('GET', `${statuses}?latestOnly=true`);
  await api.call('POST', `${one}/commitsbatch`, {
    body: { itemVersion: { versionType: 'branch', version: 'main' }, $top: 5 },
  });
  await api.call('POST', `${one}/itemsbatch`, {
    body: {
      itemDescriptors: [
        { path: '/README.md', versionType: 'branch', version: 'main' },
      ],
      includeContentMetadata: true,
    },
  });
  const tag = {
    name: 'v2',
    taggedObject: { objectId: main },
    message: 'Exercise',
  };
  const made = await api.call('POST', `${one}/annotatedtags`, {
    body: tag,
    expect: 201,
  });
  await api.call('POST', `${one}/annotatedtags`, { body: tag, expect: 409 });
  await api.call('GET', `${one}/annotatedtags/${made.text('objectId')}`);
  const merge = await api.call('POST', `${one}/merges`, {
    body: { parents: [main, topic], comment: 'Exercise' },
    expect: 201,
  });
  await api.call('GET', `${one}/merges/${merge.text('mergeOperationId')}`);
}
