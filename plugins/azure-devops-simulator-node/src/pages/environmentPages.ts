import { deploymentTable, latestDeployment } from './deploymentTable';
import { html } from './html';
import {
  link,
  PageNotFoundError,
  personName,
  projectPage,
  ProjectPageRequest,
  projectUrl,
  table,
  time,
} from './PageContext';
import { protectionSections } from './protectionSections';

function listPage(request: ProjectPageRequest): string {
  const environments = request.store.list('environment', request.project.id);
  return projectPage(request, {
    title: 'Environments',
    body: html`<h1>Environments</h1>
      ${table({
        caption: 'Environments',
        head: ['Name', 'Description', 'Latest deployment'],
        rows: environments.map(environment => [
          link(
            projectUrl(request, '_environments', environment.id),
            environment.name,
          ),
          environment.description,
          latestDeployment(request, environment.id),
        ]),
        empty: 'There is no environment yet.',
      })}`,
  });
}

/** `/_environments` and `/_environments/<id>`. */
export function environmentPage(request: ProjectPageRequest): string {
  const [id] = request.rest;
  if (id === undefined) {
    return listPage(request);
  }
  const environment = request.store.get('environment', id);
  if (environment?.projectId !== request.project.id) {
    throw new PageNotFoundError(`There is no environment ${id}.`);
  }
  return projectPage(request, {
    title: environment.name,
    trail: [
      { label: 'Environments', href: projectUrl(request, '_environments') },
    ],
    body: html`<h1>${environment.name}</h1>
      ${environment.description && html`<p>${environment.description}</p>`}
      <dl>
        <dt>Created</dt>
        <dd>
          ${time(environment.createdOn)} by
          ${personName(request, environment.createdBy)}
        </dd>
        <dt>Changed</dt>
        <dd>
          ${time(environment.lastModifiedOn)} by
          ${personName(request, environment.lastModifiedBy)}
        </dd>
      </dl>
      <h2>Deployments</h2>
      ${deploymentTable(request, environment.id)}
      ${protectionSections(request, 'environment', environment.id)}`,
  });
}
