import { agentQueuesPage, agentQueuesUrl } from './agentQueuePages';
import { html } from './html';
import {
  link,
  PageNotFoundError,
  projectPage,
  ProjectPageRequest,
  projectUrl,
} from './PageContext';
import { permissionsPage } from './permissionPages';
import { policiesPage, policiesUrl } from './policyPages';
import {
  serviceConnectionPage,
  serviceConnectionsUrl,
} from './serviceConnectionPages';

/** `/_settings` and what is below it, at the addresses that Azure DevOps uses. */
export function settingsPage(request: ProjectPageRequest): string {
  const [page] = request.rest;
  switch (page?.toLowerCase()) {
    case undefined:
      return projectPage(request, {
        title: 'Project settings',
        body: html`<h1>Project settings</h1>
          <ul>
            <li>
              ${link(serviceConnectionsUrl(request), 'Service connections')}
            </li>
            <li>${link(policiesUrl(request), 'Policies')}</li>
            <li>${link(agentQueuesUrl(request), 'Agent pools')}</li>
            <li>
              ${link(
                projectUrl(request, '_settings', 'permissions'),
                'Permissions',
              )}
            </li>
          </ul>`,
      });
    case 'agentqueues':
      return agentQueuesPage(request);
    case 'permissions':
      return permissionsPage(request);
    case 'adminservices':
      return serviceConnectionPage(request);
    case 'repositories':
      return policiesPage(request);
    default:
      throw new PageNotFoundError(`The simulator has no settings ${page}.`);
  }
}
