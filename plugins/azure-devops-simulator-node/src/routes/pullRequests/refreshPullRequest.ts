import { BareRepository } from '../../git/BareRepository';
import { mergeBases } from '../../git/compareCommits';
import { commonStart, mergeInto } from '../../git/mergeBranches';
import { setReference } from '../../git/setReference';
import { ActingContext } from '../../server/ActingContext';
import {
  PullRequestIteration,
  PullRequestRecord,
} from '../../store/PullRequestRecord';
import { changePullRequest } from './pullRequests';

/** The reference that builds of a pull request run on. */
export const mergeReference = (id: string) => `refs/pull/${id}/merge`;

const shortName = (name: string) => name.replace(/^refs\/heads\//, '');

interface BranchTips {
  readonly bare: BareRepository;
  readonly source: string;
  readonly target: string;
}

async function tipsOf(
  context: ActingContext,
  record: PullRequestRecord,
): Promise<BranchTips | undefined> {
  const bare = context.environment.repositories.open(record.repositoryId);
  const source = await bare.resolveCommit(record.sourceRefName);
  const target = await bare.resolveCommit(record.targetRefName);
  return source && target ? { bare, source, target } : undefined;
}

/** Merges with git and points the pull request's reference at the result; without one if there are conflicts. */
async function merge(
  context: ActingContext,
  record: PullRequestRecord,
  tips: BranchTips,
): Promise<string | undefined> {
  const { bare, source, target } = tips;
  const creator = context.store.get('user', record.createdBy) ?? context.user;
  const commit = await mergeInto(bare, {
    target,
    source,
    strategy: 'noFastForward',
    message: `Merge pull request ${record.id} from ${shortName(
      record.sourceRefName,
    )} into ${shortName(record.targetRefName)}`,
    author: {
      name: creator.displayName,
      email: creator.mail,
      date: context.timestamp,
    },
  });
  await setReference(bare, mergeReference(record.id), commit);
  return commit;
}

async function reasonFor(
  bare: BareRepository,
  last: PullRequestIteration | undefined,
  next: { readonly source: string; readonly isRetargeted: boolean },
): Promise<PullRequestIteration['reason']> {
  if (!last) {
    return 'create';
  }
  if (next.isRetargeted) {
    return 'retarget';
  }
  const bases = await mergeBases(bare, last.sourceCommit, next.source);
  return bases.includes(last.sourceCommit) ? 'push' : 'forcePush';
}

/** The iteration that a new source commit, or another target branch, makes; undefined if neither is new. */
async function nextIteration(
  context: ActingContext,
  record: PullRequestRecord,
  tips: BranchTips,
  oldTargetRefName: string | undefined,
): Promise<PullRequestIteration | undefined> {
  const { bare, source, target } = tips;
  const last = record.iterations[record.iterations.length - 1];
  const isRetargeted =
    oldTargetRefName !== undefined && oldTargetRefName !== record.targetRefName;
  if (last?.sourceCommit === source && !isRetargeted) {
    return undefined;
  }
  const { timestamp } = context;
  return {
    id: record.iterations.length + 1,
    reason: await reasonFor(bare, last, { source, isRetargeted }),
    author: context.user.id,
    createdDate: timestamp,
    updatedDate: timestamp,
    sourceCommit: source,
    targetCommit: target,
    commonCommit: await commonStart(bare, target, source),
    ...(isRetargeted && {
      oldTargetRefName,
      newTargetRefName: record.targetRefName,
    }),
  };
}

/**
 * Brings an active pull request up to the commits that its branches have now:
 * merges them anew, and notes an iteration if the source has moved. It stays
 * as it is while one of the branches is missing.
 */
export async function refreshPullRequest(
  context: ActingContext,
  record: PullRequestRecord,
  options: { readonly oldTargetRefName?: string } = {},
): Promise<PullRequestRecord> {
  const tips =
    record.status === 'active' ? await tipsOf(context, record) : undefined;
  if (!tips) {
    return record;
  }
  const { source, target } = tips;
  const isUpToDate =
    record.mergeStatus !== 'notSet' &&
    record.sourceCommit === source &&
    record.targetCommit === target;
  if (isUpToDate && options.oldTargetRefName === undefined) {
    return record;
  }
  const mergeCommit = await merge(context, record, tips);
  const iteration = await nextIteration(
    context,
    record,
    tips,
    options.oldTargetRefName,
  );
  return changePullRequest(context, record.id, current => {
    const { mergeCommit: _former, ...rest } = current;
    return {
      ...rest,
      sourceCommit: source,
      targetCommit: target,
      mergeStatus: mergeCommit ? 'succeeded' : 'conflicts',
      ...(mergeCommit && { mergeCommit }),
      iterations: iteration
        ? [...current.iterations, iteration]
        : current.iterations,
    };
  });
}
