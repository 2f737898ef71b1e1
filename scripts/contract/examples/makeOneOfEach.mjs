// @ts-check
import { Preparation } from '../replay/Preparation.mjs';

export const PROJECT = 'examples';

/**
 * What paths of requests name.
 *
 * @typedef {Readonly<Record<string, string>>} Made
 */

/**
 * A project with one of each thing that published examples show.
 *
 * @param {{ url: string, token: string }} options address of an organization in which nothing has
 *   happened
 * @returns {Promise<Made>} what has been made, by the name that paths give it
 */
export async function makeOneOfEach({ url, token }) {
  const prepare = new Preparation({ url, token });
  const { client } = prepare;
  await prepare.project(PROJECT);
  const project = await client.get(`_apis/projects/${PROJECT}`);
  const made = { projectId: project.id };
  const git = await makeContent(prepare);
  const people = await makePeople(client, project.id);
  const resources = await makeResources(client, project);
  const rules = await makeRules(client, {
    ...made,
    ...git,
    ...people,
    ...resources,
  });
  return { ...made, ...git, ...people, ...resources, ...rules };
}

/** @param {Preparation} prepare */
async function makeContent(prepare) {
  const { client } = prepare;
  const all = `${PROJECT}/_apis/git/repositories/${PROJECT}`;
  await prepare.push({
    project: PROJECT,
    repository: PROJECT,
    branches: ['main', 'work'],
  });
  const { value: branches } = await client.get(`${all}/refs?filter=heads/work`);
  const work = { project: PROJECT, repository: PROJECT, branch: 'work' };
  const earlierCommitId = await prepare.commit({
    ...work,
    on: branches[0].objectId,
    pages: { 'docs/page.md': 'add' },
  });
  await prepare.commit({
    ...work,
    on: earlierCommitId,
    pages: { 'docs/page.md': 'edit', 'docs/more.md': 'add' },
  });
  await prepare.pullRequest({
    project: PROJECT,
    title: 'Work',
    source: 'work',
  });
  await prepare.pipeline({ project: PROJECT, name: 'ci' });
  const repository = await client.get(all);
  const pullRequests = await client.get(`${all}/pullrequests`);
  const [pullRequest] = pullRequests.value;
  const commitId = pullRequest.lastMergeSourceCommit.commitId;
  const targetCommitId = pullRequest.lastMergeTargetCommit.commitId;
  const { treeId } = await client.get(`${all}/commits/${commitId}`);
  const item = await client.get(
    `${all}/items?path=/azure-pipelines.yml&$format=json`,
  );
  await client.post(`${all}/commits/${commitId}/statuses`, {
    state: 'succeeded',
    description: 'The build is successful',
    context: { name: 'Build123', genre: 'continuous-integration' },
    targetUrl: 'https://ci.example/build/123',
  });
  const one = `${all}/pullrequests/${pullRequest.pullRequestId}`;
  const status = await client.post(`${one}/statuses`, {
    iterationId: 1,
    state: 'succeeded',
    description: 'Sample status succeeded',
    context: { name: 'sample-status-1', genre: 'vsts-samples' },
    targetUrl: 'https://ci.example/status',
  });
  const thread = await client.post(`${one}/threads`, {
    comments: [{ parentCommentId: 0, content: 'Why?', commentType: 1 }],
    status: 'active',
    threadContext: {
      filePath: '/work.md',
      rightFileStart: { line: 1, offset: 1 },
      rightFileEnd: { line: 1, offset: 3 },
    },
  });
  const { value: reviewers } = await client.get(
    '_apis/identities?searchFilter=General&filterValue=ari.approver@contoso.example',
  );
  await client.send('PUT', `${one}/reviewers/${reviewers[0].id}`, { vote: 0 });
  return {
    repositoryId: repository.id,
    pullRequestId: String(pullRequest.pullRequestId),
    commitId,
    targetCommitId,
    earlierCommitId,
    treeId,
    blobId: item.objectId,
    statusId: String(status.id),
    threadId: String(thread.id),
    reviewerId: reviewers[0].id,
  };
}

/**
 * @param {import('../replay/OrganizationClient.mjs').OrganizationClient} client
 * @param {string} projectId
 */
