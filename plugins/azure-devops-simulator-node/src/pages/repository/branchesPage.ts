import { Reference } from '../../git/BareRepository';
import { holdsFor } from '../../routes/policy/policyScope';
import { html, Html } from '../html';
import { pagedList } from '../pagedList';
import { link, personName, table, time } from '../PageContext';
import { policiesUrl } from '../policyPages';
import {
  address,
  renderRepositoryPage,
  RepositoryPage,
  shortName,
} from '../RepositoryPage';
import { aheadAndBehind } from './changedFiles';

/** Each branch of a page costs git some work. */
const size = 25;

async function comparison(page: RepositoryPage, branch: Reference) {
  const { defaultBranch } = page.repository;
  if (branch.name === defaultBranch) {
    return 'default branch';
  }
  const base = defaultBranch && (await page.bare.resolveCommit(defaultBranch));
  if (!base) {
    return '';
  }
  const { ahead, behind } = await aheadAndBehind(
    page.bare,
    base,
    branch.objectId,
  );
  return `${ahead} ahead, ${behind} behind`;
}

/** Policies that a branch has of its own; those of the repository hold for all of them. */
function protection(page: RepositoryPage, name: string): Html | string {
  const { request, repository } = page;
  const count = request.store.list('policy', request.project.id).filter(
    policy =>
      !policy.isDeleted &&
      policy.isEnabled &&
      (policy.settings.scope as readonly { matchKind?: string }[]).some(
        scope => scope.matchKind !== undefined,
      ) &&
      holdsFor(request.store, policy, {
        repositoryId: repository.id,
        refName: name,
      }),
  ).length;
  return count === 0
    ? ''
    : link(
        policiesUrl(request, repository.id),
        count === 1 ? '1 policy' : `${count} policies`,
      );
}

async function row(page: RepositoryPage, branch: Reference) {
  const [commit, compared] = await Promise.all([
    page.bare.commit(branch.objectId),
    comparison(page, branch),
  ]);
  const record = page.request.store.get(
    'branch',
    `${page.repository.id}:${branch.name}`,
  );
  return [
    link(
      address({ ...page, version: `GB${shortName(branch.name)}` }, ''),
      shortName(branch.name),
    ),
    html`${link(
      `${page.url}/commit/${branch.objectId}`,
      branch.objectId.slice(0, 8),
    )}
    ${commit?.message.split('\n')[0]}`,
    commit?.author.name,
    time(commit?.author.date),
    compared,
    html`${protection(page, branch.name)}
    ${record?.lockedBy &&
    `locked by ${personName(page.request, record.lockedBy)}`}`,
  ];
}

/** `/_git/<repository>/branches` */
export async function branchesPage(page: RepositoryPage): Promise<string> {
  const all = await page.bare.references('refs/heads/');
  const isDefault = ({ name }: Reference) =>
    name === page.repository.defaultBranch;
  const sorted = [
    ...all.filter(isDefault),
    ...all.filter(branch => !isDefault(branch)),
  ];
  const list = pagedList(page.request, sorted, {
    size,
    label: 'Parts of the list of branches',
  });
  return renderRepositoryPage(
    page,
    `Branches - ${page.repository.name}`,
    html`<h1>Branches</h1>
      ${table({
        caption: 'Branches',
        head: [
          'Name',
          'Latest commit',
          'Author',
          'Time',
          'Against the default branch',
          'Protected by',
        ],
        rows: await Promise.all(list.shown.map(branch => row(page, branch))),
        empty: 'There is no branch yet.',
      })}
      ${list.navigation}`,
    'branches',
  );
}

/** `/_git/<repository>/tags` */
export async function tagsPage(page: RepositoryPage): Promise<string> {
  const tags = await page.bare.references('refs/tags/');
  const list = pagedList(page.request, tags, {
    size: 100,
    label: 'Parts of the list of tags',
  });
  return renderRepositoryPage(
    page,
    `Tags - ${page.repository.name}`,
    html`<h1>Tags</h1>
      ${table({
        caption: 'Tags',
        head: ['Name', 'Kind', 'Commit'],
        rows: list.shown.map(tag => {
          const commit = tag.peeledObjectId ?? tag.objectId;
          return [
            link(
              address({ ...page, version: `GT${shortName(tag.name)}` }, ''),
              shortName(tag.name),
            ),
            tag.peeledObjectId ? 'annotated' : 'lightweight',
            link(`${page.url}/commit/${commit}`, commit.slice(0, 8)),
          ];
        }),
        empty: 'There is no tag yet.',
      })}
      ${list.navigation}`,
    'tags',
  );
}
