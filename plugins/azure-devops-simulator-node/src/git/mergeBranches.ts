import { BareRepository, CommitPerson } from './BareRepository';
import { GitCommandError, runGit } from './runGit';

/** Ways to complete a pull request that the simulator can go. */
export type MergeStrategy = 'noFastForward' | 'squash';

/** The tree that comes out when source is merged into target; undefined if they have conflicts. Wants git 2.38. */
export async function mergedTree(
  repository: BareRepository,
  target: string,
  source: string,
): Promise<string | undefined> {
  try {
    const output = await runGit(
      [
        'merge-tree',
        '--write-tree',
        '--no-messages',
        '--allow-unrelated-histories',
        target,
        source,
      ],
      { directory: repository.directory },
    );
    return output.toString('utf8').trim();
  } catch (error) {
    // 1 says conflicts; everything else is a failure of git itself.
    if (error instanceof GitCommandError && error.exitCode === 1) {
      return undefined;
    }
    throw error;
  }
}

/** Commits a merged tree on top of the target; a squash has one parent, a merge both. */
export async function commitMerge(
  repository: BareRepository,
  options: {
    readonly tree: string;
    readonly target: string;
    readonly source: string;
    readonly strategy: MergeStrategy;
    readonly message: string;
    readonly author: CommitPerson;
  },
): Promise<string> {
  const { tree, target, source, strategy, message, author } = options;
  const parents =
    strategy === 'squash' ? ['-p', target] : ['-p', target, '-p', source];
  const output = await runGit(['commit-tree', tree, ...parents, '-F', '-'], {
    directory: repository.directory,
    input: message,
    environment: {
      GIT_AUTHOR_NAME: author.name,
      GIT_AUTHOR_EMAIL: author.email,
      GIT_AUTHOR_DATE: author.date,
      GIT_COMMITTER_NAME: author.name,
      GIT_COMMITTER_EMAIL: author.email,
      GIT_COMMITTER_DATE: author.date,
    },
  });
  return output.toString('utf8').trim();
}
