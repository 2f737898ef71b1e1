import { differences } from '../../../git/compareCommits';
import { commonStart } from '../../../git/mergeBranches';
import { ActingContext } from '../../../server/ActingContext';
import {
  PolicyEvaluationRecord,
  PolicyEvaluationStatus,
  ValidationBuild,
} from '../../../store/PolicyEvaluationRecord';
import { PolicyRecord } from '../../../store/PolicyRecord';
import { PullRequestRecord } from '../../../store/PullRequestRecord';
import { holdsFor } from '../policyScope';
import { findPolicyType } from '../policyTypes';
import { evaluatePolicy } from './evaluatePolicy';
import { filenamePatternsOf } from './filenamePatterns';
import { PolicySubject } from './PolicySubject';

/** The policies in force for a branch. */
export function branchPolicies(
  context: Pick<ActingContext, 'store'>,
  branch: {
    readonly projectId: string;
    readonly repositoryId: string;
    readonly refName: string;
  },
): readonly PolicyRecord[] {
  return context.store
    .list('policy', branch.projectId)
    .filter(
      policy =>
        policy.isEnabled &&
        !policy.isDeleted &&
        findPolicyType(policy.typeId)?.reach === 'branch' &&
        holdsFor(context.store, policy, branch),
    );
}

function evaluationOf(
  context: Pick<ActingContext, 'store'>,
  pullRequest: PullRequestRecord,
  policy: PolicyRecord,
): PolicyEvaluationRecord | undefined {
  return context.store.findByKey('policyEvaluation', pullRequest.id, policy.id);
}

/** What a pull request is asked by each policy of its target branch. */
export async function subjectsOf(
  context: ActingContext,
  pullRequest: PullRequestRecord,
): Promise<readonly PolicySubject[]> {
  const { projectId, repositoryId, targetRefName: refName } = pullRequest;
  const policies = branchPolicies(context, {
    projectId,
    repositoryId,
    refName,
  });
  const needsChanges = policies.some(
    ({ settings }) => filenamePatternsOf(settings).length > 0,
  );
  const { sourceCommit, targetCommit } = pullRequest;
  const bare = context.environment.repositories.open(repositoryId);
  const changes = needsChanges
    ? await differences(bare, {
        from: await commonStart(bare, targetCommit, sourceCommit),
        to: sourceCommit,
      })
    : [];
  return policies.map(policy => {
    const build = evaluationOf(context, pullRequest, policy)?.build;
    return { context, pullRequest, policy, changes, ...(build && { build }) };
  });
}

const isFinal = (status: PolicyEvaluationStatus) =>
  status !== 'queued' && status !== 'running';

/** Notes what a policy says; when it came to that stays as long as it says the same. */
function note(subject: PolicySubject): PolicyEvaluationRecord {
  const { context, pullRequest, policy, build } = subject;
  const former = evaluationOf(context, pullRequest, policy);
  const status = evaluatePolicy(subject);
  const isSame =
    former?.status === status && former.build?.buildId === build?.buildId;
  if (former && isSame) {
    return former;
  }
  const isNewBuild = former?.build?.buildId !== build?.buildId;
  const { timestamp } = context;
  const record: PolicyEvaluationRecord = {
    id: former?.id ?? context.environment.random.uuid(),
    pullRequestId: pullRequest.id,
    policyId: policy.id,
    status,
    startedDate: former && !isNewBuild ? former.startedDate : timestamp,
    ...(isFinal(status) && { completedDate: timestamp }),
    ...(build && { build }),
  };
  context.store.put('policyEvaluation', record, {
    scope: pullRequest.id,
    key: policy.id,
  });
  return record;
}

/** A policy with what it says of a pull request. */
export interface EvaluatedPolicy {
  readonly subject: PolicySubject;
  readonly record: PolicyEvaluationRecord;
}

/** Asks every policy of the target branch; of a pull request that is not active, what they said last. */
export async function evaluatePullRequest(
  context: ActingContext,
  pullRequest: PullRequestRecord,
  builds: ReadonlyMap<string, ValidationBuild> = new Map(),
): Promise<readonly EvaluatedPolicy[]> {
  const subjects = await subjectsOf(context, pullRequest);
  return context.store.transaction(() =>
    subjects.flatMap(given => {
      const build = builds.get(given.policy.id) ?? given.build;
      const subject = { ...given, ...(build && { build }) };
      const record =
        pullRequest.status === 'active'
          ? note(subject)
          : evaluationOf(context, pullRequest, given.policy);
      return record ? [{ subject, record }] : [];
    }),
  );
}

/** Whether a policy has what it asks for. */
export function isFulfilled({ record }: EvaluatedPolicy): boolean {
  return record.status === 'approved' || record.status === 'notApplicable';
}

/** Whether a policy lets a pull request be completed. */
export function isSatisfied(entry: EvaluatedPolicy): boolean {
  return !entry.subject.policy.isBlocking || isFulfilled(entry);
}
