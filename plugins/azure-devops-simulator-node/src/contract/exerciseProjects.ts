import { Exerciser } from './Exerciser';

async function waitFor(api: Exerciser, operation: string): Promise<void> {
  // Queued, in progress, at its end: two looks are always enough.
  await api.call('GET', `_apis/operations/${operation}`);
  await api.call('GET', `_apis/operations/${operation}`);
}

/** The life of a project, and the processes it is made from. */
export async function exerciseProjects(api: Exerciser): Promise<void> {
  const processes = await api.call('GET', '_apis/process/processes');
  const process = processes.text('value', 0, 'id');
  await api.call('GET', `_apis/process/processes/${process}`);
  const name = api.name('lifecycle');
  const body = {
    name,
    description: 'Exercise',
    visibility: 'private',
    capabilities: {
      versioncontrol: { sourceControlType: 'Git' },
      processTemplate: { templateTypeId: process },
    },
  };
  const created = await api.call('POST', '_apis/projects', {
    body,
    expect: 202,
  });
  await api.call('POST', '_apis/projects', { body, expect: 400 });
  await api.call('GET', `_apis/projects/${name}`);
  await api.call('GET', '_apis/projects?stateFilter=all');
  await waitFor(api, created.text('id'));
  const failing = await api.call('POST', '_apis/projects', {
    body: { ...body, name: `${name} con` },
    expect: 202,
  });
  await waitFor(api, failing.text('id'));
  const project = await api.call('GET', `_apis/projects/${name}`);
  const one = `_apis/projects/${project.text('id')}`;
  const changed = await api.call('PATCH', one, {
    body: { name: `${name}-renamed`, description: 'Changed' },
    expect: 202,
  });
  await waitFor(api, changed.text('id'));
  const removed = await api.call('DELETE', one, { expect: 202 });
  await waitFor(api, removed.text('id'));
  await api.call('GET', one, { expect: 404 });
}

/** A pool, and the queue that a project gets for it. */
export async function exerciseQueues(api: Exerciser): Promise<void> {
  const queues = 'machine-learning/_apis/distributedtask/queues';
  const name = api.name('gpu');
  const pool = await api.call('POST', '_apis/distributedtask/pools', {
    body: { name, autoProvision: false },
  });
  const body = { name, pool: { id: Number(pool.text('id')) } };
  const queue = await api.call('POST', `${queues}?authorizePipelines=true`, {
    body,
  });
  await api.call('POST', queues, { body, expect: 409 });
  await api.call('GET', `${queues}?queueNames=${name}`);
  await api.call('DELETE', `${queues}/${queue.text('id')}`, { expect: 204 });
}
