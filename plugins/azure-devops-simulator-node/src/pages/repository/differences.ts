import { BareRepository } from '../../git/BareRepository';
import { html, Html } from '../html';
import { link } from '../PageContext';
import { ChangedFile, changedFiles } from './changedFiles';
import { PatchLine, readPatches } from './patch';

/** A file with more changed lines is shown only if somebody asks for it. */
const mostLines = 500;
const mostLinesInAll = 3000;
const mostFiles = 100;
/** Even asked for, a file has to end somewhere. */
const mostLinesEver = 20_000;
const longestLine = 1000;

const words: Readonly<Record<PatchLine['kind'], readonly [string, string]>> = {
  same: ['', ''],
  added: ['+', 'added'],
  removed: ['-', 'removed'],
  place: ['', ''],
  remark: ['', ''],
};

function row(line: PatchLine): Html {
  if (line.kind === 'place' || line.kind === 'remark') {
    return html`<tr class="place">
      <td colspan="4">${line.text}</td>
    </tr>`;
  }
  const [sign, word] = words[line.kind];
  const text =
    line.text.length > longestLine
      ? `${line.text.slice(0, longestLine)} … (the line is longer)`
      : line.text;
  return html`<tr class="${line.kind}">
    <td class="number">${line.before}</td>
    <td class="number">${line.after}</td>
    <td class="sign">
      ${sign}${word && html`<span class="hidden">${word}</span>`}
    </td>
    <td class="text">${text}</td>
  </tr>`;
}

function counts(file: ChangedFile): string {
  return file.added === undefined
    ? 'binary'
    : `+${file.added} -${file.removed ?? 0}`;
}

const nameOf = (file: ChangedFile) =>
  file.oldPath === undefined ? file.path : `${file.oldPath} → ${file.path}`;

const sizeOf = (file: ChangedFile) => (file.added ?? 0) + (file.removed ?? 0);

function section(file: ChangedFile, index: number, content: Html): Html {
  return html`<section class="file" aria-labelledby="file-${index}">
    <h3 id="file-${index}">
      ${nameOf(file)}
      <span class="muted">${file.kind}, ${counts(file)}</span>
    </h3>
    ${content}
  </section>`;
}

function patchTable(file: ChangedFile, lines: readonly PatchLine[]): Html {
  if (lines.length === 0) {
    return html`<p class="muted">No line differs.</p>`;
  }
  return html`<div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="Differences in ${file.path}"
    >
      <table class="diff">
        <caption class="hidden">
          Differences in ${file.path}
        </caption>
        <thead class="hidden">
          <tr>
            <th scope="col">Line before</th>
            <th scope="col">Line after</th>
            <th scope="col">Change</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          ${lines.slice(0, mostLinesEver).map(row)}
        </tbody>
      </table>
    </div>
    ${lines.length > mostLinesEver &&
    html`<p class="note">The first ${mostLinesEver} lines are shown.</p>`}`;
}

/** Which files are shown at once: small ones, until there are enough. */
function chooseShown(files: readonly ChangedFile[]): ReadonlySet<ChangedFile> {
  const shown = new Set<ChangedFile>();
  let lines = 0;
  for (const file of files.slice(0, mostFiles)) {
    const size = sizeOf(file);
    if (
      file.added !== undefined &&
      size <= mostLines &&
      lines + size <= mostLinesInAll
    ) {
      shown.add(file);
      lines += size;
    }
  }
  return shown;
}

/** How much has changed, and the files to jump to. */
function overview(files: readonly ChangedFile[]): Html {
  return html`<p>
      ${files.length} ${files.length === 1 ? 'file' : 'files'} changed,
      ${files.reduce((sum, file) => sum + (file.added ?? 0), 0)} lines added,
      ${files.reduce((sum, file) => sum + (file.removed ?? 0), 0)} removed.
    </p>
    ${files.length > 1 &&
    html`<ul>
      ${files
        .slice(0, mostFiles)
        .map(
          (file, index) =>
            html`<li>
              <a href="#file-${index}">${nameOf(file)}</a> ${file.kind},
              ${counts(file)}
            </li>`,
        )}
    </ul>`}`;
}

/**
 * What differs between two commits: every file with its lines. Large files
 * are left out with a notice, and shown alone at the address given for them.
 */
export async function differences(
  bare: BareRepository,
  options: {
    readonly from: string;
    readonly to: string;
    /** The one file that is wanted, whatever its size. */
    readonly path?: string;
    readonly addressOf: (path: string) => string;
  },
): Promise<Html> {
  const { from, to, path, addressOf } = options;
  const all = await changedFiles(bare, from, to);
  const files =
    path === undefined ? all : all.filter(file => file.path === path);
  const shown = path === undefined ? chooseShown(files) : new Set(files);
  const wanted = files.filter(file => shown.has(file));
  const patches = await readPatches(bare, { from, to, files: wanted });
  const contentOf = (file: ChangedFile): Html => {
    if (file.added === undefined) {
      return html`<p class="muted">A binary file.</p>`;
    }
    const lines = patches[wanted.indexOf(file)];
    return lines
      ? patchTable(file, lines)
      : html`<p class="note">
          ${sizeOf(file)} lines differ: too many to show at once.
          ${link(addressOf(file.path), `Show ${file.path}`)}
        </p>`;
  };
  return html`${overview(files)}
  ${files
    .slice(0, mostFiles)
    .map((file, index) => section(file, index, contentOf(file)))}
  ${files.length > mostFiles &&
  html`<p class="note">
    ${files.length - mostFiles} more files are not listed here.
  </p>`}`;
}
