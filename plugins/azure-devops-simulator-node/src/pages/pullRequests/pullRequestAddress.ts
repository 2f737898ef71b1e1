import { PullRequestRecord } from '../../store/PullRequestRecord';
import { repositoryWebUrl } from '../../wire/gitWire';
import { ProjectPageRequest } from '../PageContext';

/** Address of a pull request, as on the service; of one of its tabs. */
export function pullRequestUrl(
  request: ProjectPageRequest,
  record: PullRequestRecord,
  tab?: 'overview' | 'files' | 'commits',
): string {
  const repository = request.store.get('repository', record.repositoryId);
  const url = repository
    ? `${repositoryWebUrl(request, repository)}/pullrequest/${record.id}`
    : '';
  return tab ? `${url}?_a=${tab}` : url;
}
