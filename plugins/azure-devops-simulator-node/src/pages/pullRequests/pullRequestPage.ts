import { html, Html } from '../html';
import { commitTable } from '../repository/commitTable';
import { differences } from '../repository/differences';
import { RepositoryPage, renderRepositoryPage } from '../RepositoryPage';
import { stateBadge } from '../stateBadge';
import { tabList } from '../tabList';
import { pullRequestUrl } from './pullRequestAddress';
import { pullRequestOverview } from './pullRequestOverview';
import {
  commitsOfPullRequest,
  openPullRequest,
  PullRequestView,
} from './PullRequestView';

const mostCommits = 250;

const tabs = [
  ['overview', 'Overview'],
  ['files', 'Files'],
  ['commits', 'Commits'],
] as const;

const states = {
  active: { tone: 'busy', label: 'active' },
  completed: { tone: 'good', label: 'completed' },
  abandoned: { tone: 'calm', label: 'abandoned' },
} as const;

async function filesTab(view: PullRequestView): Promise<Html> {
  const { page, record, base, source } = view;
  if (!base || !source) {
    return html`<p class="note">
      There is nothing to compare: a branch is gone, or the branches have no
      commit in common.
    </p>`;
  }
  const path = page.request.query.get('path');
  const url = pullRequestUrl(page.request, record, 'files');
  return html`<h2>Files</h2>
    ${path !== null && html`<p><a href="${url}">All files</a></p>`}
    ${await differences(page.bare, {
      from: base,
      to: source,
      ...(path && { path: path.replace(/^\//, '') }),
      addressOf: file => `${url}&${new URLSearchParams({ path: `/${file}` })}`,
    })}`;
}

async function commitsTab(view: PullRequestView): Promise<Html> {
  const commits = await commitsOfPullRequest(view, mostCommits);
  return html`<h2>Commits</h2>
    ${commitTable({
      caption: 'Commits of the pull request',
      commits,
      url: view.page.url,
    })}
    ${commits.length === mostCommits &&
    html`<p class="note">The latest ${mostCommits} commits are shown.</p>`}`;
}

/** `/_git/<repository>/pullrequest/<id>?_a=<tab>` */
export async function pullRequestPage(
  page: RepositoryPage,
  id: string,
): Promise<string> {
  const view = await openPullRequest(page, id);
  const { record } = view;
  const wanted = page.request.query.get('_a');
  const tab = tabs.find(([name]) => name === wanted)?.[0] ?? 'overview';
  const contents = {
    overview: async () => pullRequestOverview(view),
    files: () => filesTab(view),
    commits: () => commitsTab(view),
  };
  return renderRepositoryPage(
    page,
    `Pull request ${record.id}: ${record.title}`,
    html`<h1>
        ${record.isDraft && 'Draft: '}${record.title}
        <span class="muted">!${record.id}</span>
      </h1>
      <p>State: ${stateBadge(states[record.status])}</p>
      ${tabList({
        label: 'Views of the pull request',
        entries: tabs.map(([name, label]) => ({
          label,
          href: pullRequestUrl(page.request, record, name),
          isCurrent: name === tab,
        })),
      })}
      ${await contents[tab]()}`,
    'pullrequests',
  );
}
