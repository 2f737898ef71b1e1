import { commitPage, commitsPage } from './commitPages';
import { filesPage } from './filePages';
import { PageNotFoundError, ProjectPageRequest } from './PageContext';
import { pullRequestPage } from './pullRequests/pullRequestPage';
import { pullRequestsPage } from './pullRequests/pullRequestsPage';
import { branchesPage, tagsPage } from './repository/branchesPage';
import { openRepositoryPage } from './RepositoryPage';

/** `/_git/<repository>` and what is below it. */
export async function repositoryPage(
  request: ProjectPageRequest,
): Promise<string> {
  const [name, view, id] = request.rest;
  const page = await openRepositoryPage(request, name);
  switch (view?.toLowerCase()) {
    case undefined:
      return filesPage(page);
    case 'branches':
      return branchesPage(page);
    case 'tags':
      return tagsPage(page);
    case 'commits':
      return commitsPage(page);
    case 'commit':
      return commitPage(page, id ?? '');
    case 'pullrequests':
      return pullRequestsPage(page);
    case 'pullrequest':
      return pullRequestPage(page, id ?? '');
    default:
      throw new PageNotFoundError(
        `The simulator has no page ${view} of a repository.`,
      );
  }
}
