import { EventReceiver } from '../testing/EventReceiver';
import { createRepositoryWith } from '../testing/pushFiles';
import { withSimulator } from '../testing/withSimulator';

const subscriptions = '_apis/hooks/subscriptions';

describe('service hooks', () => {
  const context = withSimulator();
  const receiver = new EventReceiver();
  let projectId = '';
  let repositoryId = '';

  beforeAll(async () => {
    await receiver.start();
    const project = await context.rest.get('_apis/projects/machine-learning');
    projectId = project.body.id;
    const repository = await context.rest.post(
      'machine-learning/_apis/git/repositories',
      { name: 'hooked' },
    );
    repositoryId = repository.body.id;
  });
  afterAll(() => receiver.stop());

  const subscription = (eventType: string, more: object = {}) => ({
    publisherId: 'tfs',
    eventType,
    consumerId: 'webHooks',
    consumerActionId: 'httpRequest',
    publisherInputs: { projectId, ...more },
    consumerInputs: { url: receiver.url },
  });
  const subscribe = (eventType: string, more: object = {}) =>
    context.rest.post(subscriptions, subscription(eventType, more));
  const commit = (branch: string, path: string, oldObjectId: string) =>
    context.rest.post(
      `machine-learning/_apis/git/repositories/${repositoryId}/pushes`,
      {
        refUpdates: [{ name: `refs/heads/${branch}`, oldObjectId }],
        commits: [
          {
            comment: 'Change',
            changes: [
              {
                changeType: 'add',
                item: { path },
                newContent: { content: path, contentType: 'rawtext' },
              },
            ],
          },
        ],
      },
    );

  it('names publishers, event types, consumers and their inputs', async () => {
    const publishers = await context.rest.get('_apis/hooks/publishers');
    expect(publishers.body.value.map(({ id }: { id: string }) => id)).toEqual([
      'tfs',
      'pipelines',
    ]);
    const types = await context.rest.get(
      '_apis/hooks/publishers/tfs/eventtypes',
    );
    expect(types.body.count).toBe(5);
    const action = await context.rest.get(
      '_apis/hooks/consumers/webHooks/actions/httpRequest',
    );
    expect(action.body.inputDescriptors[0].id).toBe('url');
    const other = await context.rest.get('_apis/hooks/consumers/slack');
    expect(other.status).toBe(404);
  });

  it('sends a push to the branch that was asked for, with headers and a password that nobody can read', async () => {
    const created = await context.rest.post(subscriptions, {
      ...subscription('git.push', { repository: repositoryId, branch: 'main' }),
      consumerInputs: {
        url: receiver.url,
        httpHeaders: 'x-origin: simulator',
        basicAuthUsername: 'me',
        basicAuthPassword: 'hidden',
      },
    });
    expect(created.body.consumerInputs).toMatchObject({
      basicAuthPassword: '********',
    });
    const first = await commit('main', '/a.txt', '0'.repeat(40));
    const { headers, body } = await receiver.next('git.push');
    expect(headers['x-origin']).toBe('simulator');
    expect(headers.authorization).toBe(
      `Basic ${Buffer.from('me:hidden').toString('base64')}`,
    );
    expect(body).toMatchObject({
      publisherId: 'tfs',
      subscriptionId: created.body.id,
      resource: {
        repository: { name: 'hooked' },
        refUpdates: [{ name: 'refs/heads/main' }],
        pushedBy: { displayName: 'Dana Scientist' },
      },
      resourceContainers: { project: { id: projectId } },
    });
    const head = first.body.refUpdates[0].newObjectId;
    await commit('other', '/b.txt', '0'.repeat(40));
    await commit('main', '/c.txt', head);
    const second = await receiver.next('git.push');
    expect(second.body.resource.refUpdates[0].name).toBe('refs/heads/main');
    const one = `${subscriptions}/${created.body.id}`;
    const history = await context.rest.get(`${one}/notifications`);
    expect(history.body.count).toBe(2);
    const detail = await context.rest.get(`${one}/notifications/1`);
    expect(detail.text).not.toContain('hidden');
    await context.rest.delete(one);
  });

  it('sends what git itself has pushed', async () => {
    const created = await subscribe('git.push');
    await createRepositoryWith(context, 'by-git', { 'a.txt': 'a' });
    const { body } = await receiver.next('git.push');
    expect(body.resource.repository.name).toBe('by-git');
    await context.rest.delete(`${subscriptions}/${created.body.id}`);
  });

  it('sends a pull request that is made, merged on trial and voted on', async () => {
    const repository = `machine-learning/_apis/git/repositories/${repositoryId}`;
    const types = ['created', 'updated', 'merged'];
    for (const type of types) {
      await subscribe(`git.pullrequest.${type}`, {
        ...(type === 'updated' && {
          notificationType: 'ReviewerVoteNotification',
        }),
      });
    }
    const pullRequest = await context.rest.post(`${repository}/pullrequests`, {
      sourceRefName: 'refs/heads/other',
      targetRefName: 'refs/heads/main',
      title: 'Bring b',
    });
    const made = await receiver.next('git.pullrequest.created');
    expect(made.body.resource.title).toBe('Bring b');
    const merged = await receiver.next('git.pullrequest.merged');
    expect(merged.body.resource.mergeStatus).toBe('succeeded');
    const one = `${repository}/pullrequests/${pullRequest.body.pullRequestId}`;
    const { body: me } = await context.rest.get('_apis/connectionData');
    await context.rest.put(`${one}/reviewers/${me.authenticatedUser.id}`, {
      vote: 10,
    });
    const voted = await receiver.next('git.pullrequest.updated');
    expect(voted.body.resource.reviewers[0].vote).toBe(10);
    const found = await context.rest.get(subscriptions);
    await Promise.all(
      found.body.value.map(({ id }: { id: string }) =>
        context.rest.delete(`${subscriptions}/${id}`),
      ),
    );
  });

  it('sends the end of a run, and keeps what the receiver refused as failed', async () => {
    const definition = await context.rest.post(
      'machine-learning/_apis/build/definitions',
      {
        name: 'hooked',
        process: { type: 2, yamlFilename: '/a.txt' },
        repository: { id: repositoryId, type: 'TfsGit' },
        queue: { name: 'Default' },
      },
    );
    await context.rest.post(
      `machine-learning/_apis/git/repositories/${repositoryId}/pushes`,
      {
        refUpdates: [{ name: 'refs/heads/ci', oldObjectId: '0'.repeat(40) }],
        commits: [
          {
            comment: 'Pipeline',
            changes: [
              {
                changeType: 'add',
                item: { path: '/a.txt' },
                newContent: {
                  content: 'pool: Default\nsteps:\n- script: echo\n',
                  contentType: 'rawtext',
                },
              },
            ],
          },
        ],
      },
    );
    const created = await subscribe('build.complete', {
      buildStatus: 'Stopped',
    });
    const build = await context.rest.post(
      'machine-learning/_apis/build/builds',
      {
        definition: { id: definition.body.id },
        sourceBranch: 'refs/heads/ci',
      },
    );
    receiver.status = 302;
    await context.rest.patch(
      `machine-learning/_apis/build/builds/${build.body.id}`,
      { status: 'cancelling' },
    );
    const { body } = await receiver.next('build.complete');
    expect(body.resource).toMatchObject({ result: 'canceled' });
    receiver.status = 200;
    const test = await context.rest.post('_apis/hooks/testnotifications', {
      details: subscription('git.push'),
    });
    expect(test.body.result).toBe('succeeded');
    const query = await context.rest.post('_apis/hooks/notificationsquery', {
      subscriptionIds: [created.body.id],
      includeDetails: true,
    });
    expect(query.body.summary[0].results).toEqual([
      { result: 'failed', notificationCount: 1 },
    ]);
    expect(query.body.results[0].details.errorMessage).toContain('302');
  });

  it.each(['http://192.0.2.1/', 'http://example.com/', 'ftp://localhost/'])(
    'refuses to send to %s',
    async url => {
      const answer = await context.rest.post(subscriptions, {
        ...subscription('git.push'),
        consumerInputs: { url },
      });
      expect(answer.status).toBe(400);
      expect(answer.body.message).toContain('of this machine');
    },
  );

  it('refuses an event, an input and a value that it does not know', async () => {
    expect((await subscribe('workitem.created')).status).toBe(404);
    const input = await subscribe('git.push', { pushedBy: 'me' });
    expect(input.body.message).toContain("'pushedBy'");
    const value = await subscribe('build.complete', { buildStatus: 'Odd' });
    expect(value.status).toBe(400);
  });

  it('replaces, finds and removes a subscription', async () => {
    const created = await subscribe('git.push', { branch: 'main' });
    const one = `${subscriptions}/${created.body.id}`;
    const replaced = await context.rest.put(one, {
      ...subscription('git.push', { branch: 'next' }),
      status: 'disabledByUser',
    });
    expect(replaced.body).toMatchObject({
      status: 'disabledByUser',
      publisherInputs: { branch: 'next' },
    });
    const found = await context.rest.post('_apis/hooks/subscriptionsquery', {
      publisherId: 'tfs',
      publisherInputFilters: [
        { conditions: [{ inputId: 'branch', inputValue: 'next' }] },
      ],
    });
    expect(found.body.results).toHaveLength(1);
    expect((await context.rest.delete(one)).status).toBe(204);
    expect((await context.rest.get(one)).status).toBe(404);
  });
});
