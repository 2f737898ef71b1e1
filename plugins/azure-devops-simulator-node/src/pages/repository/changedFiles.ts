import { BareRepository } from '../../git/BareRepository';
import { GitCommandError, runGit } from '../../git/runGit';

/** A file that differs between two commits. */
export interface ChangedFile {
  readonly kind: 'added' | 'deleted' | 'changed' | 'renamed' | 'type changed';
  readonly path: string;
  /** Set when it has been renamed. */
  readonly oldPath?: string;
  /** Lines; undefined for a binary file. */
  readonly added?: number;
  readonly removed?: number;
}

const kinds: Readonly<Record<string, ChangedFile['kind']>> = {
  A: 'added',
  D: 'deleted',
  R: 'renamed',
  T: 'type changed',
};

/** Git's own id of a tree without files: what a first commit is compared with. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** Parts of `--raw --numstat -z`: first what changed, then how many lines. */
function parse(output: string): readonly ChangedFile[] {
  const parts = output.split('\0');
  const files: ChangedFile[] = [];
  let position = 0;
  while (parts[position]?.startsWith(':')) {
    const letter = parts[position].split(' ')[4]?.[0] ?? 'M';
    const isRenamed = letter === 'R';
    files.push({
      kind: kinds[letter] ?? 'changed',
      path: parts[position + (isRenamed ? 2 : 1)],
      ...(isRenamed && { oldPath: parts[position + 1] }),
    });
    position += isRenamed ? 3 : 2;
  }
  return files.map(file => {
    const [added, removed] = (parts[position] ?? '').split('\t');
    position += file.oldPath === undefined ? 1 : 3;
    return added === '-'
      ? file
      : { ...file, added: Number(added), removed: Number(removed) };
  });
}

/** Which files differ between two trees or commits. */
export async function changedFiles(
  bare: BareRepository,
  from: string,
  to: string,
): Promise<readonly ChangedFile[]> {
  const output = await runGit(
    ['diff', '--raw', '--numstat', '-z', '-M', '--no-ext-diff', from, to],
    { directory: bare.directory },
  );
  return parse(output.toString('utf8'));
}

/** Where two branches parted; undefined if they have nothing in common. */
export async function mergeBase(
  bare: BareRepository,
  left: string,
  right: string,
): Promise<string | undefined> {
  try {
    const output = await runGit(['merge-base', left, right], {
      directory: bare.directory,
    });
    return output.toString('utf8').trim();
  } catch (error) {
    // 1 says that there is none; everything else is a failure of git itself.
    if (error instanceof GitCommandError && error.exitCode === 1) {
      return undefined;
    }
    throw error;
  }
}

/** How many commits each of two has that the other one has not. */
export async function aheadAndBehind(
  bare: BareRepository,
  base: string,
  tip: string,
): Promise<{ readonly ahead: number; readonly behind: number }> {
  const output = await runGit(
    ['rev-list', '--left-right', '--count', `${base}...${tip}`, '--'],
    { directory: bare.directory },
  );
  const [behind, ahead] = output
    .toString('utf8')
    .trim()
    .split('\t')
    .map(Number);
  return { ahead, behind };
}
