import { readdirSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { SimulatorEnvironment } from '../server/Environment';
import { RepositoryRecord, UserRecord } from '../store/records';
import { noObject } from './BareRepository';
import {
  inspectRepository,
  isPushed,
  RepositoryFiles,
} from './inspectRepository';
import { isMissing } from './isMissing';
import { PushCommand } from './pushCommands';
import { recordedReferences, recordPush } from './recordPush';

/** A git process that outlives the simulator holds a lock for far less; what is older belongs to nobody. */
const longestHold = 1000;

async function changeTime(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (isMissing(error)) {
      return undefined;
    }
    throw error;
  }
}

async function removeLeftover(file: string): Promise<void> {
  const before = await changeTime(file);
  if (before === undefined) {
    return;
  }
  const age = Date.now() - before;
  if (age < longestHold) {
    await sleep(longestHold);
  }
  if ((await changeTime(file)) === before) {
    await rm(file, { force: true });
  }
}

function isSame(
  references: ReadonlyMap<string, string>,
  recorded: Readonly<Record<string, string>>,
): boolean {
  return (
    references.size === Object.keys(recorded).length &&
    [...references].every(([name, objectId]) => recorded[name] === objectId)
  );
}

/** The moves that lead from what is recorded to what git has. */
function missedCommands(
  recorded: Readonly<Record<string, string>>,
  found: ReadonlyMap<string, string>,
): readonly PushCommand[] {
  return [...new Set([...Object.keys(recorded), ...found.keys()])]
    .map(name => ({
      name,
      oldObjectId: recorded[name] ?? noObject,
      newObjectId: found.get(name) ?? noObject,
    }))
    .filter(({ oldObjectId, newObjectId }) => oldObjectId !== newObjectId);
}

/** Nobody has noted who pushed: the user who made the newest commit, else the first one there is. */
async function pusherOf(
  environment: SimulatorEnvironment,
  repository: RepositoryRecord,
  commands: readonly PushCommand[],
): Promise<UserRecord | undefined> {
  const { store, repositories } = environment;
  const bare = repositories.open(repository.id);
  for (const { newObjectId } of commands) {
    const commitId =
      newObjectId === noObject
        ? undefined
        : await bare.resolveCommit(newObjectId);
    const commit = commitId && (await bare.commit(commitId));
    const user = commit && store.findByKey('user', '', commit.committer.email);
    if (user) {
      return user;
    }
  }
  return store.list('user', '')[0];
}

async function recordMissed(
  environment: SimulatorEnvironment,
  repository: RepositoryRecord,
): Promise<void> {
  const { store, repositories } = environment;
  const references = await repositories.open(repository.id).references();
  const found = new Map(
    references
      .filter(({ name }) => isPushed(name))
      .map(({ name, objectId }) => [name, objectId]),
  );
  const { id } = repository;
  if (
    !store.get('recordedReferences', id) &&
    store.list('push', id).length > 0
  ) {
    // The folder is of a time when references were not recorded; its pushes were.
    store.put(
      'recordedReferences',
      { id, references: Object.fromEntries(found) },
      { scope: id },
    );
    return;
  }
  const commands = missedCommands(recordedReferences(environment, id), found);
  const user = await pusherOf(environment, repository, commands);
  if (user) {
    await recordPush({ environment, repositoryId: id, user, commands });
  }
}

async function recover(
  environment: SimulatorEnvironment,
  repository: RepositoryRecord,
  before: RepositoryFiles,
): Promise<void> {
  const { store } = environment;
  const bare = environment.repositories.open(repository.id);
  await Promise.all(
    before.leftovers.map(name => removeLeftover(join(bare.directory, name))),
  );
  const files =
    before.leftovers.length > 0
      ? inspectRepository(bare.directory) ?? before
      : before;
  if (
    !isSame(files.references, recordedReferences(environment, repository.id))
  ) {
    await recordMissed(environment, repository);
  }
  const branch = store.get('repository', repository.id)?.defaultBranch;
  if (branch && branch !== files.head) {
    await bare.setHead(branch);
  }
}

const folder = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.git$/;

/**
 * Brings repositories and store back in step after the simulator was killed:
 * what git took and nobody recorded is recorded, HEAD follows the default
 * branch, and what belongs to nobody goes: locks, and folders whose repository
 * was not yet there or was already removed.
 */
export async function recoverRepositories(
  environment: SimulatorEnvironment,
): Promise<void> {
  const { store, repositories } = environment;
  await repositories.takeOver();
  const known = new Map(
    store
      .list('organization', '')
      .flatMap(organization => store.list('project', organization.name))
      .flatMap(project => store.list('repository', project.id))
      .map(repository => [repositories.folderName(repository.id), repository]),
  );
  const work: Promise<void>[] = [];
  for (const name of readdirSync(repositories.directory)) {
    const repository = known.get(name);
    const directory = join(repositories.directory, name);
    const files = repository && inspectRepository(directory);
    if (files) {
      work.push(recover(environment, repository, files));
    } else if (!repository && folder.test(name)) {
      work.push(rm(directory, { recursive: true, force: true, maxRetries: 3 }));
    }
  }
  await Promise.all(work);
}
