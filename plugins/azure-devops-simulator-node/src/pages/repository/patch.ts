import { BareRepository } from '../../git/BareRepository';
import { runGit } from '../../git/runGit';
import { ChangedFile } from './changedFiles';

/** A line of a comparison, with its number before and after. */
export interface PatchLine {
  readonly kind: 'same' | 'added' | 'removed' | 'place' | 'remark';
  readonly before?: number;
  readonly after?: number;
  readonly text: string;
}

function toLines(patch: string): readonly PatchLine[] {
  const lines: PatchLine[] = [];
  let [before, after] = [0, 0];
  let isInside = false;
  for (const line of patch.split('\n')) {
    const place = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/.exec(line);
    if (place) {
      isInside = true;
      [before, after] = [Number(place[1]), Number(place[2])];
      lines.push({ kind: 'place', text: line });
    } else if (isInside && line.startsWith('+')) {
      lines.push({ kind: 'added', after: after++, text: line.slice(1) });
    } else if (isInside && line.startsWith('-')) {
      lines.push({ kind: 'removed', before: before++, text: line.slice(1) });
    } else if (isInside && line.startsWith('\\')) {
      lines.push({ kind: 'remark', text: line.slice(2) });
    } else if (isInside && line.startsWith(' ')) {
      lines.push({
        kind: 'same',
        before: before++,
        after: after++,
        text: line.slice(1),
      });
    }
  }
  return lines;
}

/** The differing lines of some files, in the order of the files. */
export async function readPatches(
  bare: BareRepository,
  options: {
    readonly from: string;
    readonly to: string;
    readonly files: readonly ChangedFile[];
  },
): Promise<readonly (readonly PatchLine[])[]> {
  const { from, to, files } = options;
  if (files.length === 0) {
    return [];
  }
  const paths = files.flatMap(file =>
    file.oldPath === undefined ? [file.path] : [file.oldPath, file.path],
  );
  const output = await runGit(
    [
      '--literal-pathspecs',
      'diff',
      '-p',
      '-M',
      '--no-color',
      '--no-ext-diff',
      '--no-textconv',
      '--src-prefix=a/',
      '--dst-prefix=b/',
      from,
      to,
      '--',
      ...paths,
    ],
    { directory: bare.directory },
  );
  // Lines of a file start with a sign, so that only a new file can start like this.
  return output
    .toString('utf8')
    .split(/^(?=diff --git )/m)
    .filter(Boolean)
    .map(toLines);
}
