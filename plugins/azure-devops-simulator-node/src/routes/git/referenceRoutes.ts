import { branchUnknown } from '../../errors/gitErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { BareRepository, noObject } from '../../git/BareRepository';
import { PushCommand } from '../../git/pushCommands';
import { recordPush } from '../../git/recordPush';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, text, truth } from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { RepositoryRecord } from '../../store/records';
import { referenceWire } from '../../wire/gitWire';
import { isRefused } from '../policy/branchProtection';
import { requestedRepository } from './findRepository';

async function listReferences(request: ApiRequest) {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const filter =
    request.query('filter') ?? (request.parameter('filter') || undefined);
  const contains = request.query('filterContains');
  const references = (await bare.references()).filter(
    ({ name }) =>
      (!filter || name.startsWith(`refs/${filter}`)) &&
      (!contains || name.includes(contains)),
  );
  const peelTags = request.flag('peelTags');
  return page(request, references, reference =>
    referenceWire(request, repository, reference, peelTags),
  );
}

interface UpdateResult extends PushCommand {
  readonly updateStatus: string;
}

function readUpdate(value: unknown): PushCommand {
  if (!isJsonObject(value)) {
    throw invalidArgument('Every update of a reference is an object.');
  }
  return {
    name: text(value, 'name') ?? '',
    oldObjectId: text(value, 'oldObjectId') ?? noObject,
    newObjectId: text(value, 'newObjectId') ?? noObject,
  };
}

const objectId = /^[0-9a-f]{40}$/i;

async function applyUpdate(options: {
  readonly request: ApiRequest;
  readonly repository: RepositoryRecord;
  readonly bare: BareRepository;
  readonly update: PushCommand;
}): Promise<UpdateResult> {
  const { request, repository, bare, update } = options;
  const { name, oldObjectId, newObjectId } = update;
  if (!name.startsWith('refs/') || !(await bare.isValidReferenceName(name))) {
    return { ...update, updateStatus: 'invalidRefName' };
  }
  if (!objectId.test(oldObjectId) || !objectId.test(newObjectId)) {
    throw invalidArgument(
      `The update of ${name} needs two object ids of 40 characters.`,
    );
  }
  if (request.store.get('branch', `${repository.id}:${name}`)?.lockedBy) {
    return { ...update, updateStatus: 'locked' };
  }
  if (name.startsWith('refs/pull/') || isRefused(request, repository, update)) {
    return { ...update, updateStatus: 'rejectedByPolicy' };
  }
  if (newObjectId !== noObject && !(await bare.resolveCommit(newObjectId))) {
    return { ...update, updateStatus: 'unresolvableToCommit' };
  }
  const isDone = await bare.updateReference({
    name,
    from: oldObjectId,
    to: newObjectId,
  });
  return { ...update, updateStatus: isDone ? 'succeeded' : 'staleOldObjectId' };
}

async function updateReferences(request: ApiRequest) {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const results: UpdateResult[] = [];
  await recordPush({
    environment: request.environment,
    repositoryId: repository.id,
    user: request.user,
    commands: async () => {
      for (const update of request.arrayBody().map(readUpdate)) {
        results.push(await applyUpdate({ request, repository, bare, update }));
      }
      return results
        .filter(({ updateStatus }) => updateStatus === 'succeeded')
        .map(({ name, oldObjectId, newObjectId }) => ({
          name,
          oldObjectId,
          newObjectId,
        }));
    },
  });
  return list(
    results.map(result => ({
      repositoryId: repository.id,
      ...result,
      isLocked: result.updateStatus === 'locked',
      success: result.updateStatus === 'succeeded',
    })),
  );
}

/** Locks or unlocks a branch. */
async function updateReference(request: ApiRequest) {
  const repository = requestedRepository(request);
  const name = `refs/${request.requiredQuery('filter')}`;
  const bare = request.environment.repositories.open(repository.id);
  const reference = (await bare.references(name)).find(
    candidate => candidate.name === name,
  );
  if (!reference) {
    throw branchUnknown(name);
  }
  const id = `${repository.id}:${name}`;
  const { lockedBy, ...rest } = request.store.get('branch', id) ?? {
    id,
    repositoryId: repository.id,
    name,
    creator: request.user.id,
  };
  const isLocked =
    truth(request.objectBody(), 'isLocked') ?? lockedBy !== undefined;
  request.store.put(
    'branch',
    isLocked ? { ...rest, lockedBy: request.user.id } : rest,
    { scope: repository.id },
  );
  return json({
    isLocked,
    ...referenceWire(request, repository, reference, false),
  });
}

const references = '[{project}/]_apis/git/repositories/{repositoryId}/refs';

/** Branches and tags. */
export const referenceRoutes: readonly Route[] = [
  { method: 'GET', path: `${references}[/{*filter}]`, handle: listReferences },
  { method: 'POST', path: references, handle: updateReferences },
  { method: 'PATCH', path: references, handle: updateReference },
];
