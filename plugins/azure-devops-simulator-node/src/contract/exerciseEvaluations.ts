import { Exerciser } from './Exerciser';

const policy = 'machine-learning/_apis/policy';

interface Review {
  readonly repositoryId: string;
  readonly projectId: string;
  readonly definitionId: string;
  /** Path of the pull request. */
  readonly one: string;
  readonly id: string;
}

async function openReview(
  api: Exerciser,
  repositoryId: string,
  definitionId: string,
): Promise<Review> {
  const git = `machine-learning/_apis/git/repositories/${repositoryId}`;
  const main = await api.call('GET', `${git}/refs?filter=heads/main`);
  await api.call('POST', `${git}/pushes`, {
    body: {
      refUpdates: [
        { name: 'refs/heads/validated', oldObjectId: '0'.repeat(40) },
      ],
      commits: [
        {
          comment: 'Validated [skip ci]',
          changes: [
            {
              changeType: 'add',
              item: { path: '/validated.md' },
              newContent: { content: 'v', contentType: 'rawtext' },
            },
          ],
        },
      ],
    },
    expect: 201,
  });
  const created = await api.call('POST', `${git}/pullrequests`, {
    body: {
      sourceRefName: 'refs/heads/validated',
      targetRefName: 'refs/heads/main',
      title: `Validated from ${main.text('value', 0, 'objectId')}`,
      labels: [{ name: 'exercise' }],
    },
    expect: 201,
  });
  const id = created.text('pullRequestId');
  return {
    repositoryId,
    definitionId,
    projectId: created.text('repository', 'project', 'id'),
    one: `${git}/pullrequests/${id}`,
    id,
  };
}

/** A pull request under a build validation and a number of reviewers: refused, asked again, given up. */
export async function exerciseEvaluations(
  api: Exerciser,
  resources: { readonly repositoryId: string; readonly definitionId: string },
): Promise<void> {
  const { repositoryId, definitionId } = resources;
  const review = await openReview(api, repositoryId, definitionId);
  const scope = [
    { repositoryId, refName: 'refs/heads/main', matchKind: 'Exact' },
  ];
  const policies: string[] = [];
  for (const [id, settings] of [
    [
      '0609b952-1397-4640-95ec-e00a01b2c241',
      { buildDefinitionId: Number(definitionId), validDuration: 0 },
    ],
    ['fa4e907d-c16b-4a4c-9dfa-4906e5d171dd', { minimumApproverCount: 1 }],
  ] as const) {
    const created = await api.call('POST', `${policy}/configurations`, {
      body: {
        type: { id },
        isEnabled: true,
        isBlocking: true,
        settings: { ...settings, scope },
      },
    });
    policies.push(created.text('id'));
  }
  await exerciseRefusals(api, review);
  for (const id of policies) {
    await api.call('DELETE', `${policy}/configurations/${id}`, { expect: 204 });
  }
  await api.call('PATCH', review.one, { body: { status: 'abandoned' } });
}

async function exerciseRefusals(api: Exerciser, review: Review): Promise<void> {
  const { projectId, id, one, repositoryId } = review;
  const artifact = encodeURIComponent(
    `vstfs:///CodeReview/CodeReviewId/${projectId}/${id}`,
  );
  const all = `${policy}/evaluations`;
  const preview = true;
  const found = await api.call(
    'GET',
    `${all}?artifactId=${artifact}&includeNotApplicable=true&$top=10`,
    { preview },
  );
  const evaluation = `${all}/${found.text('value', 0, 'evaluationId')}`;
  await api.call('GET', evaluation, { preview });
  await api.call('PATCH', evaluation, { preview });
  await api.call('GET', `${all}/${projectId}`, { preview, expect: 404 });
  const current = await api.call('GET', one);
  await api.call('PATCH', one, {
    body: {
      status: 'completed',
      lastMergeSourceCommit: {
        commitId: current.text('lastMergeSourceCommit', 'commitId'),
      },
    },
    expect: 403,
  });
  await api.call(
    'POST',
    `machine-learning/_apis/git/repositories/${repositoryId}/pushes`,
    {
      body: {
        refUpdates: [
          {
            name: 'refs/heads/main',
            oldObjectId: current.text('lastMergeTargetCommit', 'commitId'),
          },
        ],
        commits: [
          {
            comment: 'Refused',
            changes: [
              {
                changeType: 'add',
                item: { path: '/refused.md' },
                newContent: { content: 'r', contentType: 'rawtext' },
              },
            ],
          },
        ],
      },
      expect: 403,
    },
  );
}
