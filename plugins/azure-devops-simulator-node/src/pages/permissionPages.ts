import { GroupRecord } from '../store/records';
import { html, Html } from './html';
import { projectPage, ProjectPageRequest, table } from './PageContext';

function groupsOf(request: ProjectPageRequest): readonly GroupRecord[] {
  return request.store
    .list('group', request.organization.name)
    .filter(({ projectId }) => projectId === request.project.id)
    .sort((left, right) => left.name.localeCompare(right.name));
}

function membersOf(
  request: ProjectPageRequest,
  group: GroupRecord,
): readonly string[] {
  const { store } = request;
  return store
    .list('membership', request.organization.name)
    .filter(({ containerId }) => containerId === group.id)
    .map(
      ({ memberId }) =>
        store.get('user', memberId)?.displayName ??
        store.get('group', memberId)?.name ??
        memberId,
    )
    .sort();
}

function describe(group: GroupRecord): Html {
  return html`<span class="lines">${group.description}</span>`;
}

/** `/_settings/permissions`: the groups of the project and who is in them. */
export function permissionsPage(request: ProjectPageRequest): string {
  return projectPage(request, {
    title: 'Permissions',
    body: html`<h1>Permissions</h1>
      ${table({
        caption: 'Groups',
        head: ['Group', 'Members', 'Description'],
        rows: groupsOf(request).map(group => [
          group.name,
          membersOf(request, group).join(', ') || 'nobody',
          describe(group),
        ]),
        empty: 'There is no group.',
      })}`,
  });
}
