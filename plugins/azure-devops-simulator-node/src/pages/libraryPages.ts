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
import { variablesTable } from './variablesTable';

function groupsOf(request: ProjectPageRequest) {
  return request.store
    .list('variableGroup', request.organization.name)
    .flatMap(group =>
      group.projects
        .filter(({ projectId }) => projectId === request.project.id)
        .map(reference => ({ group, reference })),
    );
}

/** The address of a variable group. */
export function groupUrl(request: ProjectPageRequest, id: string): string {
  return `${projectUrl(
    request,
    '_library',
  )}?itemType=VariableGroups&view=VariableGroupView&variableGroupId=${id}`;
}

function listPage(request: ProjectPageRequest): string {
  return projectPage(request, {
    title: 'Library',
    body: html`<h1>Library</h1>
      <h2>Variable groups</h2>
      ${table({
        caption: 'Variable groups',
        head: ['Name', 'Description', 'Variables'],
        rows: groupsOf(request).map(({ group, reference }) => [
          link(groupUrl(request, group.id), reference.name),
          reference.description,
          String(Object.keys(group.variables).length),
        ]),
        empty: 'There is no variable group yet.',
      })}`,
  });
}

/** `/_library`, and one variable group of it. */
export function libraryPage(request: ProjectPageRequest): string {
  const id = request.query.get('variableGroupId');
  if (!id) {
    return listPage(request);
  }
  const found = groupsOf(request).find(({ group }) => group.id === id);
  if (!found) {
    throw new PageNotFoundError(`There is no variable group ${id}.`);
  }
  const { group, reference } = found;
  return projectPage(request, {
    title: reference.name,
    trail: [
      {
        label: 'Library',
        href: `${projectUrl(request, '_library')}?itemType=VariableGroups`,
      },
    ],
    body: html`<h1>${reference.name}</h1>
      ${reference.description && html`<p>${reference.description}</p>`}
      <p class="muted">
        Changed ${time(group.modifiedOn)} by
        ${personName(request, group.modifiedBy)}
      </p>
      <h2>Variables</h2>
      ${variablesTable(group.variables)}
      ${protectionSections(request, 'variablegroup', group.id)}`,
  });
}
