import { SimulatorEnvironment } from '../server/Environment';
import { RepositoryRecord, UserRecord } from '../store/records';
import { noObject } from './BareRepository';
import { PushCommand } from './pushCommands';

const preferred = ['refs/heads/main', 'refs/heads/master'];

function chooseDefaultBranch(names: readonly string[]): string | undefined {
  const branches = names.filter(name => name.startsWith('refs/heads/'));
  return preferred.find(name => branches.includes(name)) ?? branches[0];
}

/**
 * Size and default branch of a repository as they follow from what git has.
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
    const names = [...now.keys()];
    const head = refresh(environment, repository, { names, size });
    return { pushId, head };
  });
  if (result?.head) {
    await bare.setHead(result.head);
  }
  return result?.pushId;
}

/**
 * A simulator that was killed after git had taken the first push of a
 * repository, and before the store knew of it, catches up at its next start.
 */
export async function recordMissedPushes(
  environment: SimulatorEnvironment,
): Promise<void> {
  const { store, repositories } = environment;
  const unborn = store
    .list('organization', '')
    .flatMap(organization => store.list('project', organization.name))
    .flatMap(project => store.list('repository', project.id))
    .filter(repository => !repository.defaultBranch);
  for (const repository of unborn) {
    const bare = repositories.open(repository.id);
    if (!(await bare.exists())) {
      continue;
    }
    const names = (await bare.references()).map(({ name }) => name);
    const size = await bare.size();
    const head = refresh(environment, repository, { names, size });
    if (head) {
      await bare.setHead(head);
    }
  }
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
