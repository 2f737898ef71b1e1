import { findProtectedResource } from '../routes/checks/protectedResources';
import { repositoryWebUrl } from '../wire/gitWire';
import { agentQueuesUrl } from './agentQueuePages';
import { html, Html } from './html';
import { groupUrl } from './libraryPages';
import { link, ProjectPageRequest, projectUrl } from './PageContext';
import { serviceConnectionsUrl } from './serviceConnectionPages';

const kinds: Readonly<Record<string, string>> = {
  endpoint: 'service connection',
  environment: 'environment',
  queue: 'agent queue',
  repository: 'repository',
  variablegroup: 'variable group',
};

function pageOf(
  request: ProjectPageRequest,
  type: string,
  id: string,
): string | undefined {
  switch (type) {
    case 'endpoint':
      return serviceConnectionsUrl(request, id);
    case 'environment':
      return projectUrl(request, '_environments', id);
    case 'queue':
      return agentQueuesUrl(request, id);
    case 'variablegroup':
      return groupUrl(request, id);
    case 'repository': {
      const repository = request.store.get(
        'repository',
        id.split('.').pop() ?? id,
      );
      return repository && repositoryWebUrl(request, repository);
    }
    default:
      return undefined;
  }
}

/** A guarded resource by its kind and name, with the way to its page. */
export function resourceLink(
  request: ProjectPageRequest,
  type: string,
  id: string,
): Html {
  const { store, project } = request;
  const resource = findProtectedResource(store, project.id, type, id);
  const kind = Object.hasOwn(kinds, type) ? kinds[type] : type;
  const href = resource && pageOf(request, resource.type, resource.id);
  return resource && href
    ? html`${kind} ${link(href, resource.name)}`
    : html`${kind} ${resource?.name ?? `${id} (deleted)`}`;
}
