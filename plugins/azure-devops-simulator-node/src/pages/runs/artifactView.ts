import { artifactsOf, StoredArtifact } from '../../runs/artifacts';
import { html, Html } from '../html';
import { link, PageNotFoundError, table } from '../PageContext';
import { PageResult } from '../PageResult';
import { artifactFiles, findArtifactFile, zipArtifact } from './artifactFiles';
import { renderRunPage, RunPage, views, viewUrl } from './RunPage';

const mostFiles = 200;

function addressOf(
  page: RunPage,
  artifact: StoredArtifact,
  more: Readonly<Record<string, string>>,
): string {
  return viewUrl(page, views.artifacts, {
    artifactName: artifact.name,
    ...more,
  });
}

async function section(page: RunPage, artifact: StoredArtifact): Promise<Html> {
  const files = await artifactFiles(artifact.directory);
  return html`<h3>${artifact.name}</h3>
    <p>
      ${artifact.fileCount} files, ${artifact.size} bytes ·
      ${link(
        addressOf(page, artifact, { format: 'zip' }),
        `Download ${artifact.name} as zip`,
      )}
    </p>
    ${table({
      caption: `Files of ${artifact.name}`,
      head: ['File', 'Bytes'],
      rows: files
        .slice(0, mostFiles)
        .map(({ path, size }) => [
          link(addressOf(page, artifact, { path }), path),
          String(size),
        ]),
      empty: 'The artifact has no files.',
    })}
    ${files.length > mostFiles &&
    html`<p>${files.length - mostFiles} more files are in the zip.</p>`}`;
}

async function download(
  page: RunPage,
  artifact: StoredArtifact,
): Promise<PageResult | undefined> {
  const { query } = page.request;
  const folder = artifact.directory;
  if (query.get('format') === 'zip') {
    const body = await zipArtifact(folder, artifact.name);
    return { kind: 'file', name: `${artifact.name}.zip`, body };
  }
  const path = query.get('path');
  if (path === null) {
    return undefined;
  }
  const file = await findArtifactFile(folder, path);
  if (!file) {
    throw new PageNotFoundError(
      `The artifact ${artifact.name} has no file ${path}.`,
    );
  }
  return { kind: 'stored', name: path.split('/').pop() ?? path, file };
}

/** What the run has published, to look at and to keep. */
export async function artifactView(page: RunPage): Promise<PageResult> {
  const artifacts = artifactsOf(page.request.environment, page.build.id);
  const name = page.request.query.get('artifactName');
  const wanted = artifacts.find(artifact => artifact.name === name);
  if (name !== null && !wanted) {
    throw new PageNotFoundError(`The run has no artifact ${name}.`);
  }
  const file = wanted && (await download(page, wanted));
  if (file) {
    return file;
  }
  const sections = await Promise.all(
    (wanted ? [wanted] : artifacts).map(artifact => section(page, artifact)),
  );
  return renderRunPage(page, {
    view: views.artifacts,
    title: 'Artifacts',
    body: html`<h2>Artifacts</h2>
      ${sections.length > 0
        ? sections
        : html`<p class="muted">The run has published no artifact.</p>`}`,
  });
}
