import {
  pullRequestBranchMissing,
  pullRequestConflicts,
  pullRequestInvalid,
  pullRequestStale,
} from '../../errors/pullRequestErrors';
import { staleObject } from '../../errors/gitErrors';
import { BareRepository, noObject } from '../../git/BareRepository';
import {
  commitMerge,
  mergedTree,
  MergeStrategy,
} from '../../git/mergeBranches';
import { recordPush } from '../../git/recordPush';
import { ApiRequest } from '../../server/ApiRequest';
import { JsonObject, text, truth } from '../../server/JsonBody';
import { PullRequestRecord } from '../../store/PullRequestRecord';

function strategyOf(options: JsonObject): MergeStrategy {
  const wanted =
    text(options, 'mergeStrategy') ??
    (truth(options, 'squashMerge') ? 'squash' : 'noFastForward');
  const strategies: readonly MergeStrategy[] = ['noFastForward', 'squash'];
  const found = strategies.find(
    strategy => strategy.toLowerCase() === wanted.toLowerCase(),
  );
  if (!found) {
    throw pullRequestInvalid(
      `The simulator cannot merge with the strategy '${wanted}'; it knows ${strategies.join(
        ' and ',
      )}.`,
    );
  }
  return found;
}

async function commitOf(bare: BareRepository, name: string): Promise<string> {
  const commit = await bare.resolveCommit(name);
  if (!commit) {
    throw pullRequestBranchMissing(name);
  }
  return commit;
}

/** Merges the source into the target with git, and gives the pull request back as completed. */
export async function completePullRequest(
  request: ApiRequest,
  record: PullRequestRecord,
  expectedSource: string | undefined,
): Promise<PullRequestRecord> {
  const options = record.completionOptions;
  const strategy = strategyOf(options);
  const bare = request.environment.repositories.open(record.repositoryId);
  const source = await commitOf(bare, record.sourceRefName);
  const target = await commitOf(bare, record.targetRefName);
  if (expectedSource !== source) {
    throw pullRequestStale(record.id);
  }
  const tree = await mergedTree(bare, target, source);
  if (!tree) {
    throw pullRequestConflicts(record.id);
  }
  const { displayName: name, mail: email } = request.user;
  const mergeCommit = await commitMerge(bare, {
    tree,
    target,
    source,
    strategy,
    message:
      text(options, 'mergeCommitMessage') ??
      `Merged PR ${record.id}: ${record.title}`,
    author: { name, email, date: request.timestamp },
  });
  const merge = {
    name: record.targetRefName,
    oldObjectId: target,
    newObjectId: mergeCommit,
  };
  const removal = {
    name: record.sourceRefName,
    oldObjectId: source,
    newObjectId: noObject,
  };
  const commands = truth(options, 'deleteSourceBranch')
    ? [merge, removal]
    : [merge];
  for (const { name: branch, oldObjectId, newObjectId } of commands) {
    const change = { name: branch, from: oldObjectId, to: newObjectId };
    if (!(await bare.updateReference(change))) {
      throw staleObject(branch);
    }
  }
  await recordPush({
    environment: request.environment,
    repositoryId: record.repositoryId,
    user: request.user,
    commands,
  });
  return {
    ...record,
    status: 'completed',
    mergeStatus: 'succeeded',
    sourceCommit: source,
    targetCommit: target,
    mergeCommit,
    closedBy: request.user.id,
    closedDate: request.timestamp,
  };
}
