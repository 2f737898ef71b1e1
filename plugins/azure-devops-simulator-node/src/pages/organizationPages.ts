import { OrganizationRecord } from '../store/records';
import { repositoryWebUrl } from '../wire/gitWire';
import { urlOf } from '../wire/Links';
import { html } from './html';
import { layout } from './layout';
import {
  link,
  PageRequest,
  projectPage,
  ProjectPageRequest,
  projectUrl,
  table,
} from './PageContext';
import { Reader } from './Reader';
import { policiesUrl } from './policyPages';
import { serviceConnectionsUrl } from './serviceConnectionPages';

/** The first page: which organizations there are. */
export function startPage(
  organizations: readonly OrganizationRecord[],
  reader: Reader,
): string {
  return layout({
    reader,
    title: 'Organizations',
    breadcrumbs: [],
    body: html`<h1>Organizations</h1>
      ${table({
        caption: 'Organizations',
        head: ['Name'],
        rows: organizations.map(organization => [
          link(`/${encodeURIComponent(organization.name)}`, organization.name),
        ]),
        empty: 'There is no organization.',
      })}`,
  });
}

export function organizationPage(request: PageRequest): string {
  const projects = request.store
    .list('project', request.organization.name)
    .filter(project => project.state === undefined);
  return layout({
    reader: request.reader,
    title: request.organization.name,
    breadcrumbs: [{ label: 'Organizations', href: '/' }],
    body: html`<h1>${request.organization.name}</h1>
      <h2>Projects</h2>
      ${table({
        caption: 'Projects',
        head: ['Name', 'Description', 'Repositories'],
        rows: projects.map(project => [
          link(urlOf(request, project.name), project.name),
          project.description,
          String(request.store.list('repository', project.id).length),
        ]),
        empty: 'There is no project yet.',
      })}`,
  });
}

function repositories(request: ProjectPageRequest) {
  return table({
    caption: 'Repositories',
    head: ['Name', 'Default branch', 'Size'],
    rows: request.store
      .list('repository', request.project.id)
      .map(repository => [
        link(repositoryWebUrl(request, repository), repository.name),
        repository.defaultBranch?.replace(/^refs\/heads\//, '') ?? 'empty',
        `${Math.ceil(repository.size / 1024)} KB`,
      ]),
    empty: 'There is no repository yet.',
  });
}

export function projectOverviewPage(request: ProjectPageRequest): string {
  const { project, store } = request;
  return projectPage(request, {
    title: project.name,
    body: html`<h1>${project.name}</h1>
      ${project.description && html`<p>${project.description}</p>`}
      <h2>Repositories</h2>
      ${repositories(request)}
      <h2>Elsewhere in the project</h2>
      <ul>
        <li>
          ${link(projectUrl(request, '_build'), 'Pipelines')}:
          ${store.list('definition', project.id).length}
        </li>
        <li>
          ${link(projectUrl(request, '_environments'), 'Environments')}:
          ${store.list('environment', project.id).length}
        </li>
        <li>
          ${link(serviceConnectionsUrl(request), 'Service connections')}:
          ${store
            .list('serviceEndpoint', project.organization)
            .filter(endpoint =>
              endpoint.projects.some(
                ({ projectId }) => projectId === project.id,
              ),
            ).length}
        </li>
        <li>
          ${link(policiesUrl(request), 'Policies')}:
          ${store.list('policy', project.id).filter(policy => !policy.isDeleted)
            .length}
        </li>
      </ul>`,
  });
}

export function repositoryListPage(request: ProjectPageRequest): string {
  return projectPage(request, {
    title: 'Repositories',
    body: html`<h1>Repositories</h1>
      ${repositories(request)}`,
  });
}
