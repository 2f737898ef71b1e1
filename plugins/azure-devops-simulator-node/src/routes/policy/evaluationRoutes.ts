import {
  policyArtifactInvalid,
  policyEvaluationUnknown,
} from '../../errors/policyErrors';
import { pullRequestUnknown } from '../../errors/pullRequestErrors';
import { json } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { policyEvaluationWire } from '../../wire/policyEvaluationWire';
import { currentPullRequest } from '../pullRequests/pullRequests';
import { inTurnOf, reviewPullRequest } from '../pullRequests/reviewPullRequest';
import {
  EvaluatedPolicy,
  evaluatePullRequest,
} from './evaluation/evaluatePullRequest';
import { buildContextOf, queueValidation } from './evaluation/validationBuild';
import { policyTypes } from './policyTypes';

const artifact =
  /^vstfs:\/\/\/CodeReview\/CodeReviewId\/([0-9a-f-]{36})(?:\/|%2f)(\d+)$/i;

const isBuild = ({ subject: { policy } }: EvaluatedPolicy) =>
  policy.typeId === policyTypes.buildValidation.id;

function wireOf(request: ApiRequest, entry: EvaluatedPolicy) {
  const { subject, record } = entry;
  const { policy, pullRequest } = subject;
  return policyEvaluationWire(request, {
    record,
    policy,
    pullRequest,
    details: isBuild(entry) ? buildContextOf(subject) : undefined,
  });
}

function requestedArtifact(request: ApiRequest): PullRequestRecord {
  const artifactId = request.requiredQuery('artifactId');
  const [, projectId, id] = artifact.exec(artifactId) ?? [];
  if (projectId?.toLowerCase() !== request.project.id) {
    throw policyArtifactInvalid(artifactId);
  }
  const pullRequest = request.store.get('pullRequest', id);
  if (pullRequest?.projectId !== request.project.id) {
    throw pullRequestUnknown(id);
  }
  return pullRequest;
}

async function listEvaluations(request: ApiRequest) {
  const { id } = requestedArtifact(request);
  const evaluated = await inTurnOf(request, id, () =>
    evaluatePullRequest(request, currentPullRequest(request, id)),
  );
  const isAll = request.flag('includeNotApplicable');
  return page(
    request,
    evaluated.filter(
      ({ record }) => isAll || record.status !== 'notApplicable',
    ),
    entry => wireOf(request, entry),
  );
}

/** The evaluation in the path, as it is now. */
async function requested(request: ApiRequest): Promise<EvaluatedPolicy> {
  const id = request.parameter('evaluationId');
  const record = request.store.get('policyEvaluation', id);
  const pullRequest =
    record && request.store.get('pullRequest', record.pullRequestId);
  const evaluated =
    pullRequest?.projectId === request.project.id
      ? await evaluatePullRequest(request, pullRequest)
      : [];
  const found = evaluated.find(entry => entry.record.id === record?.id);
  if (!found) {
    throw policyEvaluationUnknown(id);
  }
  return found;
}

async function queueAnew(
  request: ApiRequest,
  entry: EvaluatedPolicy,
): Promise<void> {
  const { subject } = entry;
  const former =
    subject.build && request.store.get('build', subject.build.buildId);
  if (former && former.status !== 'completed') {
    request.environment.runs.cancel(former.id);
  }
  const build = await queueValidation(subject);
  if (build) {
    const builds = new Map([[subject.policy.id, build]]);
    await evaluatePullRequest(request, subject.pullRequest, builds);
  }
}

/** Asks again: a build validation cancels the build under way and queues another; others only look again. */
async function requeue(request: ApiRequest) {
  const { subject } = await requested(request);
  const { id } = subject.pullRequest;
  await inTurnOf(request, id, async () => {
    const entry = await requested(request);
    if (entry.subject.pullRequest.status === 'active' && isBuild(entry)) {
      await queueAnew(request, entry);
    }
  });
  await reviewPullRequest(request, id);
  return json(wireOf(request, await requested(request)));
}

const all = '{project}/_apis/policy/evaluations';
const one = `${all}/{evaluationId}`;

/** What branch policies say of pull requests. */
export const evaluationRoutes: readonly Route[] = [
  { method: 'GET', path: all, preview: true, handle: listEvaluations },
  {
    method: 'GET',
    path: one,
    preview: true,
    handle: async request => json(wireOf(request, await requested(request))),
  },
  { method: 'PATCH', path: one, preview: true, handle: requeue },
];
