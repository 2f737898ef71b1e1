import { queueBuild } from '../../build/queueBuild';
import { text, truth } from '../../../server/JsonBody';
import {
  PolicyEvaluationStatus,
  ValidationBuild,
} from '../../../store/PolicyEvaluationRecord';
import { PullRequestRecord } from '../../../store/PullRequestRecord';
import { BuildRecord } from '../../../store/records';
import { repositoryWebUrl } from '../../../wire/gitWire';
import { mergeReference } from '../../pullRequests/refreshPullRequest';
import { coversChanges } from './filenamePatterns';
import { PolicySubject } from './PolicySubject';

const minute = 60_000;

function recordOf(subject: PolicySubject): BuildRecord | undefined {
  return (
    subject.build && subject.context.store.get('build', subject.build.buildId)
  );
}

const hasSourceMoved = ({ pullRequest, build }: PolicySubject) =>
  build?.sourceCommit !== pullRequest.sourceCommit;

const hasTargetMoved = ({ pullRequest, build }: PolicySubject) =>
  build?.targetCommit !== pullRequest.targetCommit;

/**
 * Whether a successful build counts no more because the target branch has
 * moved: at once (`queueOnSourceUpdateOnly` false), when it is older than
 * `validDuration` minutes, or never (0).
 * Rule: https://learn.microsoft.com/azure/devops/repos/git/branch-policies (build expiration)
 */
export function isExpired(subject: PolicySubject): boolean {
  const { settings } = subject.policy;
  const build = recordOf(subject);
  if (!build || !hasTargetMoved(subject)) {
    return false;
  }
  if (!truth(settings, 'queueOnSourceUpdateOnly')) {
    return true;
  }
  const validFor = Number(text(settings, 'validDuration') ?? 0) * minute;
  const age =
    subject.context.environment.now().getTime() -
    Date.parse(build.finishTime ?? build.queueTime);
  return validFor > 0 && age > validFor;
}

/** What the build says; that one which succeeds in part is enough is an assumption. */
export function evaluateBuildValidation(
  subject: PolicySubject,
): PolicyEvaluationStatus {
  if (!coversChanges(subject.policy.settings, subject.changes)) {
    return 'notApplicable';
  }
  const build = recordOf(subject);
  if (!build || hasSourceMoved(subject) || isExpired(subject)) {
    return 'queued';
  }
  if (build.status !== 'completed') {
    return build.status === 'notStarted' ? 'queued' : 'running';
  }
  return build.result === 'succeeded' || build.result === 'partiallySucceeded'
    ? 'approved'
    : 'rejected';
}

/** Whether a build is to be queued without anybody asking for it. */
export function wantsBuild(subject: PolicySubject): boolean {
  const { policy, pullRequest, changes } = subject;
  return (
    !pullRequest.isDraft &&
    !truth(policy.settings, 'manualQueueOnly') &&
    pullRequest.mergeCommit !== undefined &&
    coversChanges(policy.settings, changes) &&
    (!subject.build ||
      hasSourceMoved(subject) ||
      (!truth(policy.settings, 'queueOnSourceUpdateOnly') &&
        hasTargetMoved(subject)))
  );
}

const shortName = (name: string) => name.replace(/^refs\/heads\//, '');

/** What a run of a pull request knows about it, under the names that Azure DevOps gives them. */
function pullRequestValues(
  subject: PolicySubject,
): Readonly<Record<string, string>> {
  const { context, pullRequest } = subject;
  const repository = context.store.get('repository', pullRequest.repositoryId);
  return {
    pullRequestId: pullRequest.id,
    pullRequestIteration: String(pullRequest.iterations.length),
    sourceBranch: pullRequest.sourceRefName,
    sourceCommitId: pullRequest.sourceCommit,
    sourceRepositoryUri: repository
      ? repositoryWebUrl(context, repository)
      : '',
    targetBranch: pullRequest.targetRefName,
    targetBranchName: shortName(pullRequest.targetRefName),
    isFork: 'False',
  };
}

function triggerInfoOf(
  pullRequest: PullRequestRecord,
): Readonly<Record<string, string>> {
  return {
    'pr.number': pullRequest.id,
    'pr.id': pullRequest.id,
    'pr.title': pullRequest.title,
    'pr.isFork': 'False',
    'pr.draft': pullRequest.isDraft ? 'True' : 'False',
    'pr.sourceBranch': pullRequest.sourceRefName,
    'pr.sourceSha': pullRequest.sourceCommit,
    'pr.triggerRepository': pullRequest.repositoryId,
    'pr.triggerRepository.Type': 'TfsGit',
  };
}

/** Queues the build on the merge commit; undefined if the pipeline is gone or disabled, or there is nothing to build. */
export async function queueValidation(
  subject: PolicySubject,
): Promise<ValidationBuild | undefined> {
  const { context, pullRequest, policy } = subject;
  const { mergeCommit } = pullRequest;
  const definition = context.store.get(
    'definition',
    text(policy.settings, 'buildDefinitionId') ?? '',
  );
  if (!definition || definition.queueStatus === 'disabled' || !mergeCommit) {
    return undefined;
  }
  const values = Object.entries(pullRequestValues(subject));
  const build = await queueBuild(context, {
    definition,
    branch: mergeReference(pullRequest.id),
    version: mergeCommit,
    reason: 'pullRequest',
    parameters: JSON.stringify(
      Object.fromEntries(
        values.map(([name, value]) => [`system.pullRequest.${name}`, value]),
      ),
    ),
    triggerInfo: triggerInfoOf(pullRequest),
  });
  return {
    buildId: build.id,
    sourceCommit: pullRequest.sourceCommit,
    targetCommit: pullRequest.targetCommit,
    mergeCommit,
  };
}

/** What the evaluation of a build validation tells about its build; undefined before there is one. */
export function buildContextOf(subject: PolicySubject) {
  const { build, policy, context } = subject;
  const record = recordOf(subject);
  const definition = context.store.get(
    'definition',
    text(policy.settings, 'buildDefinitionId') ?? '',
  );
  return (
    build && {
      lastMergeCommitId: build.mergeCommit,
      lastMergeSourceCommitId: build.sourceCommit,
      lastMergeTargetCommitId: build.targetCommit,
      buildId: Number(build.buildId),
      buildDefinitionId: Number(definition?.id ?? 0),
      buildDefinitionName: definition?.name ?? '',
      buildIsNotCurrent: hasSourceMoved(subject) || hasTargetMoved(subject),
      buildStartedUtc: record?.startTime ?? record?.queueTime ?? null,
      isExpired: isExpired(subject),
      buildAfterMerge: false,
      wasAutoRequeued: false,
      buildOutputPreview: null,
    }
  );
}
