import { Exerciser } from './Exerciser';

const hooks = '_apis/hooks';

/** Service hooks; nothing listens where the events go. */
export async function exerciseHooks(api: Exerciser): Promise<void> {
  const publisher = `${hooks}/publishers/tfs`;
  const consumer = `${hooks}/consumers/webHooks`;
  await api.call('GET', `${hooks}/publishers`);
  await api.call('GET', publisher);
  await api.call('GET', `${publisher}/eventtypes`);
  await api.call('GET', `${publisher}/eventtypes/git.push`);
  await api.call('POST', `${hooks}/publishersquery`, {
    body: { publisherIds: ['tfs'] },
  });
  await api.call('GET', `${hooks}/consumers`);
  await api.call('GET', consumer);
  await api.call('GET', `${consumer}/actions`);
  await api.call('GET', `${consumer}/actions/httpRequest`);
  await exerciseSubscriptions(api);
}

async function exerciseSubscriptions(api: Exerciser): Promise<void> {
  const project = await api.call('GET', '_apis/projects/machine-learning');
  const body = {
    publisherId: 'tfs',
    eventType: 'git.push',
    resourceVersion: '1.0',
    consumerId: 'webHooks',
    consumerActionId: 'httpRequest',
    publisherInputs: { projectId: project.text('id'), branch: 'main' },
    consumerInputs: { url: 'http://127.0.0.1:9/' },
  };
  const all = `${hooks}/subscriptions`;
  const created = await api.call('POST', all, { body });
  await api.call('POST', all, {
    body: { ...body, consumerInputs: { url: 'http://192.0.2.1/' } },
    expect: 400,
  });
  const id = created.text('id');
  await api.call('GET', `${all}?publisherId=tfs`);
  await api.call('GET', `${all}/${id}`);
  await api.call('PUT', `${all}/${id}`, {
    body: { ...body, publisherInputs: { projectId: project.text('id') } },
  });
  await api.call('POST', `${hooks}/subscriptionsquery`, {
    body: { publisherId: 'tfs' },
  });
  const { publisherId, eventType, consumerId, consumerActionId } = body;
  const { publisherInputs, consumerInputs } = body;
  await api.call('POST', `${hooks}/testnotifications`, {
    body: {
      details: {
        publisherId,
        eventType,
        consumerId,
        consumerActionId,
        publisherInputs,
        consumerInputs,
      },
    },
  });
  await exerciseNotifications(api, id);
  await api.call('DELETE', `${all}/${id}`, { expect: 204 });
  await api.call('GET', `${all}/${id}`, { expect: 404 });
}

/** A push is what there is to tell of. */
async function exerciseNotifications(
  api: Exerciser,
  id: string,
): Promise<void> {
  const repositories = 'machine-learning/_apis/git/repositories';
  const repository = await api.call('POST', repositories, {
    body: { name: api.name('hooked') },
    expect: 201,
  });
  const one = `${repositories}/${repository.text('id')}`;
  await api.call('POST', `${one}/pushes`, {
    body: {
      refUpdates: [{ name: 'refs/heads/main', oldObjectId: '0'.repeat(40) }],
      commits: [
        {
          comment: 'Start',
          changes: [
            {
              changeType: 'add',
              item: { path: '/a.txt' },
              newContent: { content: 'a', contentType: 'rawtext' },
            },
          ],
        },
      ],
    },
    expect: 201,
  });
  const notifications = `${hooks}/subscriptions/${id}/notifications`;
  await api.call('GET', `${notifications}?maxResults=1`);
  await api.call('GET', `${notifications}/1`);
  await api.call('GET', `${notifications}/999`, { expect: 404 });
  await api.call('POST', `${hooks}/notificationsquery`, {
    body: { subscriptionIds: [id], includeDetails: true },
  });
  await api.call('DELETE', one, { expect: 204 });
}
