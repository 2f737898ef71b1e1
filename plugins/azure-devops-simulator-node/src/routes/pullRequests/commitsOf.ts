import { ApiRequest } from '../../server/ApiRequest';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { commitWire } from '../../wire/gitWire';
import { requestedPullRequest } from './pullRequests';

const mostCommits = 1000;

/** The commits that the source has and the target lacks; of a completed one, those that it had. */
export async function commitsOf(
  request: ApiRequest,
  record: PullRequestRecord,
) {
  const { sourceCommit, targetCommit } = record;
  const repository = requestedPullRequest(request).repository;
  const bare = request.environment.repositories.open(repository.id);
  const commits = await bare.commits({
    from: `${targetCommit}..${sourceCommit}`,
    top: request.queryNumber('$top') ?? mostCommits,
  });
  return commits.map(commit => commitWire(request, repository, commit));
}
