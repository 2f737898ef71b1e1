import { PushCommand } from '../git/pushCommands';
import { queueBuild } from '../routes/build/queueBuild';
import { ActingContext } from '../server/ActingContext';
import { BuildRecord, DefinitionRecord } from '../store/records';

const reasons = ['individualCI', 'batchedCI'];

const idOf = (definitionId: string, reference: string) =>
  `${definitionId}:${reference}`;

/** Whether a push has started a run of the pipeline on this branch that has not ended. */
export function isBusy(
  context: Pick<ActingContext, 'store'>,
  definition: DefinitionRecord,
  reference: string,
): boolean {
  return context.store
    .list('build', definition.projectId)
    .some(
      build =>
        build.definitionId === definition.id &&
        build.sourceBranch === reference &&
        build.status !== 'completed' &&
        reasons.includes(build.reason),
    );
}

/** Remembers the newest commit for the run that comes after the one under way. */
export function letWait(
  context: ActingContext,
  definition: DefinitionRecord,
  update: PushCommand,
): void {
  const { id: definitionId, projectId } = definition;
  context.store.put(
    'batchedPush',
    {
      id: idOf(definitionId, update.name),
      definitionId,
      reference: update.name,
      commit: update.newObjectId,
      pushedBy: context.user.id,
    },
    { scope: projectId },
  );
}

/** Starts the run for what was pushed while another one was under way. */
export async function startBatched(
  contextOf: (userId: string) => ActingContext | undefined,
  ended: BuildRecord,
  definition: DefinitionRecord,
): Promise<void> {
  const context = contextOf(ended.requestedBy);
  const id = idOf(definition.id, ended.sourceBranch);
  const waiting = context?.store.get('batchedPush', id);
  const pusher = waiting && contextOf(waiting.pushedBy);
  if (!waiting || !pusher || isBusy(pusher, definition, waiting.reference)) {
    return;
  }
  pusher.store.remove('batchedPush', id);
  await queueBuild(pusher, {
    definition,
    branch: waiting.reference,
    version: waiting.commit,
    reason: 'batchedCI',
    triggerInfo: {
      'ci.sourceBranch': waiting.reference,
      'ci.sourceSha': waiting.commit,
      'ci.triggerRepository': definition.repositoryId,
    },
  });
}
