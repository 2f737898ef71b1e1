import { html } from './html';
import {
  link,
  PageNotFoundError,
  projectPage,
  ProjectPageRequest,
} from './PageContext';
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
          </ul>`,
      });
    case 'adminservices':
      return serviceConnectionPage(request);
    case 'repositories':
      return policiesPage(request);
    default:
      throw new PageNotFoundError(`The simulator has no settings ${page}.`);
  }
}
