import { Commit } from '../../git/BareRepository';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { PageNotFoundError } from '../PageContext';
import { mergeBase } from '../repository/changedFiles';
import { RepositoryPage } from '../RepositoryPage';

/** A pull request with the commits that it is about at the moment. */
export interface PullRequestView {
  readonly page: RepositoryPage;
  readonly record: PullRequestRecord;
  /** What the files are compared with; undefined if the branches have nothing in common or are gone. */
  readonly base: string | undefined;
  readonly source: string | undefined;
  readonly target: string | undefined;
}

/** Branches move while a pull request is active; later on, the commits stay those of its end. */
async function commitsOf(page: RepositoryPage, record: PullRequestRecord) {
  const { bare } = page;
  const isActive = record.status === 'active';
  const [source, target] = await Promise.all([
    bare.resolveCommit(isActive ? record.sourceRefName : record.sourceCommit),
    bare.resolveCommit(isActive ? record.targetRefName : record.targetCommit),
  ]);
  return { source, target };
}

/** Opens a pull request. Throws {@link PageNotFoundError} if the repository has none of this number. */
export async function openPullRequest(
  page: RepositoryPage,
  id: string,
): Promise<PullRequestView> {
  const record = page.request.store.get('pullRequest', id);
  if (record?.repositoryId !== page.repository.id) {
    throw new PageNotFoundError(
      `There is no pull request ${id} in ${page.repository.name}.`,
    );
  }
  const { source, target } = await commitsOf(page, record);
  const base =
    source && target ? await mergeBase(page.bare, target, source) : undefined;
  return { page, record, base, source, target };
}

/** The commits that the pull request brings, the latest first. */
export async function commitsOfPullRequest(
  view: PullRequestView,
  top: number,
): Promise<readonly Commit[]> {
  const { page, source, target } = view;
  return source
    ? page.bare.commits({
        from: target ? `${target}..${source}` : source,
        top,
      })
    : [];
}
