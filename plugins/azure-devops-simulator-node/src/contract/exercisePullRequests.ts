import { Exerciser } from './Exerciser';

/** Pull requests from the branch topic, which exerciseContent has made, into main. */
export async function exercisePullRequests(
  api: Exerciser,
  repositoryId: string,
): Promise<void> {
  const project = 'machine-learning/_apis/git';
  const all = `${project}/repositories/${repositoryId}/pullrequests`;
  const body = {
    sourceRefName: 'refs/heads/topic',
    targetRefName: 'refs/heads/main',
    title: 'Exercise',
  };
  const created = await api.call('POST', all, { body, expect: 201 });
  await api.call('POST', all, { body, expect: 409 });
  await api.call('POST', all, {
    body: { ...body, sourceRefName: 'refs/heads/nowhere' },
    expect: 400,
  });
  const one = `${all}/${created.text('pullRequestId')}`;
  await api.call('GET', `${all}?searchCriteria.status=active&$top=5`);
  await api.call(
    'GET',
    `${project}/pullrequests?searchCriteria.targetRefName=refs/heads/main`,
  );
  await api.call(
    'GET',
    `${project}/pullrequests/${created.text('pullRequestId')}`,
  );
  await api.call('GET', one);
  await api.call('GET', `${one}/commits`);
  await exerciseReview(api, one, created.text('createdBy', 'id'));
  await api.call('PATCH', one, { body: { status: 'abandoned' } });
  await api.call('PATCH', one, { body: { status: 'active' } });
  await api.call('PATCH', one, {
    body: {
      status: 'completed',
      lastMergeSourceCommit: {
        commitId: created.text('lastMergeSourceCommit', 'commitId'),
      },
      completionOptions: { mergeStrategy: 'squash' },
    },
  });
  await api.call('PATCH', one, { body: { status: 'active' }, expect: 400 });
}

async function exerciseReview(
  api: Exerciser,
  pullRequest: string,
  id: string,
): Promise<void> {
  const reviewers = `${pullRequest}/reviewers`;
  await api.call('POST', reviewers, { body: [{ id }] });
  await api.call('PUT', `${reviewers}/${id}`, { body: { id, vote: 10 } });
  await api.call('PATCH', `${reviewers}/${id}`, { body: { id, vote: 5 } });
  await api.call('GET', reviewers);
  await api.call('GET', `${reviewers}/${id}`);
  await api.call('DELETE', `${reviewers}/${id}`);
  const threads = `${pullRequest}/threads`;
  const thread = await api.call('POST', threads, {
    body: {
      status: 'active',
      comments: [{ content: 'Why?', commentType: 'text', parentCommentId: 0 }],
    },
  });
  const one = `${threads}/${thread.text('id')}`;
  await api.call('POST', `${one}/comments`, {
    body: { content: 'So.', commentType: 'text', parentCommentId: 1 },
  });
  await api.call('PATCH', one, { body: { status: 'fixed' } });
  await api.call('GET', one);
  await api.call('GET', threads);
  await api.call('POST', `${pullRequest}/statuses`, {
    body: { state: 'succeeded', context: { name: 'lint', genre: 'ci' } },
  });
  await api.call('GET', `${pullRequest}/statuses`);
}
