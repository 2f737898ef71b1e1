import { Exerciser } from './Exerciser';

const preview = true;

/** Groups and memberships; gives back the storage key of a group. */
export async function exerciseIdentities(api: Exerciser): Promise<string> {
  const all = '_apis/graph/groups';
  const project = await api.call('GET', '_apis/projects/machine-learning');
  const scope = await api.call(
    'GET',
    `_apis/graph/descriptors/${project.text('id')}`,
  );
  const scoped = `${all}?scopeDescriptor=${scope.text('value')}`;
  const body = { displayName: api.name('approvers'), description: 'Exercise' };
  const created = await api.call('POST', scoped, {
    body,
    expect: 201,
    preview,
  });
  await api.call('POST', scoped, { body, expect: 409, preview });
  await api.call('GET', `${scoped}&subjectTypes=vssgp`, { preview });
  const descriptor = created.text('descriptor');
  await api.call('PATCH', `${all}/${descriptor}`, {
    body: [{ op: 'replace', path: '/description', value: 'Changed' }],
    contentType: 'application/json-patch+json',
    preview,
  });
  await api.call('POST', '_apis/graph/subjectlookup', {
    body: { lookupKeys: [{ descriptor }] },
    preview,
  });
  await exerciseMemberships(api, descriptor);
  await api.call(
    'GET',
    `_apis/identities?subjectDescriptors=${descriptor}&queryMembership=direct`,
  );
  const passing = await api.call('POST', all, {
    body: { displayName: api.name('passing') },
    expect: 201,
    preview,
  });
  await api.call('DELETE', `${all}/${passing.text('descriptor')}`, {
    expect: 204,
    preview,
  });
  return created.text('originId');
}

async function exerciseMemberships(
  api: Exerciser,
  group: string,
): Promise<void> {
  const users = await api.call('GET', '_apis/graph/users', { preview });
  const user = users.text('value', 0, 'descriptor');
  const memberships = '_apis/graph/memberships';
  const one = `${memberships}/${user}/${group}`;
  await api.call('PUT', one, { expect: 201, preview });
  await api.call('GET', one, { preview });
  await api.call('HEAD', one, { preview });
  await api.call('GET', `${memberships}/${user}?direction=up`, { preview });
  await api.call('GET', `${memberships}/${group}?direction=down`, { preview });
  await api.call('GET', `_apis/graph/membershipstates/${user}`, { preview });
  await api.call('DELETE', one, { preview });
  await api.call('GET', one, { expect: 404, preview });
}
