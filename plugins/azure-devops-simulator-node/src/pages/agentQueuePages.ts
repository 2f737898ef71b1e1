import { html } from './html';
import {
  PageNotFoundError,
  projectPage,
  ProjectPageRequest,
  projectUrl,
  table,
  link,
} from './PageContext';
import { protectionSections } from './protectionSections';

/** The address of all agent queues, or of one. */
export function agentQueuesUrl(
  request: ProjectPageRequest,
  id?: string,
): string {
  const url = projectUrl(request, '_settings', 'agentqueues');
  return id === undefined ? url : `${url}?queueId=${id}`;
}

/** `/_settings/agentqueues`, and one queue of it. */
export function agentQueuesPage(request: ProjectPageRequest): string {
  const queues = request.store.list('queue', request.project.id);
  const id = request.query.get('queueId');
  if (!id) {
    return projectPage(request, {
      title: 'Agent pools',
      body: html`<h1>Agent pools</h1>
        ${table({
          caption: 'Agent queues',
          head: ['Name'],
          rows: queues.map(queue => [
            link(agentQueuesUrl(request, queue.id), queue.name),
          ]),
          empty: 'There is no agent queue.',
        })}`,
    });
  }
  const queue = queues.find(candidate => candidate.id === id);
  if (!queue) {
    throw new PageNotFoundError(`The project has no agent queue ${id}.`);
  }
  return projectPage(request, {
    title: queue.name,
    trail: [{ label: 'Agent pools', href: agentQueuesUrl(request) }],
    body: html`<h1>${queue.name}</h1>
      ${protectionSections(request, 'queue', queue.id)}`,
  });
}
