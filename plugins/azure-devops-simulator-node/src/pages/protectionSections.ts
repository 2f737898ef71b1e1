import { permissionId } from '../routes/checks/protectedResources';
import { CheckRecord } from '../store/records';
import { definitionWebUrl } from '../wire/buildWire';
import { html, Html } from './html';
import {
  link,
  personName,
  ProjectPageRequest,
  table,
  time,
} from './PageContext';

function approvers(request: ProjectPageRequest, check: CheckRecord): string {
  const entries = Array.isArray(check.settings.approvers)
    ? (check.settings.approvers as readonly { readonly id?: string }[])
    : [];
  return entries.map(entry => personName(request, entry.id ?? '')).join(', ');
}

/** Inputs of a task: the allowed branches, the business hours. */
function inputs(check: CheckRecord): string {
  const values = check.settings.inputs;
  return typeof values === 'object' && values !== null
    ? Object.entries(values)
        .map(([name, value]) => `${name}: ${String(value)}`)
        .join(', ')
    : '';
}

function templates(check: CheckRecord): string {
  const entries = Array.isArray(check.settings.extendsChecks)
    ? (check.settings.extendsChecks as readonly {
        readonly repositoryName?: string;
        readonly templatePath?: string;
      }[])
    : [];
  return entries
    .map(entry => `${entry.templatePath} of ${entry.repositoryName}`)
    .join(', ');
}

function describe(request: ProjectPageRequest, check: CheckRecord): string {
  const { instructions, displayName } = check.settings;
  const parts = [
    check.typeName === 'Approval' && `approvers: ${approvers(request, check)}`,
    typeof displayName === 'string' && displayName,
    typeof instructions === 'string' &&
      instructions &&
      `instructions: ${instructions}`,
    inputs(check),
    templates(check),
    `timeout: ${check.timeout} minutes`,
    check.isDisabled && 'disabled',
  ];
  return parts.filter(Boolean).join('; ');
}

/** Checks of a resource, and the pipelines that may use it. */
export function protectionSections(
  request: ProjectPageRequest,
  type: string,
  id: string,
): Html {
  const { store, project } = request;
  const checks = store
    .list('check', project.id)
    .filter(check => check.resourceType === type && check.resourceId === id);
  const permission = store.get(
    'permission',
    permissionId(project.id, type, id),
  );
  return html`<h2>Approvals and checks</h2>
    ${table({
      caption: 'Approvals and checks',
      head: ['Check', 'Settings'],
      rows: checks.map(check => [check.typeName, describe(request, check)]),
      empty: 'There is no check.',
    })}
    <h2>Pipeline permissions</h2>
    ${permission?.allPipelines &&
    html`<p class="note">
      Every pipeline of the project may use this resource.
    </p>`}
    ${table({
      caption: 'Pipeline permissions',
      head: ['Pipeline', 'Granted by', 'Time'],
      rows: Object.entries(permission?.pipelines ?? {}).map(
        ([pipelineId, grant]) => {
          const definition = store.get('definition', pipelineId);
          return [
            definition
              ? link(definitionWebUrl(request, definition), definition.name)
              : `${pipelineId} (deleted)`,
            personName(request, grant.authorizedBy),
            time(grant.authorizedOn),
          ];
        },
      ),
      empty: 'No pipeline has been granted the use of it.',
    })}`;
}
