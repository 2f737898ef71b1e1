import { html } from './html';
import { link, PageNotFoundError, table, time } from './PageContext';
import {
  address,
  RepositoryPage,
  renderRepositoryPage,
  shortName,
} from './RepositoryPage';

export async function branchesPage(page: RepositoryPage): Promise<string> {
  const references = await page.bare.references();
  return renderRepositoryPage(
    page,
    `Branches - ${page.repository.name}`,
    html`<h1>Branches and tags</h1>
      ${table({
        caption: 'Branches and tags',
        head: ['Name', 'Commit'],
        rows: references
          .filter(({ name }) => /^refs\/(heads|tags)\//.test(name))
          .map(({ name, objectId, peeledObjectId }) => {
            const kind = name.startsWith('refs/tags/') ? 'GT' : 'GB';
            const commit = peeledObjectId ?? objectId;
            return [
              link(
                address({ ...page, version: `${kind}${shortName(name)}` }, ''),
                shortName(name),
              ),
              link(`${page.url}/commit/${commit}`, commit.slice(0, 8)),
            ];
          }),
        empty: 'There is no branch yet.',
      })}`,
  );
}

export async function commitsPage(page: RepositoryPage): Promise<string> {
  const commits = page.commit
    ? await page.bare.commits({ from: page.commit, top: 100 })
    : [];
  return renderRepositoryPage(
    page,
    `Commits - ${page.repository.name}`,
    html`<h1>Commits</h1>
      ${table({
        caption: 'The latest commits',
        head: ['Commit', 'Message', 'Author', 'Time'],
        rows: commits.map(commit => [
          link(`${page.url}/commit/${commit.id}`, commit.id.slice(0, 8)),
          commit.message.split('\n')[0],
          commit.author.name,
          time(commit.author.date),
        ]),
        empty: 'There is no commit yet.',
      })}`,
  );
}

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
  return renderRepositoryPage(
    page,
    `${commit.id.slice(0, 8)} - ${page.repository.name}`,
    html`<h1>${commit.message.split('\n')[0]}</h1>
      <pre><code>${commit.message}</code></pre>
      <dl>
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
              html`${link(
                `${page.url}/commit/${parent}`,
                parent.slice(0, 8),
              )} `,
          )}
        </dd>
      </dl>
      <p>
        ${link(
          address({ ...page, version: `GC${commit.id}` }, ''),
          'Files at this commit',
        )}
      </p>`,
  );
}
