import { BareRepository, Commit, CommitPerson } from './BareRepository';
import { emptyTree, mergeBases } from './compareCommits';
import { GitCommandError, runGit } from './runGit';

/** Ways to complete a pull request. */
export type MergeStrategy =
  | 'noFastForward'
  | 'squash'
  | 'rebase'
  | 'rebaseMerge';

/** A path that two branches have changed in ways that git cannot put together. */
export interface MergeConflict {
  readonly path: string;
  /** Absent where the side does not have the file. */
  readonly baseObjectId?: string;
  readonly targetObjectId?: string;
  readonly sourceObjectId?: string;
}

type MergeAttempt =
  | { readonly outcome: 'merged'; readonly tree: string }
  | {
      readonly outcome: 'conflicts';
      readonly conflicts: readonly MergeConflict[];
    };

const stages: Readonly<Record<string, keyof MergeConflict>> = {
  '1': 'baseObjectId',
  '2': 'targetObjectId',
  '3': 'sourceObjectId',
};

function readConflicts(output: string): readonly MergeConflict[] {
  const byPath = new Map<string, MergeConflict>();
  for (const line of output.split('\0').slice(1)) {
    const match = /^\d+ ([0-9a-f]+) ([123])\t(.*)$/s.exec(line);
    if (match) {
      const [, objectId, stage, path] = match;
      const former = byPath.get(path) ?? { path };
      byPath.set(path, { ...former, [stages[stage]]: objectId });
    }
  }
  return [...byPath.values()];
}

/** Merges source into target without a working copy. Wants git 2.38. */
export async function attemptMerge(
  repository: BareRepository,
  target: string,
  source: string,
): Promise<MergeAttempt> {
  try {
    const output = await runGit(
      [
        'merge-tree',
        '--write-tree',
        '--no-messages',
        '--allow-unrelated-histories',
        '-z',
        target,
        source,
      ],
      { directory: repository.directory },
    );
    return {
      outcome: 'merged',
      tree: output.toString('utf8').split('\0')[0].trim(),
    };
  } catch (error) {
    // 1 says conflicts; everything else is a failure of git itself.
    if (error instanceof GitCommandError && error.exitCode === 1) {
      return { outcome: 'conflicts', conflicts: readConflicts(error.stdout) };
    }
    throw error;
  }
}

async function commitTree(
  repository: BareRepository,
  options: {
    readonly tree: string;
    readonly parents: readonly string[];
    readonly message: string;
    readonly author: CommitPerson;
    readonly committer?: CommitPerson;
  },
): Promise<string> {
  const { tree, parents, message, author, committer = author } = options;
  const output = await runGit(
    ['commit-tree', tree, ...parents.flatMap(id => ['-p', id]), '-F', '-'],
    {
      directory: repository.directory,
      input: message,
      environment: {
        GIT_AUTHOR_NAME: author.name,
        GIT_AUTHOR_EMAIL: author.email,
        GIT_AUTHOR_DATE: author.date,
        GIT_COMMITTER_NAME: committer.name,
        GIT_COMMITTER_EMAIL: committer.email,
        GIT_COMMITTER_DATE: committer.date,
      },
    },
  );
  return output.toString('utf8').trim();
}

/**
 * Applies one commit on top of another. Git merges from the common ancestor,
 * so a stand-in for the new parent is made that has the old one as its parent.
 */
async function apply(
  repository: BareRepository,
  commit: Commit,
  options: { readonly onto: string; readonly committer: CommitPerson },
): Promise<string | undefined> {
  const { onto, committer } = options;
  const standIn = await commitTree(repository, {
    tree: `${onto}^{tree}`,
    parents: commit.parents,
    message: 'stand-in',
    author: committer,
  });
  const attempt = await attemptMerge(repository, standIn, commit.id);
  return attempt.outcome === 'merged'
    ? commitTree(repository, {
        tree: attempt.tree,
        parents: [onto],
        message: commit.message,
        author: commit.author,
        committer,
      })
    : undefined;
}

const mostCommits = 10_000;

/** The commits of source on top of target, merges left out; undefined if one of them conflicts. */
export async function rebase(
  repository: BareRepository,
  options: {
    readonly target: string;
    readonly source: string;
    readonly committer: CommitPerson;
  },
): Promise<string | undefined> {
  const { target, source, committer } = options;
  const commits = await repository.commits({
    from: `${target}..${source}`,
    top: mostCommits,
  });
  let onto = target;
  for (const commit of [...commits].reverse()) {
    if (commit.parents.length > 1) {
      continue;
    }
    const next = await apply(repository, commit, { onto, committer });
    if (!next) {
      return undefined;
    }
    onto = next;
  }
  return onto;
}

/** What a branch becomes when another one is merged into it; undefined if they have conflicts. */
export async function mergeInto(
  repository: BareRepository,
  options: {
    readonly target: string;
    readonly source: string;
    readonly strategy: MergeStrategy;
    readonly message: string;
    readonly author: CommitPerson;
  },
): Promise<string | undefined> {
  const { target, source, strategy, message, author } = options;
  if (strategy === 'rebase' || strategy === 'rebaseMerge') {
    const top = await rebase(repository, { target, source, committer: author });
    return top === undefined || strategy === 'rebase'
      ? top
      : commitTree(repository, {
          tree: `${top}^{tree}`,
          parents: [target, top],
          message,
          author,
        });
  }
  const attempt = await attemptMerge(repository, target, source);
  return attempt.outcome === 'conflicts'
    ? undefined
    : commitTree(repository, {
        tree: attempt.tree,
        parents: strategy === 'squash' ? [target] : [target, source],
        message,
        author,
      });
}

/** The commit, or the empty tree, from which the changes of source are counted. */
export async function commonStart(
  repository: BareRepository,
  target: string,
  source: string,
): Promise<string> {
  return (await mergeBases(repository, target, source))[0] ?? emptyTree;
}
