import { Commit } from '../git/BareRepository';
import { html, Html } from './html';
import { link, PageNotFoundError, time } from './PageContext';
import { emptyTree } from './repository/changedFiles';
import { commitTable } from './repository/commitTable';
import { differences } from './repository/differences';
import {
  address,
  RepositoryPage,
  renderRepositoryPage,
} from './RepositoryPage';

const size = 100;

/** `/_git/<repository>/commits` */
export async function commitsPage(page: RepositoryPage): Promise<string> {
  const wanted = Math.floor(Number(page.request.query.get('page') ?? 1)) || 1;
  const number = Math.max(1, wanted);
  const commits = page.commit
    ? await page.bare.commits({
        from: page.commit,
        top: size + 1,
        skip: (number - 1) * size,
      })
    : [];
  const to = (other: number) => {
    const query = new URLSearchParams(page.request.query);
    query.set('page', String(other));
    return `?${query}`;
  };
  return renderRepositoryPage(
    page,
    `Commits - ${page.repository.name}`,
    html`<h1>Commits</h1>
      ${commitTable({
        caption: 'Commits',
        commits: commits.slice(0, size),
        url: page.url,
      })}
      <p>
        ${number > 1 && link(to(number - 1), 'Newer commits')}
        ${commits.length > size && link(to(number + 1), 'Older commits')}
      </p>`,
    'commits',
  );
}

function facts(page: RepositoryPage, commit: Commit): Html {
  return html`<dl>
    <dt>Commit</dt>
    <dd><code>${commit.id}</code></dd>
    <dt>Author</dt>
    <dd>
      ${commit.author.name} &lt;${commit.author.email}&gt;,
      ${time(commit.author.date)}
    </dd>
    <dt>Parents</dt>
    <dd>
      ${commit.parents.map(
        parent =>
          html`${link(`${page.url}/commit/${parent}`, parent.slice(0, 8))} `,
      )}
    </dd>
  </dl>`;
}

/** `/_git/<repository>/commit/<id>`: compared with its first parent. */
export async function commitPage(
  page: RepositoryPage,
  id: string,
): Promise<string> {
  const found = /^[0-9a-f]{7,40}$/i.test(id)
    ? await page.bare.resolveCommit(id)
    : undefined;
  const commit = found ? await page.bare.commit(found) : undefined;
  if (!commit) {
    throw new PageNotFoundError(
      `There is no commit ${id} in ${page.repository.name}.`,
    );
  }
  const path = page.request.query.get('path');
  const url = `${page.url}/commit/${commit.id}`;
  return renderRepositoryPage(
    page,
    `${commit.id.slice(0, 8)} - ${page.repository.name}`,
    html`<h1>${commit.message.split('\n')[0]}</h1>
      <pre tabindex="0"><code>${commit.message}</code></pre>
      ${facts(page, commit)}
      <p>
        ${link(
          address({ ...page, version: `GC${commit.id}` }, ''),
          'Files at this commit',
        )}
      </p>
      <h2>Changes</h2>
      ${commit.parents.length > 1 &&
      html`<p class="muted">A merge, compared with its first parent.</p>`}
      ${await differences(page.bare, {
        from: commit.parents[0] ?? emptyTree,
        to: commit.id,
        ...(path && { path }),
        addressOf: file => `${url}?${new URLSearchParams({ path: file })}`,
      })}`,
    'commits',
  );
}
