import {
  ServiceEndpointRecord,
  ServiceEndpointReference,
} from '../store/ServiceEndpointRecord';
import { html, Html } from './html';
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

interface SeenConnection {
  readonly endpoint: ServiceEndpointRecord;
  readonly reference: ServiceEndpointReference;
}

function connectionsOf(request: ProjectPageRequest): readonly SeenConnection[] {
  return request.store
    .list('serviceEndpoint', request.organization.name)
    .flatMap(endpoint =>
      endpoint.projects
        .filter(({ projectId }) => projectId === request.project.id)
        .map(reference => ({ endpoint, reference })),
    );
}

/** The address of all service connections, or of one. */
export function serviceConnectionsUrl(
  request: ProjectPageRequest,
  id?: string,
): string {
  const url = projectUrl(request, '_settings', 'adminservices');
  return id === undefined ? url : `${url}?resourceId=${id}`;
}

function listPage(request: ProjectPageRequest): string {
  return projectPage(request, {
    title: 'Service connections',
    body: html`<h1>Service connections</h1>
      ${table({
        caption: 'Service connections',
        head: ['Name', 'Type', 'Authentication', 'State'],
        rows: connectionsOf(request).map(({ endpoint, reference }) => [
          link(serviceConnectionsUrl(request, endpoint.id), reference.name),
          endpoint.type,
          endpoint.scheme,
          endpoint.operationState,
        ]),
        empty: 'There is no service connection yet.',
      })}`,
  });
}

function valuesTable(
  caption: string,
  values: Readonly<Record<string, string | null>>,
): Html {
  return table({
    caption,
    head: ['Name', 'Value'],
    rows: Object.entries(values).map(([name, value]) => [
      html`<code>${name}</code>`,
      value === null
        ? html`<span class="muted">secret</span>`
        : html`<code>${value}</code>`,
    ]),
    empty: 'There is nothing.',
  });
}

/** `/_settings/adminservices`, and one service connection of it. */
export function serviceConnectionPage(request: ProjectPageRequest): string {
  const id = request.query.get('resourceId');
  if (!id) {
    return listPage(request);
  }
  const found = connectionsOf(request).find(
    ({ endpoint }) => endpoint.id === id.toLowerCase(),
  );
  if (!found) {
    throw new PageNotFoundError(`There is no service connection ${id}.`);
  }
  const { endpoint, reference } = found;
  return projectPage(request, {
    title: reference.name,
    trail: [
      { label: 'Service connections', href: serviceConnectionsUrl(request) },
    ],
    body: html`<h1>${reference.name}</h1>
      ${reference.description && html`<p>${reference.description}</p>`}
      <dl>
        <dt>Type</dt>
        <dd>${endpoint.type}</dd>
        <dt>Address</dt>
        <dd>${endpoint.url}</dd>
        <dt>Authentication</dt>
        <dd>${endpoint.scheme}</dd>
        <dt>State</dt>
        <dd>${endpoint.operationState}</dd>
        <dt>Projects</dt>
        <dd>${endpoint.projects.length}</dd>
        <dt>Changed</dt>
        <dd>
          ${time(endpoint.modifiedOn)} by
          ${personName(request, endpoint.modifiedBy)}
        </dd>
      </dl>
      <h2>Authorization</h2>
      ${valuesTable('Authorization', endpoint.parameters)}
      <h2>Data</h2>
      ${valuesTable('Data', endpoint.data)}
      ${protectionSections(request, 'endpoint', endpoint.id)}`,
  });
}
