import { BareRepositories } from '../git/BareRepositories';
import { SimulatorEnvironment } from '../server/Environment';
import { OrganizationRecord, ProjectRecord } from '../store/records';
import { Store } from '../store/Store';
import { urlOf } from '../wire/Links';
import { Html, html } from './html';
import { Breadcrumb, layout } from './layout';
import { Reader } from './Reader';

/** There is nothing to show at this address. */
export class PageNotFoundError extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'PageNotFoundError';
  }
}

export interface PageRequest {
  readonly store: Store;
  readonly repositories: BareRepositories;
  /** Empty: the links of a page are relative to its host. */
  readonly baseUrl: '';
  /** Scheme, host and port by which the reader came, for addresses to copy. */
  readonly origin: string;
  readonly organization: OrganizationRecord;
  readonly query: URLSearchParams;
  readonly environment: SimulatorEnvironment;
  readonly reader: Reader;
}

export interface ProjectPageRequest extends PageRequest {
  readonly project: ProjectRecord;
  /** What stands in the address behind the name of the page. */
  readonly rest: readonly string[];
}

export function projectUrl(
  request: PageRequest & { readonly project: ProjectRecord },
  ...segments: readonly string[]
): string {
  return urlOf(request, request.project.name, ...segments);
}

/** The page of something in a project, with the way back and the sections beside it. */
export function projectPage(
  request: ProjectPageRequest,
  options: {
    readonly title: string;
    readonly trail?: readonly Breadcrumb[];
    readonly body: Html;
    readonly isLive?: boolean;
  },
): string {
  const { organization, project, reader } = request;
  return layout({
    reader,
    isLive: options.isLive ?? false,
    title: options.title,
    breadcrumbs: [
      { label: organization.name, href: urlOf(request) },
      { label: project.name, href: projectUrl(request) },
      ...(options.trail ?? []),
    ],
    sections: [
      { label: 'Repositories', href: projectUrl(request, '_git') },
      { label: 'Pipelines', href: projectUrl(request, '_build') },
      { label: 'Environments', href: projectUrl(request, '_environments') },
      {
        label: 'Library',
        href: `${projectUrl(request, '_library')}?itemType=VariableGroups`,
      },
      { label: 'Settings', href: projectUrl(request, '_settings') },
    ],
    body: options.body,
  });
}

/** A table, or a sentence when there is nothing in it. */
export function table(options: {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly (Html | string | undefined)[])[];
  readonly empty: string;
}): Html {
  if (options.rows.length === 0) {
    return html`<p class="muted">${options.empty}</p>`;
  }
  return html`<div class="scroll">
    <table>
      <caption class="hidden">
        ${options.caption}
      </caption>
      <thead>
        <tr>
          ${options.head.map(cell => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${options.rows.map(
          row => html`<tr>
            ${row.map(cell => html`<td>${cell}</td>`)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function link(href: string, label: string): Html {
  return html`<a href="${href}">${label}</a>`;
}

export function personName(request: PageRequest, id: string): string {
  return (
    request.store.get('user', id)?.displayName ??
    request.store.get('group', id)?.principalName ??
    'unknown'
  );
}

/** A time for people and machines. */
export function time(timestamp: string | undefined): Html {
  return timestamp
    ? html`<time datetime="${timestamp}"
        >${timestamp.slice(0, 16).replace('T', ' ')} UTC</time
      >`
    : html``;
}
