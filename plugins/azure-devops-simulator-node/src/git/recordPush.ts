import { SimulatorEnvironment } from '../server/Environment';
import { RepositoryRecord, UserRecord } from '../store/records';
import { noObject } from './BareRepository';
import { PushCommand } from './pushCommands';

const preferred = ['refs/heads/main', 'refs/heads/master'];

function chooseDefaultBranch(names: readonly string[]): string | undefined {
  const branches = names.filter(name => name.startsWith('refs/heads/'));
  return preferred.find(name => branches.includes(name)) ?? branches[0];
}

/** Keeps the store in step with a repository after its references have changed. */
export async function recordPush(options: {
  readonly environment: SimulatorEnvironment;
  readonly repositoryId: string;
  readonly user: UserRecord;
  readonly commands: readonly PushCommand[];
}): Promise<string | undefined> {
  const { environment, repositoryId, user } = options;
  const { store } = environment;
  const bare = environment.repositories.open(repositoryId);
  const now = new Map(
    (await bare.references()).map(reference => [
      reference.name,
      reference.objectId,
    ]),
  );
  // Git may have refused single references, for instance one that somebody else moved first.
  const done = options.commands.filter(
    command => (now.get(command.name) ?? noObject) === command.newObjectId,
  );
  const size = await bare.size();
  const result = store.transaction(() => {
    const repository = store.get('repository', repositoryId);
    if (!repository || done.length === 0) {
      return undefined;
    }
    const pushId = String(store.nextNumber(`push:${repository.organization}`));
    store.put(
      'push',
      {
        id: `${repositoryId}:${pushId}`,
        repositoryId,
        date: environment.now().toISOString(),
        pushedBy: user.id,
        refUpdates: done,
      },
      { scope: repositoryId, key: pushId },
    );
    for (const { name, oldObjectId, newObjectId } of done) {
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
    const isDefaultMissing =
      !repository.defaultBranch || !now.has(repository.defaultBranch);
    const defaultBranch = isDefaultMissing
      ? chooseDefaultBranch([...now.keys()])
      : repository.defaultBranch;
    putRepository(environment, {
      ...repository,
      size,
      ...(defaultBranch && { defaultBranch }),
    });
    return { pushId, head: isDefaultMissing ? defaultBranch : undefined };
  });
  if (result?.head) {
    await bare.setHead(result.head);
  }
  return result?.pushId;
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
