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
  await api.call('GET', `${one}?includeCommits=true&includeWorkItemRefs=true`);
  await exerciseReview(api, one, created.text('createdBy', 'id'));
  await exerciseIterations(api, one);
  await exerciseLabels(api, one);
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
  const done = await api.call('GET', one);
  await api.call(
    'POST',
    `${project}/repositories/${repositoryId}/pullrequestquery`,
    {
      body: {
        queries: [
          {
            type: 'lastMergeCommit',
            items: [done.text('lastMergeCommit', 'commitId')],
          },
        ],
      },
    },
  );
}

async function exerciseIterations(
  api: Exerciser,
  pullRequest: string,
): Promise<void> {
  const iterations = `${pullRequest}/iterations`;
  await api.call('GET', `${iterations}?includeCommits=true`);
  await api.call('GET', `${iterations}/1`);
  await api.call('GET', `${iterations}/1/changes?$top=10&$compareTo=0`);
  await api.call('GET', `${iterations}/1/commits`);
  await api.call('GET', `${iterations}/9`, { expect: 404 });
  for (const statuses of [
    `${iterations}/1/statuses`,
    `${pullRequest}/statuses`,
  ]) {
    const body = { state: 'pending', context: { name: 'scan', genre: 'ml' } };
    const one = await api.call('POST', statuses, { body });
    const other = await api.call('POST', statuses, { body });
    await api.call('GET', statuses);
    await api.call('GET', `${statuses}/${one.text('id')}`);
    await api.call('PATCH', statuses, {
      body: [{ op: 'remove', path: `/${other.text('id')}` }],
      contentType: 'application/json-patch+json',
    });
    await api.call('DELETE', `${statuses}/${one.text('id')}`, { expect: 204 });
  }
}

async function exerciseLabels(
  api: Exerciser,
  pullRequest: string,
): Promise<void> {
  const labels = `${pullRequest}/labels`;
  const label = await api.call('POST', labels, { body: { name: 'model' } });
  await api.call('GET', labels);
  await api.call('GET', `${labels}/model`);
  await api.call('DELETE', `${labels}/${label.text('id')}`);
  await api.call('GET', `${labels}/model`, { expect: 404 });
  await api.call('GET', `${pullRequest}/workitems`);
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
  const comment = `${one}/comments/1`;
  await api.call('GET', `${one}/comments`);
  await api.call('PATCH', comment, { body: { content: 'Why not?' } });
  await api.call('GET', comment);
  await api.call('POST', `${comment}/likes`);
  await api.call('GET', `${comment}/likes`);
  await api.call('DELETE', `${comment}/likes`);
  await api.call('DELETE', `${one}/comments/2`);
  await api.call('PATCH', one, { body: { status: 'fixed' } });
  await api.call('GET', one);
  await api.call('GET', threads);
  await api.call('POST', `${pullRequest}/statuses`, {
    body: { state: 'succeeded', context: { name: 'lint', genre: 'ci' } },
  });
  await api.call('GET', `${pullRequest}/statuses`);
}
