import {
  pullRequestBranchMissing,
  pullRequestConflicts,
  pullRequestInvalid,
  pullRequestIsDraft,
  pullRequestRejectedByPolicy,
  pullRequestSourceMissing,
  pullRequestStale,
} from '../../errors/pullRequestErrors';
import { staleObject } from '../../errors/gitErrors';
import { BareRepository, noObject } from '../../git/BareRepository';
import { mergeInto, MergeStrategy } from '../../git/mergeBranches';
import { PushCommand } from '../../git/pushCommands';
import { recordPush } from '../../git/recordPush';
import { ActingContext } from '../../server/ActingContext';
import { JsonObject, text, truth } from '../../server/JsonBody';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { mayBypassPolicies } from '../policy/branchProtection';
import {
  branchPolicies,
  evaluatePullRequest,
  isSatisfied,
} from '../policy/evaluation/evaluatePullRequest';
import { findPolicyType, policyTypes } from '../policy/policyTypes';
import { changePullRequest } from './pullRequests';

const strategies: readonly MergeStrategy[] = [
  'noFastForward',
  'squash',
  'rebase',
  'rebaseMerge',
];

/** Clients send the number of the strategy as well. */
function strategyOf(options: JsonObject): MergeStrategy {
  const wanted =
    text(options, 'mergeStrategy') ??
    (truth(options, 'squashMerge') ? 'squash' : 'noFastForward');
  const found =
    strategies[Number(wanted) - 1] ??
    strategies.find(
      strategy => strategy.toLowerCase() === wanted.toLowerCase(),
    );
  if (!found) {
    throw pullRequestInvalid(
      `The merge strategy '${wanted}' is none of ${strategies.join(', ')}.`,
    );
  }
  return found;
}

const settingOf: Readonly<Record<MergeStrategy, string>> = {
  noFastForward: 'allowNoFastForward',
  squash: 'allowSquash',
  rebase: 'allowRebase',
  rebaseMerge: 'allowRebaseMerge',
};

function isStrategyAllowed(
  settings: JsonObject,
  strategy: MergeStrategy,
): boolean {
  const isOlder = Object.values(settingOf).every(
    name => truth(settings, name) === undefined,
  );
  return isOlder
    ? truth(settings, 'useSquashMerge') !== true || strategy === 'squash'
    : truth(settings, settingOf[strategy]) === true;
}

/** What stands in the way of completing, by the names of the policies. */
async function obstacles(
  context: ActingContext,
  record: PullRequestRecord,
  strategy: MergeStrategy,
): Promise<readonly string[]> {
  const evaluated = await evaluatePullRequest(context, record);
  const unsatisfied = evaluated
    .filter(entry => !isSatisfied(entry))
    .map(({ subject }) => subject.policy);
  const { projectId, repositoryId, targetRefName: refName } = record;
  const refused = branchPolicies(context, {
    projectId,
    repositoryId,
    refName,
  }).filter(
    ({ typeId, isBlocking, settings }) =>
      typeId === policyTypes.mergeStrategy.id &&
      isBlocking &&
      !isStrategyAllowed(settings, strategy),
  );
  return [...unsatisfied, ...refused].map(
    ({ typeId, settings }) =>
      text(settings, 'displayName') ??
      text(settings, 'statusName') ??
      findPolicyType(typeId)?.displayName ??
      typeId,
  );
}

async function requireNoObstacle(
  context: ActingContext,
  record: PullRequestRecord,
  strategy: MergeStrategy,
): Promise<void> {
  const found = await obstacles(context, record, strategy);
  if (found.length === 0) {
    return;
  }
  const isAsked = truth(record.completionOptions, 'bypassPolicy') === true;
  const isAllowed = mayBypassPolicies(context, {
    ...record,
    refName: record.targetRefName,
    action: 'complete',
  });
  if (!isAsked || !isAllowed) {
    throw pullRequestRejectedByPolicy({
      id: record.id,
      policies: found,
      hint: isAsked
        ? 'to bypass them takes the permission PullRequestBypassPolicy on the target branch'
        : 'satisfy them, or bypass them with completionOptions.bypassPolicy',
    });
  }
}

