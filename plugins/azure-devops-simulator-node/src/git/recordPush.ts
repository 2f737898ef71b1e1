import { SimulatorEnvironment } from '../server/Environment';
import { RepositoryRecord, UserRecord } from '../store/records';
import { noObject } from './BareRepository';
import { isPushed } from './inspectRepository';
import { PushCommand } from './pushCommands';
import { PushInProgress } from './PushesInProgress';

const preferred = ['refs/heads/main', 'refs/heads/master'];

function chooseDefaultBranch(names: readonly string[]): string | undefined {
  const branches = names.filter(name => name.startsWith('refs/heads/'));
  return preferred.find(name => branches.includes(name)) ?? branches[0];
}

/** Branches and tags with their object ids, as far as pushes have been recorded. */
export function recordedReferences(
  environment: SimulatorEnvironment,
  repositoryId: string,
): Readonly<Record<string, string>> {
  return (
    environment.store.get('recordedReferences', repositoryId)?.references ?? {}
  );
}

function referencesAfter(
  before: Readonly<Record<string, string>>,
  commands: readonly PushCommand[],
): Readonly<Record<string, string>> {
  const after = new Map(Object.entries(before));
  const pushed = commands.filter(command => isPushed(command.name));
  for (const { name, newObjectId } of pushed) {
    if (newObjectId === noObject) {
      after.delete(name);
    } else {
      after.set(name, newObjectId);
    }
  }
  return Object.fromEntries(after);
}

/**
 * Size and default branch of a repository as they follow from its references.
 * Gives back the branch that HEAD has to follow from now on, if there is one.
 */
function refresh(
  environment: SimulatorEnvironment,
  repository: RepositoryRecord,
  found: { readonly names: readonly string[]; readonly size: number },
): string | undefined {
  const { names, size } = found;
  const isDefaultMissing =
    !repository.defaultBranch || !names.includes(repository.defaultBranch);
  const defaultBranch = isDefaultMissing
    ? chooseDefaultBranch(names)
    : repository.defaultBranch;
  putRepository(environment, {
    ...repository,
    size,
    ...(defaultBranch && { defaultBranch }),
  });
  return isDefaultMissing ? defaultBranch : undefined;
}

/** A push that git has carried out, or carries out now. */
export interface PushToRecord {
  readonly environment: SimulatorEnvironment;
  readonly repositoryId: string;
  readonly user: UserRecord;
  /** The references that git has moved, and no others; or the work that moves them. */
  readonly commands:
    | readonly PushCommand[]
    | (() => Promise<readonly PushCommand[]>);
  /** Announced before git began, if it was; then others wait for it. */
  readonly inProgress?: PushInProgress;
}

function write(
  push: PushToRecord,
  found: {
    readonly repository: RepositoryRecord;
    readonly commands: readonly PushCommand[];
    readonly size: number;
  },
): { readonly pushId: string; readonly head: string | undefined } {
  const { environment, repositoryId, user } = push;
  const { repository, commands, size } = found;
  const { store } = environment;
  const pushId = String(store.nextNumber(`push:${repository.organization}`));
  store.put(
    'push',
    {
      id: `${repositoryId}:${pushId}`,
      repositoryId,
      date: environment.now().toISOString(),
      pushedBy: user.id,
      refUpdates: commands,
    },
    { scope: repositoryId, key: pushId },
  );
  for (const { name, oldObjectId, newObjectId } of commands) {
    const id = `${repositoryId}:${name}`;
    if (newObjectId === noObject) {
      store.remove('branch', id);
    } else if (oldObjectId === noObject) {
      store.put(
        'branch',
        { id, repositoryId, name, creator: user.id },
        { scope: repositoryId },
      );
    }
  }
  const references = referencesAfter(
    recordedReferences(environment, repositoryId),
    commands,
  );
  store.put(
    'recordedReferences',
    { id: repositoryId, references },
    { scope: repositoryId },
  );
  const names = Object.keys(references).sort();
  return { pushId, head: refresh(environment, repository, { names, size }) };
}

interface RecordedPush {
  readonly pushId: string;
  readonly updates: readonly PushCommand[];
}

async function recordOnly(
  push: PushToRecord,
): Promise<RecordedPush | undefined> {
  const { environment, repositoryId } = push;
  const { store, repositories } = environment;
  const inProgress = push.inProgress ?? repositories.pushes.begin(repositoryId);
  try {
    const commands =
      typeof push.commands === 'function'
        ? await push.commands()
        : push.commands;
    if (commands.length === 0) {
      return undefined;
    }
    const bare = repositories.open(repositoryId);
    const size = await bare.size();
    await inProgress.untilInOrder(() => {
      const before = recordedReferences(environment, repositoryId);
      return commands.every(
        ({ name, oldObjectId }) =>
          !isPushed(name) || (before[name] ?? noObject) === oldObjectId,
      );
    });
    const result = store.transaction(() => {
      const repository = store.get('repository', repositoryId);
      return repository && write(push, { repository, commands, size });
    });
    if (result?.head) {
      await bare.setHead(result.head);
    }
    return result && { pushId: result.pushId, updates: commands };
  } finally {
    inProgress.end();
  }
}

/**
 * Keeps the store in step with a repository after its references have changed,
 * and sees to what follows from that; gives back the number of the push.
 */
export async function recordPush(
  push: PushToRecord,
): Promise<string | undefined> {
  const { environment, repositoryId, user } = push;
  const recorded = await recordOnly(push);
  if (recorded) {
    await environment.triggers.pushed({ ...recorded, repositoryId, user });
  }
  return recorded?.pushId;
}

/** Writes a repository under its unique name. */
export function putRepository(
  environment: SimulatorEnvironment,
  repository: RepositoryRecord,
): void {
  environment.store.put('repository', repository, {
    scope: repository.projectId,
    key: repository.name,
  });
}
