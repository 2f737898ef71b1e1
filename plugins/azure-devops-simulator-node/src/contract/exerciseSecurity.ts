import { Exerciser } from './Exerciser';

const preview = true;
const gitRepositories = '2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87';

/** Roles on the library, and permissions by token. */
export async function exerciseSecurity(
  api: Exerciser,
  identityId: string,
): Promise<void> {
  const project = await api.call('GET', '_apis/projects/machine-learning');
  const scope = '_apis/securityroles/scopes/distributedtask.library';
  const resource = `${scope}/roleassignments/resources/${project.text('id')}$0`;
  await api.call('GET', `${scope}/roledefinitions`, { preview });
  await api.call('PUT', resource, {
    body: [{ userId: identityId, roleName: 'User' }],
    preview,
  });
  await api.call('PUT', resource, {
    body: [{ userId: identityId, roleName: 'King' }],
    expect: 400,
    preview,
  });
  await api.call('GET', resource, { preview });
  await api.call('PUT', `${resource}/${identityId}`, {
    body: { roleName: 'Reader' },
    preview,
  });
  await api.call('DELETE', `${resource}/${identityId}`, { preview });
  await api.call('PATCH', resource, { body: [identityId], preview });
  const identity = await api.call(
    'GET',
    `_apis/identities?identityIds=${identityId}`,
  );
  await exerciseAccessControl(api, {
    descriptor: identity.text('value', 0, 'descriptor'),
    token: `repoV2/${api.name('exercise')}`,
  });
}

async function exerciseAccessControl(
  api: Exerciser,
  subject: { readonly descriptor: string; readonly token: string },
): Promise<void> {
  const { descriptor, token } = subject;
  const encoded = encodeURIComponent(descriptor);
  const entry = { descriptor, allow: 6, deny: 0 };
  const lists = `_apis/accesscontrollists/${gitRepositories}`;
  const entries = `_apis/accesscontrolentries/${gitRepositories}`;
  const permissions = `_apis/permissions/${gitRepositories}`;
  await api.call('GET', `_apis/securitynamespaces/${gitRepositories}`);
  await api.call('POST', lists, {
    body: {
      count: 1,
      value: [
        {
          token,
          inheritPermissions: true,
          acesDictionary: { [descriptor]: entry },
        },
      ],
    },
    expect: 204,
  });
  await api.call('GET', `${lists}?token=${token}&includeExtendedInfo=true`);
  await api.call('POST', entries, {
    body: { token, merge: true, accessControlEntries: [entry] },
  });
  await api.call('GET', `${permissions}/4?tokens=${token}`);
  await api.call('POST', '_apis/security/permissionevaluationbatch', {
    body: {
      alwaysAllowAdministrators: false,
      evaluations: [
        { securityNamespaceId: gitRepositories, token, permissions: 4 },
      ],
    },
  });
  await api.call(
    'DELETE',
    `${permissions}/4?token=${token}&descriptor=${encoded}`,
  );
  await api.call('DELETE', `${entries}?token=${token}&descriptors=${encoded}`);
  await api.call('DELETE', `${lists}?tokens=${token}&recurse=false`);
}
