import { Exerciser } from './Exerciser';

const policy = 'machine-learning/_apis/policy';

/** Policies of a repository and its branch, one of every type. */
export async function exercisePolicies(
  api: Exerciser,
  resources: { readonly repositoryId: string; readonly definitionId: string },
): Promise<void> {
  const { repositoryId, definitionId } = resources;
  const types = await api.call('GET', `${policy}/types`);
  await api.call('GET', `${policy}/types/${types.text('value', 0, 'id')}`);
  const identities = await api.call(
    'GET',
    '_apis/identities?searchFilter=General&filterValue=ari.approver@contoso.example',
  );
  const settingsOf: Readonly<Record<string, object>> = {
    'fa4e907d-c16b-4a4c-9dfa-4906e5d171dd': {
      minimumApproverCount: 1,
      creatorVoteCounts: false,
    },
    '0609b952-1397-4640-95ec-e00a01b2c241': {
      buildDefinitionId: Number(definitionId),
      queueOnSourceUpdateOnly: true,
      manualQueueOnly: false,
      displayName: 'Tests',
      validDuration: 720,
    },
    'c6a1889d-b943-4856-b76f-9e46bb6b0df2': {},
    '40e92b44-2fe1-4dd6-b3d8-74a9c21d0c6e': {},
    'fd2167ab-b0be-447a-8ec8-39368250530e': {
      requiredReviewerIds: [identities.text('value', 0, 'id')],
    },
    'fa4e907d-c16b-4a4c-9dfa-4916e5d171ab': { allowSquash: true },
    'cbdc66da-9728-4af8-aada-9a5a32e4a226': { statusName: 'quality' },
    '001a79cf-fda1-4c4e-9e7c-bac40ee5ead8': { maxPathLength: 248 },
    'db2b9b4c-180d-4529-9701-01541d19f36b': {},
    '2e26e725-8201-4edd-8bf5-978563c34a80': {
      maximumGitBlobSizeInBytes: 10485760,
      useUncompressedSize: false,
    },
    '77ed4bd3-b063-4689-934a-175e4d0a78d7': {
      authorEmailPatterns: ['*@contoso.example'],
    },
  };
  const branch = {
    repositoryId,
    refName: 'refs/heads/main',
    matchKind: 'Exact',
  };
  const all = `${policy}/configurations`;
  for (const [id, settings] of Object.entries(settingsOf)) {
    const body = {
      isEnabled: true,
      isBlocking: true,
      type: { id },
      settings: { ...settings, scope: [branch] },
    };
    const created = await api.call('POST', all, { body });
    const one = `${all}/${created.text('id')}`;
    await api.call('GET', one);
    await api.call('PUT', one, { body: { ...body, isBlocking: false } });
    await exerciseLists(api, id, repositoryId);
    await api.call('GET', `${one}/revisions`);
    await api.call('GET', `${one}/revisions/1`);
    await api.call('DELETE', one, { expect: 204 });
    await api.call('DELETE', one, { expect: 404 });
  }
  await api.call('POST', all, {
    body: {
      isEnabled: true,
      isBlocking: true,
      type: { id: 'c6a1889d-b943-4856-b76f-9e46bb6b0df2' },
      settings: { scope: [] },
    },
    expect: 400,
  });
}

async function exerciseLists(
  api: Exerciser,
  type: string,
  repositoryId: string,
): Promise<void> {
  await api.call(
    'GET',
    `${policy}/configurations?policyType=${type}&$top=5&scope=${repositoryId}:refs/heads/main`,
  );
  await api.call(
    'GET',
    `machine-learning/_apis/git/policy/configurations?repositoryId=${repositoryId}&refName=refs/heads/main&policyType=${type}`,
  );
}
