import { BareRepository, noObject } from './BareRepository';
import { GitCommandError, runGit } from './runGit';

/** The tree without any file; git knows it without having been told. */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';

/** A file or folder that differs between two commits. */
export interface Difference {
  readonly kind: 'add' | 'edit' | 'delete' | 'rename';
  /** Without a leading slash. */
  readonly path: string;
  /** Of a renamed file. */
  readonly originalPath?: string;
  /** Absent when it has been deleted. */
  readonly objectId?: string;
  /** Absent when it has been added. */
  readonly originalObjectId?: string;
  readonly isFolder: boolean;
}

const kinds: Readonly<Record<string, Difference['kind']>> = {
  A: 'add',
  D: 'delete',
  R: 'rename',
};

function readDifferences(output: string): readonly Difference[] {
  const parts = output.split('\0');
  const found: Difference[] = [];
  for (let index = 0; parts[index]?.startsWith(':'); ) {
    const [oldMode, mode, before, after, status] = parts[index]
      .slice(1)
      .split(' ');
    const kind = kinds[status[0]] ?? 'edit';
    const isRename = kind === 'rename';
    found.push({
      kind,
      path: parts[index + (isRename ? 2 : 1)],
      ...(isRename && { originalPath: parts[index + 1] }),
      ...(after !== noObject && { objectId: after }),
      ...(before !== noObject && { originalObjectId: before }),
      isFolder: (mode === '000000' ? oldMode : mode) === '040000',
    });
    index += isRename ? 3 : 2;
  }
  return found;
}

async function text(
  repository: BareRepository,
  parameters: readonly string[],
): Promise<string> {
  const { directory } = repository;
  return (await runGit(parameters, { directory })).toString('utf8');
}

/** What differs between two commits or trees; folders are told of on demand. */
export async function differences(
  repository: BareRepository,
  options: {
    readonly from: string;
    readonly to: string;
    readonly folders?: boolean;
  },
): Promise<readonly Difference[]> {
  const { from, to, folders } = options;
  return readDifferences(
    await text(repository, [
      'diff-tree',
      '-r',
      ...(folders ? ['-t'] : []),
      '-z',
      '-M',
      from,
      to,
    ]),
  );
}

/** The commits from which two others have come; none if their histories are unrelated. */
export async function mergeBases(
  repository: BareRepository,
  one: string,
  other: string,
): Promise<readonly string[]> {
  try {
    const output = await text(repository, ['merge-base', '--all', one, other]);
    return output.split('\n').filter(Boolean);
  } catch (error) {
    if (error instanceof GitCommandError && error.exitCode === 1) {
      return [];
    }
    throw error;
  }
}

/** How many commits one has that the other lacks. */
export async function distance(
  repository: BareRepository,
  base: string,
  target: string,
): Promise<{ readonly ahead: number; readonly behind: number }> {
  const output = await text(repository, [
    'rev-list',
    '--left-right',
    '--count',
    `${base}...${target}`,
  ]);
  const [behind, ahead] = output.trim().split('\t').map(Number);
  return { ahead, behind };
}

const mostMessages = 1000;

/** Messages of the commits that a push has brought to a branch; the tip's if it brought none. */
export async function pushedMessages(
  repository: BareRepository,
  update: {
    readonly name: string;
    readonly oldObjectId: string;
    readonly newObjectId: string;
  },
): Promise<readonly string[]> {
  const { name, oldObjectId, newObjectId } = update;
  const shortName = name.replace(/^refs\/heads\//, '');
  const known =
    oldObjectId === noObject
      ? [`--exclude=${shortName}`, '--branches']
      : [oldObjectId];
  const read = async (parameters: readonly string[]) =>
    (await text(repository, ['log', '--format=%B%x00', ...parameters]))
      .split('\0')
      .map(message => message.trim())
      .filter(Boolean);
  const messages = await read([
    `--max-count=${mostMessages}`,
    newObjectId,
    '--not',
    ...known,
  ]);
  return messages.length > 0 ? messages : read(['--max-count=1', newObjectId]);
}
