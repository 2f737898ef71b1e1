import { PushCommand } from '../git/pushCommands';
import { ActingContext } from '../server/ActingContext';
import { PullRequestRecord } from '../store/PullRequestRecord';
import { BuildRecord, RepositoryRecord } from '../store/records';
import { buildWire } from '../wire/buildWire';
import { repositoryWire } from '../wire/gitWire';
import { identityRef } from '../wire/identityRef';
import { urlOf } from '../wire/Links';
import { pullRequestWire } from '../wire/pullRequestWire';
import { raiseEvent } from './raiseEvent';

/** Branches can be named with and without what stands before them. */
const branchFacts = (name: string): readonly string[] => [
  name,
  name.replace(/^refs\/heads\//, ''),
];

/** Commits have reached a repository. */
export function raisePush(
  context: ActingContext,
  repository: RepositoryRecord,
  push: { readonly pushId: string; readonly updates: readonly PushCommand[] },
): void {
  const names = push.updates.map(({ name }) => name);
  raiseEvent(context.environment, {
    eventType: 'git.push',
    publisherId: 'tfs',
    organization: context.organization,
    projectId: repository.projectId,
    facts: {
      repository: [repository.id, repository.name],
      branch: names.flatMap(branchFacts),
    },
    text: `${context.user.displayName} pushed updates to ${
      repository.name
    }:${names.join(', ')}`,
    resource: () => ({
      refUpdates: push.updates.map(({ name, oldObjectId, newObjectId }) => ({
        name,
        oldObjectId,
        newObjectId,
      })),
      repository: repositoryWire(context, repository, { links: false }),
      pushedBy: identityRef(context, context.user.id),
      pushId: Number(push.pushId),
      date: context.timestamp,
      url: urlOf(
        context,
        '_apis/git/repositories',
        repository.id,
        'pushes',
        push.pushId,
      ),
    }),
  });
}

type Change =
  | 'PushNotification'
  | 'ReviewersUpdateNotification'
  | 'ReviewerVoteNotification'
  | 'StatusUpdateNotification';

function changesOf(
  before: PullRequestRecord,
  after: PullRequestRecord,
): readonly Change[] {
  const ids = ({ reviewers }: PullRequestRecord) =>
    JSON.stringify(reviewers.map(({ id }) => id).sort());
  const votes = ({ reviewers }: PullRequestRecord) =>
    JSON.stringify(
      reviewers.flatMap(({ id, vote }) => (vote === 0 ? [] : [[id, vote]])),
    );
  const found: readonly (readonly [Change, boolean])[] = [
    ['StatusUpdateNotification', before.status !== after.status],
    ['PushNotification', before.sourceCommit !== after.sourceCommit],
    ['ReviewersUpdateNotification', ids(before) !== ids(after)],
    ['ReviewerVoteNotification', votes(before) !== votes(after)],
  ];
  return found.flatMap(([change, has]) => (has ? [change] : []));
}

const mergeResults: Readonly<Record<string, string>> = {
  succeeded: 'Succeeded',
  conflicts: 'Conflicts',
  failure: 'Failure',
  rejectedByPolicy: 'RejectedByPolicy',
};

/** A pull request has been made or changed: what has happened follows from its record before and after. */
export function raisePullRequest(
  context: ActingContext,
  before: PullRequestRecord | undefined,
  after: PullRequestRecord,
): void {
  const repository = context.store.get('repository', after.repositoryId);
  if (!repository) {
    return;
  }
  const raise = (
    event: 'created' | 'updated' | 'merged',
    facts: Readonly<Record<string, readonly string[]>>,
  ) =>
    raiseEvent(context.environment, {
      eventType: `git.pullrequest.${event}`,
      publisherId: 'tfs',
      organization: context.organization,
      projectId: repository.projectId,
      facts: {
        repository: [repository.id, repository.name],
        branch: branchFacts(after.targetRefName),
        ...facts,
      },
      text: `${context.user.displayName} ${event} pull request ${after.id} (${after.title}) in ${repository.name}`,
      resource: () => pullRequestWire(context, repository, after),
    });
  const changes = before ? changesOf(before, after) : [];
  if (!before) {
    raise('created', {});
  } else if (changes.length > 0) {
    raise('updated', { notificationType: changes });
  }
  const result = mergeResults[after.mergeStatus];
  const isNewMerge =
    before?.mergeStatus !== after.mergeStatus ||
    before.mergeCommit !== after.mergeCommit;
  if (result && isNewMerge) {
    raise('merged', { mergeResult: [result] });
  }
}

const buildStatuses: Readonly<Record<string, string>> = {
  succeeded: 'Succeeded',
  partiallySucceeded: 'PartiallySucceeded',
  failed: 'Failed',
  canceled: 'Stopped',
};

const runResults: Readonly<Record<string, string>> = {
  succeeded: 'Succeeded',
  partiallySucceeded: 'Succeeded',
  failed: 'Failed',
  canceled: 'Canceled',
};

/** A run has ended. */
export function raiseCompletion(
  context: ActingContext,
  build: BuildRecord,
): void {
  const definition = context.store.get('definition', build.definitionId);
  const result = build.result ?? 'failed';
  const common = {
    organization: context.organization,
    projectId: build.projectId,
    text: `Build ${build.buildNumber} ${result}`,
  };
  raiseEvent(context.environment, {
    ...common,
    eventType: 'build.complete',
    publisherId: 'tfs',
    facts: {
      definitionName: definition ? [definition.name] : [],
      buildStatus: [buildStatuses[result]],
    },
    resource: () => buildWire(context, build),
  });
  raiseEvent(context.environment, {
    ...common,
    eventType: 'ms.vss-pipelines.run-state-changed-event',
    publisherId: 'pipelines',
    facts: {
      pipelineId: [build.definitionId],
      runStateId: ['Completed'],
      runResultId: [runResults[result]],
    },
    resource: () => ({
      run: {
        id: Number(build.id),
        name: build.buildNumber,
        state: 'completed',
        result: runResults[result].toLowerCase(),
        createdDate: build.queueTime,
        finishedDate: build.finishTime,
        url: urlOf(
          context,
          build.projectId,
          '_apis/pipelines',
          build.definitionId,
          'runs',
          build.id,
        ),
        pipeline: {
          id: Number(build.definitionId),
          name: definition?.name ?? '',
          folder: definition?.path ?? '\\',
        },
      },
    }),
  });
}
