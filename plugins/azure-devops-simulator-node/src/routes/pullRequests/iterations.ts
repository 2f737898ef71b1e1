import { pullRequestPartUnknown } from '../../errors/pullRequestErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { PullRequestIteration } from '../../store/PullRequestRecord';
import { requestedPullRequest } from './pullRequests';

/** The iteration in the path. */
export function requestedIteration(request: ApiRequest): PullRequestIteration {
  const id = Number(request.parameter('iterationId'));
  const iteration = requestedPullRequest(request).record.iterations.find(
    candidate => candidate.id === id,
  );
  if (!iteration) {
    throw pullRequestPartUnknown(`iteration ${id}`);
  }
  return iteration;
}
