import { Exerciser } from './Exerciser';

const project = 'machine-learning';
const preview = true;
const contentType = 'application/json-patch+json';

/** Teams and the properties of a project. */
export async function exerciseTeams(api: Exerciser): Promise<void> {
  const found = await api.call('GET', `_apis/projects/${project}`);
  const one = `_apis/projects/${found.text('id')}`;
  await api.call('GET', '_apis/teams', { preview });
  await api.call('GET', `${one}/teams?$top=1`);
  await api.call('GET', `${one}/categorizedteams/`, { preview });
  const body = { name: api.name('vision'), description: 'Exercise' };
  const team = await api.call('POST', `${one}/teams`, { body, expect: 201 });
  await api.call('POST', `${one}/teams`, { body, expect: 400 });
  const path = `${one}/teams/${team.text('id')}`;
  await api.call('GET', `${path}?$expandIdentity=true`);
  await api.call('PATCH', path, { body: { description: 'Changed' } });
  await api.call('GET', `${path}/members`);
  await api.call('DELETE', path, { expect: 204 });
  await api.call('GET', path, { expect: 404 });
  const properties = `${one}/properties`;
  for (const op of ['add', 'remove']) {
    await api.call('PATCH', properties, {
      body: [{ op, path: '/Exercise', ...(op === 'add' && { value: 'x' }) }],
      contentType,
      expect: 204,
      preview,
    });
  }
}

/** People: their entitlements, and themselves in the graph. */
export async function exerciseMembers(api: Exerciser): Promise<void> {
  const all = '_apis/userentitlements';
  const found = await api.call('GET', `_apis/projects/${project}`);
  const projectRef = { id: found.text('id') };
  const added = await api.call('POST', all, {
    body: {
      accessLevel: {
        accountLicenseType: 'express',
        licensingSource: 'account',
      },
      user: {
        principalName: `${api.name('noor')}@contoso.example`,
        subjectKind: 'user',
      },
      projectEntitlements: [
        { group: { groupType: 'projectContributor' }, projectRef },
      ],
    },
  });
  const id = added.text('userEntitlement', 'id');
  await api.call('GET', `${all}?select=Projects&$orderBy=name ascending`);
  await api.call('GET', `${all}/${id}`);
  const value = {
    accountLicenseType: 'stakeholder',
    licensingSource: 'account',
  };
  await api.call('PATCH', `${all}/${id}`, {
    body: [{ op: 'replace', path: '/accessLevel', value }],
    contentType,
  });
  await api.call('PATCH', all, {
    body: [{ op: 'replace', path: `/${id}/accessLevel`, value }],
    contentType,
  });
  await api.call('GET', '_apis/userentitlementsummary');
  await api.call('GET', '_apis/groupentitlements');
  await api.call('GET', `_apis/groupentitlements/${id}`, { expect: 404 });
  await api.call('DELETE', `${all}/${id}`, { expect: 204 });
  await api.call('GET', `${all}/${id}`, { expect: 404 });
  const user = await api.call('POST', '_apis/graph/users', {
    body: { principalName: `${api.name('lee')}@contoso.example` },
    expect: 201,
    preview,
  });
  const one = `_apis/graph/users/${user.text('descriptor')}`;
  await api.call('GET', `${one}/providerinfo`);
  await api.call('DELETE', one, { expect: 204, preview });
}

/** Variable groups of two projects, agents, tasks and the history of a connection. */
export async function exerciseSharing(api: Exerciser): Promise<void> {
  const groups = '_apis/distributedtask/variablegroups';
  const found = await api.call('GET', `_apis/projects/${project}`);
  const projectReference = { id: found.text('id'), name: project };
  const name = api.name('shared');
  const reference = { name, description: 'Exercise', projectReference };
  const group = await api.call('POST', groups, {
    body: {
      name,
      type: 'Vsts',
      variables: { region: { value: 'westeurope' } },
      variableGroupProjectReferences: [reference],
    },
  });
  const id = group.text('id');
  await api.call('PATCH', `${groups}?variableGroupId=${id}`, {
    body: [reference],
    expect: 204,
  });
  await api.call(
    'DELETE',
    `${groups}/${id}?projectIds=${projectReference.id}`,
    {
      expect: 204,
    },
  );
  const pools = await api.call('GET', '_apis/distributedtask/pools');
  const agents = `_apis/distributedtask/pools/${pools.text(
    'value',
    0,
    'id',
  )}/agents`;
  await api.call('GET', agents);
  await api.call('GET', `${agents}/1`);
  await api.call('GET', `${agents}/999`, { expect: 404 });
}
