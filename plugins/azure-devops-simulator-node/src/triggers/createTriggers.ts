import { reviewPullRequest } from '../routes/pullRequests/reviewPullRequest';
import { ActingContext, actingContext } from '../server/ActingContext';
import { SimulatorEnvironment } from '../server/Environment';
import { raiseCompletion, raisePush } from '../serviceHooks/hookEvents';
import { startBatched } from './batchedPushes';
import { startCompletionRuns } from './startCompletionRuns';
import { startPushRuns } from './startPushRuns';
import { RecordedPush, Triggers } from './Triggers';

/** Pull requests whose source or target the push has moved. */
async function reviewAfterPush(
  context: ActingContext,
  repositoryId: string,
  push: RecordedPush,
): Promise<void> {
  const names = push.updates.map(({ name }) => name);
  const touched = context.store
    .list('pullRequest', repositoryId)
    .filter(
      ({ status, sourceRefName, targetRefName }) =>
        status === 'active' &&
        (names.includes(sourceRefName) || names.includes(targetRefName)),
    );
  for (const { id } of touched) {
    await reviewPullRequest(context, id);
  }
}

const mergeReference = /^refs\/pull\/(\d+)\/merge$/;

async function pushed(
  environment: SimulatorEnvironment,
  push: RecordedPush,
): Promise<void> {
  const { store } = environment;
  const repository = store.get('repository', push.repositoryId);
  const organization =
    repository && store.findByKey('organization', '', repository.organization);
  if (!repository || !organization) {
    return; // it has been deleted in the meantime
  }
  const context = actingContext({ environment, organization, user: push.user });
  raisePush(context, repository, push);
  await reviewAfterPush(context, repository.id, push);
  await startPushRuns(context, repository, push.updates);
}

async function completed(
  environment: SimulatorEnvironment,
  buildId: string,
): Promise<void> {
  const { store } = environment;
  const build = store.get('build', buildId);
  const definition = build && store.get('definition', build.definitionId);
  const organization =
    build && store.findByKey('organization', '', build.organization);
  if (build?.status !== 'completed' || !definition || !organization) {
    return;
  }
  const contextOf = (userId: string): ActingContext | undefined => {
    const user = store.get('user', userId);
    return user && actingContext({ environment, organization, user });
  };
  await startBatched(contextOf, build, definition);
  const context = contextOf(build.requestedBy);
  if (context) {
    raiseCompletion(context, build);
    const [, pullRequestId] = mergeReference.exec(build.sourceBranch) ?? [];
    if (pullRequestId) {
      await reviewPullRequest(context, pullRequestId);
    }
    await startCompletionRuns(context, build, definition);
  }
}

/** Triggers of one simulator; the environment is asked for late, since the triggers are part of it. */
export function createTriggers(
  environment: () => SimulatorEnvironment,
): Triggers {
  return {
    pushed: push => pushed(environment(), push),
    completed: buildId => completed(environment(), buildId),
  };
}
