import { AzureDevOpsError } from '../../errors/AzureDevOpsError';
import { ActingContext, actingContext } from '../../server/ActingContext';
import { inTurn } from '../../server/inTurn';
import { ValidationBuild } from '../../store/PolicyEvaluationRecord';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import {
  branchPolicies,
  EvaluatedPolicy,
  evaluatePullRequest,
  isFulfilled,
  subjectsOf,
} from '../policy/evaluation/evaluatePullRequest';
import { PolicySubject } from '../policy/evaluation/PolicySubject';
import { withPolicyReviewers } from '../policy/evaluation/requiredReviewers';
import { resetVotes } from '../policy/evaluation/resetVotes';
import {
  queueValidation,
  wantsBuild,
} from '../policy/evaluation/validationBuild';
import { policyTypes } from '../policy/policyTypes';
import { completePullRequest } from './completePullRequest';
import { changePullRequest } from './pullRequests';
import { refreshPullRequest } from './refreshPullRequest';

/** Does work on one pull request after other work on it has ended. */
export function inTurnOf<T>(
  context: Pick<ActingContext, 'environment'>,
  id: string,
  work: () => Promise<T>,
): Promise<T> {
  return inTurn(context.environment.repositories, `pull-request:${id}`, work);
}

/** Queues what build validations want; others keep the build that they have. */
async function queueBuilds(
  subjects: readonly PolicySubject[],
): Promise<ReadonlyMap<string, ValidationBuild>> {
  const builds = new Map<string, ValidationBuild>();
  for (const subject of subjects) {
    const isWanted =
      subject.policy.typeId === policyTypes.buildValidation.id &&
      wantsBuild(subject);
    const build = isWanted ? await queueValidation(subject) : undefined;
    if (build) {
      builds.set(subject.policy.id, build);
    }
  }
  return builds;
}

function isReady(
  pullRequest: PullRequestRecord,
  evaluated: readonly EvaluatedPolicy[],
): boolean {
  const ignored = pullRequest.completionOptions.autoCompleteIgnoreConfigIds;
  const isIgnored = ({ subject: { policy } }: EvaluatedPolicy) =>
    !policy.isBlocking &&
    Array.isArray(ignored) &&
    ignored.map(String).includes(policy.id);
  return (
    pullRequest.autoCompleteSetBy !== undefined &&
    !pullRequest.isDraft &&
    pullRequest.mergeStatus === 'succeeded' &&
    // It waits for optional policies, too, unless told not to.
    evaluated.every(entry => isIgnored(entry) || isFulfilled(entry))
  );
}

/** Completes a pull request whose policies have become satisfied, as the one who asked for that. */
async function completeIfReady(
  context: ActingContext,
  pullRequest: PullRequestRecord,
  evaluated: readonly EvaluatedPolicy[],
): Promise<void> {
  const user =
    pullRequest.autoCompleteSetBy === undefined
      ? undefined
      : context.store.get('user', pullRequest.autoCompleteSetBy);
  if (!user || !isReady(pullRequest, evaluated)) {
    return;
  }
  const { environment, organization } = context;
  try {
    await completePullRequest(
      actingContext({ environment, organization, user }),
      pullRequest,
      { expectedSource: pullRequest.sourceCommit, isAutomatic: true },
    );
  } catch (error) {
    // Somebody else moved the branch first; that push leads here again. What
    // policies refuse stays open until somebody changes it.
    if (!(error instanceof AzureDevOpsError)) {
      throw error;
    }
  }
}

async function review(
  context: ActingContext,
  id: string,
  options: { readonly oldTargetRefName?: string },
): Promise<void> {
  const before = context.store.get('pullRequest', id);
  if (before?.status !== 'active') {
    return;
  }
  const refreshed = await refreshPullRequest(context, before, options);
  const { projectId, repositoryId, targetRefName: refName } = refreshed;
  const policies = branchPolicies(context, {
    projectId,
    repositoryId,
    refName,
  });
  const hasMoved = before.sourceCommit !== refreshed.sourceCommit;
  const subjects = await subjectsOf(context, refreshed);
  const pullRequest = changePullRequest(context, id, current => ({
    ...current,
    reviewers: withPolicyReviewers(
      hasMoved ? resetVotes(current.reviewers, policies) : current.reviewers,
      subjects,
    ),
  }));
  const builds = await queueBuilds(
    subjects.map(subject => ({ ...subject, pullRequest })),
  );
  const evaluated = await evaluatePullRequest(context, pullRequest, builds);
  await completeIfReady(context, pullRequest, evaluated);
}

/**
 * Brings a pull request up to date after anything about it has changed: its
 * merge and iterations, the reviewers and builds that policies ask for, what
 * the policies say, and its completion, if it completes by itself.
 */
export function reviewPullRequest(
  context: ActingContext,
  id: string,
  options: { readonly oldTargetRefName?: string } = {},
): Promise<void> {
  return inTurnOf(context, id, () => review(context, id, options));
}

/** Looks at every active pull request of a project again, as after a change of its policies. */
export async function reviewProject(
  context: ActingContext,
  projectId: string,
): Promise<void> {
  const active = context.store
    .list('repository', projectId)
    .flatMap(({ id }) => context.store.list('pullRequest', id))
    .filter(({ status }) => status === 'active');
  for (const { id } of active) {
    await reviewPullRequest(context, id);
  }
}
