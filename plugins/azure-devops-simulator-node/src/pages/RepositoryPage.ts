import { BareRepository } from '../git/BareRepository';
import { RepositoryRecord } from '../store/records';
import { repositoryWebUrl } from '../wire/gitWire';
import { html, Html } from './html';
import {
  PageNotFoundError,
  projectPage,
  ProjectPageRequest,
  projectUrl,
} from './PageContext';
import { tabList } from './tabList';

/** What every page of a repository knows. */
export interface RepositoryPage {
  readonly request: ProjectPageRequest;
  readonly repository: RepositoryRecord;
  readonly bare: BareRepository;
  readonly url: string;
  /** As it stands in the address: GB and a branch, GT and a tag, GC and a commit. */
  readonly version: string | undefined;
  readonly commit: string | undefined;
}

const prefixes: Readonly<Record<string, string>> = {
  GB: 'refs/heads/',
  GT: 'refs/tags/',
  GC: '',
};
export const shortName = (name: string) =>
  name.replace(/^refs\/(heads|tags)\//, '');

export async function openRepositoryPage(
  request: ProjectPageRequest,
  name: string,
): Promise<RepositoryPage> {
  const { store, project } = request;
  const byId = store.get('repository', name);
  const repository =
    byId?.projectId === project.id
      ? byId
      : store.findByKey('repository', project.id, name);
  if (!repository) {
    throw new PageNotFoundError(`There is no repository ${name}.`);
  }
  const bare = request.repositories.open(repository.id);
  const version = request.query.get('version') ?? undefined;
  const prefix = version && prefixes[version.slice(0, 2)];
  const expression =
    prefix === undefined || version === undefined
      ? repository.defaultBranch
      : `${prefix}${version.slice(2)}`;
  const commit = expression ? await bare.resolveCommit(expression) : undefined;
  return {
    request,
    repository,
    bare,
    version,
    commit,
    url: repositoryWebUrl(request, repository),
  };
}

export function address(page: RepositoryPage, path: string): string {
  const query = new URLSearchParams({
    ...(path && { path: `/${path}` }),
    ...(page.version && { version: page.version }),
  });
  return query.size > 0 ? `${page.url}?${query}` : page.url;
}

/** The tabs of a repository. */
export type RepositoryTab =
  | 'files'
  | 'commits'
  | 'branches'
  | 'tags'
  | 'pullrequests';

const tabs: readonly (readonly [RepositoryTab, string])[] = [
  ['files', 'Files'],
  ['commits', 'Commits'],
  ['branches', 'Branches'],
  ['tags', 'Tags'],
  ['pullrequests', 'Pull requests'],
];

export function renderRepositoryPage(
  page: RepositoryPage,
  title: string,
  body: Html,
  current?: RepositoryTab,
): string {
  return projectPage(page.request, {
    title,
    trail: [
      {
        label: 'Repositories',
        href: projectUrl(page.request, '_git'),
      },
      { label: page.repository.name, href: page.url },
    ],
    body: html`${tabList({
      label: 'Views of the repository',
      entries: tabs.map(([tab, label]) => ({
        label,
        href: tab === 'files' ? page.url : `${page.url}/${tab}`,
        isCurrent: tab === current,
      })),
    })}
    ${body}`,
  });
}
