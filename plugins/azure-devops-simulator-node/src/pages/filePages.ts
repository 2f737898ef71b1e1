import { TreeEntry } from '../git/BareRepository';
import { html, Html } from './html';
import { renderMarkdown } from './markdown';
import { link, PageNotFoundError, table } from './PageContext';
import {
  address,
  RepositoryPage,
  renderRepositoryPage,
  shortName,
} from './RepositoryPage';

const longestShown = 512 * 1024;

function pathTrail(page: RepositoryPage, path: string): Html {
  const parts = path.split('/').filter(Boolean);
  return html`<p>
    ${link(address(page, ''), page.repository.name)}${parts.map(
      (part, index) =>
        html` /
        ${link(address(page, parts.slice(0, index + 1).join('/')), part)}`,
    )}
  </p>`;
}

/** The path that a link in a document means; undefined if it means none. */
function linkedPath(href: string, folder: string): string | undefined {
  const base = folder.split('/').map(encodeURIComponent).join('/');
  try {
    const { pathname } = new URL(href, `http://document/${base}/`);
    return decodeURIComponent(pathname).replace(/^\/+/, '');
  } catch {
    return undefined; // neither a URL nor encoded properly: a document may hold anything
  }
}

/** Resolves a link in a document against the folder that the document is in. */
function resolver(page: RepositoryPage, folder: string) {
  return (href: string): string | undefined => {
    const path = linkedPath(href, folder);
    return path === undefined ? undefined : address(page, path);
  };
}

async function showFile(page: RepositoryPage, entry: TreeEntry): Promise<Html> {
  if (entry.size > longestShown) {
    return html`<p class="note">
      The file has ${entry.size} bytes: too long to show.
    </p>`;
  }
  const data = await page.bare.blob(entry.objectId);
  if (data.includes(0)) {
    return html`<p class="note">A binary file of ${entry.size} bytes.</p>`;
  }
  const text = data.toString('utf8');
  if (/\.(md|markdown)$/i.test(entry.path)) {
    const folder = entry.path.split('/').slice(0, -1).join('/');
    return html`<div class="document">
      ${renderMarkdown(text, resolver(page, folder))}
    </div>`;
  }
  return html`<pre tabindex="0"><code>${text}</code></pre>`;
}

async function showFolder(
  page: RepositoryPage,
  entry: TreeEntry,
): Promise<Html> {
  const children = await page.bare.tree(entry.objectId, { recursive: false });
  const inside = (name: string) =>
    entry.path ? `${entry.path}/${name}` : name;
  const sorted = [...children].sort(
    (left, right) =>
      Number(right.type === 'tree') - Number(left.type === 'tree') ||
      left.path.localeCompare(right.path),
  );
  const readme = children.find(child => /^readme\.md$/i.test(child.path));
  return html`${table({
    caption: 'Files',
    head: ['Name', 'Size'],
    rows: sorted.map(child => [
      link(
        address(page, inside(child.path)),
        child.type === 'tree' ? `${child.path}/` : child.path,
      ),
      child.type === 'tree' ? '' : `${child.size} B`,
    ]),
    empty: 'The folder is empty.',
  })}
  ${readme &&
  html`<h2>${readme.path}</h2>
    ${await showFile(page, { ...readme, path: inside(readme.path) })}`}`;
}

/** Files of a repository; the README of the folder below them. */
export async function filesPage(page: RepositoryPage): Promise<string> {
  const { repository, commit, bare, request } = page;
  const path = (request.query.get('path') ?? '')
    .split('/')
    .filter(Boolean)
    .join('/');
  if (!commit) {
    return renderRepositoryPage(
      page,
      repository.name,
      html`<h1>${repository.name}</h1>
        <p class="note">
          ${page.version
            ? 'This version does not exist.'
            : 'The repository is empty.'}
        </p>
        <pre tabindex="0"><code>git clone ${page.request
          .origin}${page.url}</code></pre>`,
      'files',
    );
  }
  const entry = await bare.entry(commit, path);
  if (!entry || entry.type === 'commit') {
    throw new PageNotFoundError(`There is no /${path} in ${repository.name}.`);
  }
  const label = page.version
    ? page.version.slice(2)
    : shortName(repository.defaultBranch ?? '');
  return renderRepositoryPage(
    page,
    path ? `${path} - ${repository.name}` : repository.name,
    html`<h1>${repository.name}</h1>
      <p class="muted">
        Version <strong>${label}</strong> at
        ${link(`${page.url}/commit/${commit}`, commit.slice(0, 8))}
      </p>
      <p class="muted">
        <code>git clone ${page.request.origin}${page.url}</code> · git asks for
        a user name (any) and a password: the token that the simulator printed
        when it started
      </p>
      ${pathTrail(page, path)}
      ${entry.type === 'tree'
        ? await showFolder(page, entry)
        : await showFile(page, entry)}`,
    'files',
  );
}
