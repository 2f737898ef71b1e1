import { html } from '../html';
import { pagedList } from '../pagedList';
import { link, personName, table, time } from '../PageContext';
import {
  RepositoryPage,
  renderRepositoryPage,
  shortName,
} from '../RepositoryPage';
import { tabList } from '../tabList';
import { pullRequestUrl } from './pullRequestAddress';

const states = ['active', 'completed', 'abandoned'] as const;

const titles = {
  active: 'Active',
  completed: 'Completed',
  abandoned: 'Abandoned',
} as const;

/** `/_git/<repository>/pullrequests?_a=<state>` */
export function pullRequestsPage(page: RepositoryPage): string {
  const { request, repository } = page;
  const wanted = request.query.get('_a');
  const state = states.find(candidate => candidate === wanted) ?? 'active';
  const all = request.store.list('pullRequest', repository.id);
  const list = pagedList(
    request,
    all.filter(({ status }) => status === state).reverse(),
    { size: 50, label: 'Parts of the list of pull requests' },
  );
  return renderRepositoryPage(
    page,
    `Pull requests - ${repository.name}`,
    html`<h1>Pull requests</h1>
      ${tabList({
        label: 'State of the pull requests',
        entries: states.map(name => ({
          label: `${titles[name]} (${
            all.filter(({ status }) => status === name).length
          })`,
          href: `${page.url}/pullrequests?_a=${name}`,
          isCurrent: name === state,
        })),
      })}
      ${table({
        caption: `${titles[state]} pull requests`,
        head: ['Number', 'Title', 'From', 'To', 'By', 'Created'],
        rows: list.shown.map(record => [
          link(pullRequestUrl(request, record), `!${record.id}`),
          record.isDraft ? `Draft: ${record.title}` : record.title,
          shortName(record.sourceRefName),
          shortName(record.targetRefName),
          personName(request, record.createdBy),
          time(record.creationDate),
        ]),
        empty: 'There is none.',
      })}
      ${list.navigation}`,
    'pullrequests',
  );
}