async function makePeople(client, projectId) {
  const { value: scope } = await client.get(
    `_apis/graph/descriptors/${projectId}`,
  );
  const { value: groups } = await client.get(
    `_apis/graph/groups?scopeDescriptor=${scope}`,
  );
  const readers = groups.find(
    (/** @type {any} */ group) => group.displayName === 'Readers',
  );
  const { value: users } = await client.get('_apis/graph/users');
  const [user] = users;
  await client.send(
    'PUT',
    `_apis/graph/memberships/${user.descriptor}/${readers.descriptor}`,
  );
  const { value: teams } = await client.get(
    `_apis/projects/${projectId}/teams`,
  );
  const storageKey = await client.get(
    `_apis/graph/storagekeys/${user.descriptor}`,
  );
  await client.post(`_apis/projects/${projectId}/teams`, { name: 'Reviewers' });
  const { value: all } = await client.get(`_apis/projects/${projectId}/teams`);
  await client.send(
    'PATCH',
    `_apis/projects/${projectId}/properties`,
    [{ op: 'add', path: '/Alias', value: 'Fabrikam' }],
    'application/json-patch+json',
  );
  return {
    userDescriptor: user.descriptor,
    userMail: user.mailAddress,
    userId: storageKey.value,
    groupDescriptor: readers.descriptor,
    teamId: teams[0].id,
    ownTeamId: all.find((/** @type {any} */ t) => t.name === 'Reviewers').id,
  };
}

/**
 * @param {import('../replay/OrganizationClient.mjs').OrganizationClient} client
 * @param {{ id: string, name: string }} project
 */
async function makeResources(client, { id, name }) {
  const environment = await client.post(
    `${name}/_apis/distributedtask/environments`,
    { name: 'prod', description: 'Production' },
  );
  const group = await client.post('_apis/distributedtask/variablegroups', {
    type: 'Vsts',
    name: 'settings',
    description: 'Settings',
    variables: { key1: { value: 'a' }, key2: { value: 'b', isSecret: true } },
    variableGroupProjectReferences: [
      { name: 'settings', projectReference: { id, name } },
    ],
  });
  const endpoint = await client.post('_apis/serviceendpoint/endpoints', {
    name: 'server',
    type: 'generic',
    url: 'https://server.example',
    authorization: {
      scheme: 'UsernamePassword',
      parameters: { username: 'myusername', password: 'mypassword' },
    },
    data: {},
    serviceEndpointProjectReferences: [
      { projectReference: { id, name }, name: 'server' },
    ],
  });
  return {
    environmentId: String(environment.id),
    groupId: String(group.id),
    endpointId: endpoint.id,
  };
}

/**
 * @param {import('../replay/OrganizationClient.mjs').OrganizationClient} client
 * @param {Made} made
 */
async function makeRules(client, made) {
  const { projectId, repositoryId, environmentId, reviewerId } = made;
  const { value: definitions } = await client.get(
    `${PROJECT}/_apis/build/definitions`,
  );
  const policy = await client.post(`${PROJECT}/_apis/policy/configurations`, {
    isEnabled: true,
    isBlocking: false,
    type: { id: 'fd2167ab-b0be-447a-8ec8-39368250530e' },
    settings: {
      requiredReviewerIds: [reviewerId],
      filenamePatterns: ['*.yml'],
      addedFilesOnly: false,
      scope: [
        { repositoryId, refName: 'refs/heads/other', matchKind: 'exact' },
      ],
    },
  });
  const check = await client.post(
    `${PROJECT}/_apis/pipelines/checks/configurations`,
    {
      type: { id: '8C6F20A7-A545-4486-9777-F762FAFE0D4D', name: 'Approval' },
      settings: {
        approvers: [{ id: reviewerId }],
        executionOrder: 'anyOrder',
        minRequiredApprovers: 1,
        instructions: 'Look at the metrics',
        blockedApprovers: [],
      },
      timeout: 43200,
      resource: { type: 'environment', id: environmentId, name: 'prod' },
    },
  );
  await client.send(
    'PATCH',
    `${PROJECT}/_apis/pipelines/pipelinepermissions/environment/${environmentId}`,
    {
      allPipelines: { authorized: true },
      pipelines: [{ id: definitions[0].id, authorized: true }],
    },
  );
  const subscription = await client.post('_apis/hooks/subscriptions', {
    publisherId: 'tfs',
    eventType: 'build.complete',
    resourceVersion: '1.0',
    consumerId: 'webHooks',
    consumerActionId: 'httpRequest',
    publisherInputs: {
      projectId,
      definitionName: 'ci',
      buildStatus: 'Succeeded',
    },
    consumerInputs: { url: 'http://127.0.0.1:9/' },
  });
  const token = `repoV2/${projectId}/${repositoryId}`;
  await client.post(
    '_apis/accesscontrolentries/2e9eb7ed-3c0a-47d4-87c1-0ffdd275fd87',
    {
      token,
      merge: true,
      // The published lists have these identities as keys.
      accessControlEntries: [1, 2, 3].map(number => ({
        descriptor: `Microsoft.TeamFoundation.Identity;S-1-9-1551374245-1204400969-2402986413-2179408616-0-0-0-0-${number}`,
        allow: 4,
        deny: 0,
      })),
    },
  );
  return {
    policyId: String(policy.id),
    checkId: String(check.id),
    subscriptionId: subscription.id,
    token: encodeURIComponent(token),
  };
}
