import { PolicyScope } from '../routes/policy/policyScope';
import { findPolicyType, policyTypes } from '../routes/policy/policyTypes';
import { PolicyRecord } from '../store/PolicyRecord';
import { RepositoryRecord } from '../store/records';
import { definitionWebUrl } from '../wire/buildWire';
import { html, Html } from './html';
import {
  link,
  PageNotFoundError,
  personName,
  projectPage,
  ProjectPageRequest,
  projectUrl,
  table,
} from './PageContext';

/** The address of the policies of the project, or of one repository. */
export function policiesUrl(
  request: ProjectPageRequest,
  repositoryId?: string,
): string {
  const query = new URLSearchParams({
    ...(repositoryId && { repo: repositoryId }),
    _a: 'policiesMid',
  });
  return `${projectUrl(request, '_settings', 'repositories')}?${query}`;
}

const scopesOf = (policy: PolicyRecord) =>
  policy.settings.scope as readonly PolicyScope[];

function scopeText(request: ProjectPageRequest, scope: PolicyScope): string {
  const repository =
    scope.repositoryId === null
      ? 'every repository'
      : request.store.get('repository', scope.repositoryId)?.name ?? 'deleted';
  switch (scope.matchKind) {
    case undefined:
      return repository;
    case 'DefaultBranch':
      return `${repository}, default branch`;
    case 'Prefix':
      return `${repository}, ${scope.refName}*`;
    default:
      return `${repository}, ${scope.refName}`;
  }
}

function pipelineLink(
  request: ProjectPageRequest,
  policy: PolicyRecord,
): Html | undefined {
  const definition =
    policy.typeId === policyTypes.buildValidation.id
      ? request.store.get(
          'definition',
          String(policy.settings.buildDefinitionId),
        )
      : undefined;
  return (
    definition && link(definitionWebUrl(request, definition), definition.name)
  );
}

function settingText(
  request: ProjectPageRequest,
  name: string,
  value: unknown,
): string {
  return name === 'requiredReviewerIds' && Array.isArray(value)
    ? value.map(id => personName(request, String(id))).join(', ')
    : JSON.stringify(value);
}

function settings(request: ProjectPageRequest, policy: PolicyRecord): Html {
  const entries = Object.entries(policy.settings).filter(
    ([name, value]) => name !== 'scope' && value !== null,
  );
  return html`${pipelineLink(request, policy)}
    <ul>
      ${entries.map(
        ([name, value]) =>
          html`<li>${name}: ${settingText(request, name, value)}</li>`,
      )}
    </ul>`;
}

function enforcement(policy: PolicyRecord): string {
  if (!policy.isEnabled) {
    return 'off';
  }
  return policy.isBlocking ? 'required' : 'optional';
}

function policiesTable(
  request: ProjectPageRequest,
  caption: string,
  policies: readonly PolicyRecord[],
): Html {
  return table({
    caption,
    head: ['Policy', 'Scope', 'Settings', 'Enforced'],
    rows: policies.map(policy => [
      findPolicyType(policy.typeId)?.displayName,
      scopesOf(policy)
        .map(scope => scopeText(request, scope))
        .join('; '),
      settings(request, policy),
      enforcement(policy),
    ]),
    empty: 'There is no policy.',
  });
}

function findRepository(
  request: ProjectPageRequest,
  id: string,
): RepositoryRecord {
  const repository = request.store.get('repository', id);
  if (repository?.projectId !== request.project.id) {
    throw new PageNotFoundError(`There is no repository ${id}.`);
  }
  return repository;
}

/** `/_settings/repositories`: the policies of the project, or of a repository and its branches. */
export function policiesPage(request: ProjectPageRequest): string {
  const { store, project } = request;
  const id = request.query.get('repo');
  const repository = id ? findRepository(request, id) : undefined;
  const policies = store
    .list('policy', project.id)
    .filter(
      policy =>
        !policy.isDeleted &&
        (!repository ||
          scopesOf(policy).some(
            scope =>
              scope.repositoryId === null ||
              scope.repositoryId === repository.id,
          )),
    );
  const reachOf = (policy: PolicyRecord) =>
    findPolicyType(policy.typeId)?.reach;
  const title = repository ? `Policies of ${repository.name}` : 'Policies';
  return projectPage(request, {
    title,
    trail: repository
      ? [{ label: 'Policies', href: policiesUrl(request) }]
      : [],
    body: html`<h1>${title}</h1>
      <h2>Repository policies</h2>
      ${policiesTable(
        request,
        'Repository policies',
        policies.filter(policy => reachOf(policy) === 'repository'),
      )}
      <h2>Branch policies</h2>
      ${policiesTable(
        request,
        'Branch policies',
        policies.filter(policy => reachOf(policy) === 'branch'),
      )}
      <h2>Repositories</h2>
      <ul>
        ${store
          .list('repository', project.id)
          .map(
            other =>
              html`<li>
                ${link(policiesUrl(request, other.id), other.name)}
              </li>`,
          )}
      </ul>`,
  });
}
