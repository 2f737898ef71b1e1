import {
  expectWrite,
  IN_COLLECTION,
  IN_PROJECT,
  project,
  type ExpectedWrite,
} from '../__testUtils__/expectWrite';
import {
  startScriptedServer,
  type ScriptedServer,
} from '../__testUtils__/scriptedServer';

let server: ScriptedServer;

beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server.close());

const definition = {
  name: 'ci',
  folder: '\\churn',
  description: '',
  yamlFile: 'azure_pipelines/ci.yml',
  repositoryId: 'r1',
  repositoryName: 'churn',
  defaultBranch: 'refs/heads/main',
  variables: { LEVEL: { value: 'INFO', allowOverride: true } },
  queueId: 9,
};

const policy = {
  typeId: 'y1',
  isBlocking: true,
  settings: { minimumApproverCount: 2 },
  scope: [
    { repositoryId: 'r1', refName: 'refs/heads/main', matchKind: 'Exact' },
  ],
};

const WRITES: readonly ExpectedWrite[] = [
  {
    title: 'a project',
    send: client =>
      client.projects.create({
        name: 'sales',
        description: 'Sales',
        processId: 'adcc42ab-9882-485e-a3ed-7678f01f66bc',
      }),
    method: 'POST',
    path: `${IN_COLLECTION}/projects`,
    version: '7.1',
    body: {
      name: 'sales',
      description: 'Sales',
      visibility: 'private',
      capabilities: {
        versioncontrol: { sourceControlType: 'Git' },
        processTemplate: {
          templateTypeId: 'adcc42ab-9882-485e-a3ed-7678f01f66bc',
        },
      },
    },
  },
  {
    title: 'a repository',
    send: client =>
      client.git.createRepository({ project, projectId: 'p1', name: 'churn' }),
    method: 'POST',
    path: `${IN_PROJECT}/git/repositories`,
    version: '7.1',
    body: { name: 'churn', project: { id: 'p1' } },
  },
  {
    title: 'a default branch',
    send: client =>
      client.git.setDefaultBranch({
        project,
        repositoryId: 'r1',
        branch: 'main',
      }),
    method: 'PATCH',
    path: `${IN_PROJECT}/git/repositories/r1`,
    version: '7.1',
    body: { defaultBranch: 'refs/heads/main' },
  },
  {
    title: 'a pipeline folder',
    send: client =>
      client.buildFolders.create({
        project,
        folder: '\\churn',
        description: 'Ours',
      }),
    method: 'PUT',
    path: `${IN_PROJECT}/build/folders`,
    query: { path: '\\churn' },
    version: '7.1-preview.2',
    body: { path: '\\churn', description: 'Ours' },
  },
  {
    title: 'another description of a pipeline folder',
    send: client =>
      client.buildFolders.update({
        project,
        folder: '\\churn',
        description: 'Ours',
      }),
    method: 'POST',
    path: `${IN_PROJECT}/build/folders`,
    query: { path: '\\churn' },
    version: '7.1-preview.2',
    body: { path: '\\churn', description: 'Ours' },
  },
  {
    title: 'a pipeline',
    send: client =>
      client.buildDefinitions.create({ project, settings: definition }),
    method: 'POST',
    path: `${IN_PROJECT}/build/definitions`,
    version: '7.1',
    body: {
      name: 'ci',
      path: '\\churn',
      description: '',
      variables: { LEVEL: { value: 'INFO', allowOverride: true } },
      queue: { id: 9 },
      process: { type: 2, yamlFilename: 'azure_pipelines/ci.yml' },
      repository: {
        id: 'r1',
        name: 'churn',
        type: 'TfsGit',
        defaultBranch: 'refs/heads/main',
      },
      type: 'build',
      queueStatus: 'enabled',
      triggers: [{ settingsSourceType: 2, triggerType: 2 }],
    },
  },
  {
    title: 'an environment',
    send: client =>
      client.environments.create({ project, name: 'prod', description: 'P' }),
    method: 'POST',
    path: `${IN_PROJECT}/distributedtask/environments`,
    version: '7.1',
    body: { name: 'prod', description: 'P' },
  },
  {
    title: 'a policy',
    send: client => client.policies.create({ project, policy }),
    method: 'POST',
    path: `${IN_PROJECT}/policy/configurations`,
    version: '7.1',
    body: {
      type: { id: 'y1' },
      isEnabled: true,
      isBlocking: true,
      settings: { minimumApproverCount: 2, scope: policy.scope },
    },
  },
  {
    title: 'a group of a project',
    send: client =>
      client.graph.createGroup({
        scopeDescriptor: 'scp.A',
        name: 'approvers',
        description: 'They approve',
      }),
    method: 'POST',
    path: `${IN_COLLECTION}/graph/groups`,
    query: { scopeDescriptor: 'scp.A' },
    version: '7.1-preview.1',
    body: { displayName: 'approvers', description: 'They approve' },
  },
  {
    title: 'another description of a group',
    send: client =>
      client.graph.updateGroup({
        descriptor: 'vssgp.A',
        description: 'They approve',
      }),
    method: 'PATCH',
    path: `${IN_COLLECTION}/graph/groups/vssgp.A`,
    version: '7.1-preview.1',
    contentType: 'application/json-patch+json',
    body: [{ op: 'add', path: '/description', value: 'They approve' }],
  },
  {
    title: 'a membership',
    send: client =>
      client.graph.addMembership({ group: 'vssgp.A', member: 'aad.B' }),
    method: 'PUT',
    path: `${IN_COLLECTION}/graph/memberships/aad.B/vssgp.A`,
    version: '7.1-preview.1',
  },
  {
    title: 'a role',
    send: client =>
      client.securityRoles.assign({
        scope: 'distributedtask.variablegroup',
        resourceId: 'p1$4',
        identityId: 'i1',
        role: 'Reader',
      }),
    method: 'PUT',
    path: `${IN_COLLECTION}/securityroles/scopes/distributedtask.variablegroup/roleassignments/resources/p1%244`,
    version: '7.1-preview.1',
    body: [{ userId: 'i1', roleName: 'Reader' }],
  },
  {
    title: 'a pull request',
    send: client =>
      client.pullRequests.create({
        project,
        repository: 'r1',
        sourceRefName: 'refs/heads/change',
        targetRefName: 'refs/heads/main',
        title: 'Change',
        description: '',
        isDraft: false,
        reviewerIds: ['i1'],
      }),
    method: 'POST',
    path: `${IN_PROJECT}/git/repositories/r1/pullrequests`,
    version: '7.1',
    body: {
      sourceRefName: 'refs/heads/change',
      targetRefName: 'refs/heads/main',
      title: 'Change',
      description: '',
      isDraft: false,
      reviewers: [{ id: 'i1' }],
    },
  },
];

describe('what is sent for', () => {
  it.each(WRITES)('$title', async write => {
    await expect(expectWrite(server, write)).resolves.toBeUndefined();
  });
});
