import { Exerciser } from './Exerciser';

const project = 'machine-learning';
const permissions = `${project}/_apis/pipelines/pipelinepermissions`;

/** Environments, their approval and their pipeline permissions. */
export async function exerciseEnvironments(
  api: Exerciser,
  definitionId: string,
): Promise<void> {
  const area = api.version === '7.1' ? 'distributedtask' : 'pipelines';
  const all = `${project}/_apis/${area}/environments`;
  const name = api.name('prod');
  const created = await api.call('POST', all, {
    body: { name, description: 'Exercise' },
  });
  const id = created.text('id');
  await api.call('POST', all, { body: { name }, expect: 409 });
  await api.call('GET', `${all}?name=${name}`);
  await api.call('GET', `${all}/${id}`);
  await api.call('GET', `${all}/${id}/environmentdeploymentrecords`);
  await api.call('PATCH', `${all}/${id}`, { body: { description: 'Changed' } });
  await exerciseChecks(api, { type: 'environment', id, name });
  const grant = { pipelines: [{ id: Number(definitionId), authorized: true }] };
  await api.call('GET', `${permissions}/environment/${id}`, { preview: true });
  await api.call('PATCH', `${permissions}/environment/${id}`, {
    body: grant,
    preview: true,
  });
  await api.call('PATCH', permissions, {
    body: [{ resource: { type: 'environment', id }, ...grant }],
    preview: true,
  });
  await api.call('GET', `${permissions}/environment/999999`, {
    expect: 404,
    preview: true,
  });
  await api.call('DELETE', `${all}/${id}`, { expect: 204 });
}

async function exerciseChecks(
  api: Exerciser,
  resource: {
    readonly type: string;
    readonly id: string;
    readonly name: string;
  },
): Promise<void> {
  const all = `${project}/_apis/pipelines/checks/configurations`;
  const preview = true;
  const identities = await api.call(
    'GET',
    '_apis/identities?searchFilter=General&filterValue=ari.approver@contoso.example',
  );
  const body = {
    type: { id: '8C6F20A7-A545-4486-9777-F762FAFE0D4D', name: 'Approval' },
    settings: {
      approvers: [{ id: identities.text('value', 0, 'id') }],
      executionOrder: 'anyOrder',
      minRequiredApprovers: 1,
      instructions: 'Look at the metrics',
      blockedApprovers: [],
    },
    timeout: 43200,
    resource,
  };
  const created = await api.call('POST', all, { body, preview });
  const one = `${all}/${created.text('id')}`;
  await api.call(
    'GET',
    `${all}?resourceType=${resource.type}&resourceId=${resource.id}&$expand=settings`,
    { preview },
  );
  await api.call('GET', `${one}?$expand=settings`, { preview });
  await api.call('PATCH', one, { body: { ...body, timeout: 60 }, preview });
  const query = `${project}/_apis/pipelines/checks/queryconfigurations?$expand=settings`;
  await api.call('POST', query, {
    body: [{ type: resource.type, id: resource.id }],
    preview,
  });
  await api.call('DELETE', one, { expect: 204, preview });
}

/** Variable groups. */
export async function exerciseVariableGroups(api: Exerciser): Promise<void> {
  const written = '_apis/distributedtask/variablegroups';
  const read = `${project}/${written}`;
  const { value } = await api.call('GET', `_apis/projects/${project}`);
  const { id, name } = value as { readonly id: string; readonly name: string };
  const groupName = api.name('settings');
  const body = {
    name: groupName,
    type: 'Vsts',
    description: 'Exercise',
    variables: {
      region: { value: 'westeurope' },
      key: { value: 'x', isSecret: true },
    },
    variableGroupProjectReferences: [
      {
        name: groupName,
        description: 'Exercise',
        projectReference: { id, name },
      },
    ],
  };
  const created = await api.call('POST', written, { body });
  await api.call('POST', written, { body, expect: 409 });
  await api.call('GET', `${read}?groupName=${groupName}`);
  await api.call('GET', `${read}?groupIds=${created.text('id')}`);
  await api.call('GET', `${read}/${created.text('id')}`);
  await api.call('PUT', `${written}/${created.text('id')}`, {
    body: { ...body, description: 'Changed' },
  });
  await api.call(
    'DELETE',
    `${written}/${created.text('id')}?projectIds=${id}`,
    { expect: 204 },
  );
}

/** Discovery, projects, pools, identities and the graph. */
export async function exerciseOrganization(api: Exerciser): Promise<void> {
  await api.call('GET', '_apis/connectionData', { preview: true });
  await api.call('GET', '_apis/ResourceAreas', { preview: true });
  await api.call('OPTIONS', '_apis');
  await api.call('GET', '_apis/projects');
  const found = await api.call(
    'GET',
    `_apis/projects/${project}?includeCapabilities=true`,
  );
  await api.call('GET', `_apis/projects/${found.text('id')}/properties`, {
    preview: true,
  });
  await api.call('GET', 'nowhere/_apis/git/repositories', { expect: 404 });
  const operation = await api.call('POST', '_apis/projects', {
    body: { name: api.name('created'), visibility: 'private' },
    expect: 202,
  });
  await api.call('GET', `_apis/operations/${operation.text('id')}`);
  const pools = await api.call('GET', '_apis/distributedtask/pools');
  await api.call(
    'GET',
    `_apis/distributedtask/pools/${pools.text('value', 0, 'id')}`,
  );
  const queues = await api.call(
    'GET',
    `${project}/_apis/distributedtask/queues`,
  );
  await api.call(
    'GET',
    `${project}/_apis/distributedtask/queues/${queues.text('value', 0, 'id')}`,
  );
  const users = await api.call('GET', '_apis/graph/users', { preview: true });
  const descriptor = users.text('value', 0, 'descriptor');
  await api.call('GET', `_apis/graph/users/${descriptor}`, { preview: true });
  const key = await api.call('GET', `_apis/graph/storagekeys/${descriptor}`);
  await api.call('GET', `_apis/graph/descriptors/${key.text('value')}`);
  await api.call('GET', `_apis/identities?identityIds=${key.text('value')}`);
  const groups = await api.call('GET', '_apis/graph/groups', { preview: true });
  await api.call(
    'GET',
    `_apis/graph/groups/${groups.text('value', 0, 'descriptor')}`,
    { preview: true },
  );
  await api.call('POST', '_apis/graph/subjectquery', {
    body: { query: 'Ari', subjectKind: ['User'] },
    preview: true,
  });
}
