import { noObject } from '../git/BareRepository';
import {
  differences,
  emptyTree,
  mergeBases,
  pushedMessages,
} from '../git/compareCommits';
import { BareRepository } from '../git/BareRepository';
import { PushCommand } from '../git/pushCommands';
import { queueBuild } from '../routes/build/queueBuild';
import { ActingContext } from '../server/ActingContext';
import { DefinitionRecord, RepositoryRecord } from '../store/records';
import { isBusy, letWait } from './batchedPushes';
import { PushTrigger, readPushTrigger } from './readPushTrigger';
import { skipsIntegration } from './skipsIntegration';
import { passesBranches, passesPath, passesTags } from './TriggerFilter';

interface PushedReference {
  readonly context: ActingContext;
  readonly repository: RepositoryRecord;
  readonly bare: BareRepository;
  readonly update: PushCommand;
}

const isTag = (name: string) => name.startsWith('refs/tags/');

function passesReference(trigger: PushTrigger, name: string): boolean {
  return (
    (trigger.branches !== undefined &&
      (!isTag(name) ||
        trigger.branches.include.some(pattern => isTag(pattern))) &&
      passesBranches(trigger.branches, name)) ||
    (trigger.tags !== undefined &&
      isTag(name) &&
      passesTags(trigger.tags, name))
  );
}

/** From where to look for changes: for a new branch, from where it left the default branch (assumed). */
async function startOf(pushed: PushedReference): Promise<string> {
  const { repository, bare, update } = pushed;
  if (update.oldObjectId !== noObject) {
    return update.oldObjectId;
  }
  const trunk =
    repository.defaultBranch &&
    repository.defaultBranch !== update.name &&
    (await bare.resolveCommit(repository.defaultBranch));
  const bases = trunk ? await mergeBases(bare, trunk, update.newObjectId) : [];
  return bases[0] ?? emptyTree;
}

async function touches(
  pushed: PushedReference,
  trigger: PushTrigger,
): Promise<boolean> {
  const { paths } = trigger;
  if (!paths || isTag(pushed.update.name)) {
    return true;
  }
  const changes = await differences(pushed.bare, {
    from: await startOf(pushed),
    to: pushed.update.newObjectId,
  });
  return changes
    .flatMap(({ path, originalPath }) =>
      originalPath === undefined ? [path] : [path, originalPath],
    )
    .some(path => passesPath(paths, path));
}

async function textOf(
  bare: BareRepository,
  commit: string,
  path: string,
): Promise<string | undefined> {
  const entry = await bare.entry(commit, path);
  return entry?.type === 'blob'
    ? (await bare.blob(entry.objectId)).toString('utf8')
    : undefined;
}

async function startDefinition(
  pushed: PushedReference,
  definition: DefinitionRecord,
  messages: readonly string[],
): Promise<void> {
  const { context, bare, update, repository } = pushed;
  const yaml = await textOf(bare, update.newObjectId, definition.yamlFilename);
  const trigger =
    yaml === undefined ? undefined : readPushTrigger(definition, yaml);
  if (
    !trigger ||
    !passesReference(trigger, update.name) ||
    !(await touches(pushed, trigger))
  ) {
    return;
  }
  if (trigger.batch && isBusy(context, definition, update.name)) {
    letWait(context, definition, update);
    return;
  }
  await queueBuild(context, {
    definition,
    branch: update.name,
    version: update.newObjectId,
    reason: trigger.batch ? 'batchedCI' : 'individualCI',
    triggerInfo: {
      'ci.sourceBranch': update.name,
      'ci.sourceSha': update.newObjectId,
      'ci.message': messages[0] ?? '',
      'ci.triggerRepository': repository.id,
    },
  });
}

/**
 * Starts the pipelines of a repository that a push triggers. A file that is
 * no YAML starts its pipeline as one without a trigger does, so that the run
 * says what is wrong with it.
 */
export async function startPushRuns(
  context: ActingContext,
  repository: RepositoryRecord,
  updates: readonly PushCommand[],
): Promise<void> {
  const bare = context.environment.repositories.open(repository.id);
  const definitions = context.store
    .list('definition', repository.projectId)
    .filter(
      ({ repositoryId, queueStatus }) =>
        repositoryId === repository.id && queueStatus !== 'disabled',
    );
  const relevant = updates.filter(
    ({ name, newObjectId }) =>
      newObjectId !== noObject && /^refs\/(heads|tags)\//.test(name),
  );
  if (definitions.length === 0) {
    return;
  }
  for (const update of relevant) {
    const commit = await bare.resolveCommit(update.newObjectId);
    if (!commit) {
      continue; // a tag of something that is no commit
    }
    const pushed = {
      context,
      repository,
      bare,
      update: { ...update, newObjectId: commit },
    };
    const messages = await pushedMessages(bare, pushed.update);
    if (messages.some(skipsIntegration)) {
      continue;
    }
    for (const definition of definitions) {
      await startDefinition(pushed, definition, messages);
    }
  }
}