async function commitOf(bare: BareRepository, name: string): Promise<string> {
  const commit = await bare.resolveCommit(name);
  if (!commit) {
    throw pullRequestBranchMissing(name);
  }
  return commit;
}

async function move(
  bare: BareRepository,
  commands: readonly PushCommand[],
): Promise<void> {
  for (const { name, oldObjectId, newObjectId } of commands) {
    const change = { name, from: oldObjectId, to: newObjectId };
    if (!(await bare.updateReference(change))) {
      throw staleObject(name);
    }
  }
}

/** The commit that the target becomes, and what moves with it. */
async function merge(
  context: ActingContext,
  record: PullRequestRecord,
  options: { readonly strategy: MergeStrategy; readonly source: string },
): Promise<{ readonly target: string; readonly mergeCommit: string }> {
  const { strategy, source } = options;
  const bare = context.environment.repositories.open(record.repositoryId);
  const target = await commitOf(bare, record.targetRefName);
  const { displayName: name, mail: email } = context.user;
  const mergeCommit = await mergeInto(bare, {
    target,
    source,
    strategy,
    message:
      text(record.completionOptions, 'mergeCommitMessage') ??
      `Merged PR ${record.id}: ${record.title}`,
    author: { name, email, date: context.timestamp },
  });
  if (!mergeCommit) {
    throw pullRequestConflicts(record.id);
  }
  return { target, mergeCommit };
}

/**
 * Merges the source into the target with git and keeps the pull request as
 * completed; what is pushed by that starts what pushes start.
 *
 * @throws AzureDevOpsError when it is a draft, the source has moved on, there are conflicts, or a blocking policy is not satisfied
 */
export async function completePullRequest(
  context: ActingContext,
  record: PullRequestRecord,
  options: {
    readonly expectedSource: string | undefined;
    readonly isAutomatic?: boolean;
  },
): Promise<PullRequestRecord> {
  const { environment, user, timestamp } = context;
  const bare = environment.repositories.open(record.repositoryId);
  const strategy = strategyOf(record.completionOptions);
  const source = await commitOf(bare, record.sourceRefName);
  if (record.isDraft) {
    throw pullRequestIsDraft(record.id);
  }
  if (options.expectedSource === undefined) {
    throw pullRequestSourceMissing();
  }
  if (options.expectedSource !== source) {
    throw pullRequestStale(record.id);
  }
  await requireNoObstacle(context, record, strategy);
  const { target, mergeCommit } = await merge(context, record, {
    strategy,
    source,
  });
  const commands: readonly PushCommand[] = [
    ...(mergeCommit === target
      ? []
      : [
          {
            name: record.targetRefName,
            oldObjectId: target,
            newObjectId: mergeCommit,
          },
        ]),
    ...(truth(record.completionOptions, 'deleteSourceBranch')
      ? [
          {
            name: record.sourceRefName,
            oldObjectId: source,
            newObjectId: noObject,
          },
        ]
      : []),
  ];
  await move(bare, commands);
  const completed = changePullRequest(context, record.id, current => ({
    ...current,
    title: record.title,
    ...(record.description !== undefined && {
      description: record.description,
    }),
    completionOptions: {
      mergeStrategy: strategy,
      ...record.completionOptions,
      ...(options.isAutomatic && { triggeredByAutoComplete: true }),
    },
    status: 'completed',
    mergeStatus: 'succeeded',
    sourceCommit: source,
    targetCommit: target,
    mergeCommit,
    closedBy: user.id,
    closedDate: timestamp,
    completionQueueTime: timestamp,
  }));
  const { repositoryId } = record;
  await recordPush({ environment, repositoryId, user, commands });
  return completed;
}
