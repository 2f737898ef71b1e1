import {
  itemExists,
  itemUnknown,
  pushRefusedByPolicy,
  staleObject,
} from '../../errors/gitErrors';
import { invalidArgument } from '../../errors/requestErrors';
import {
  BareRepository,
  CommitPerson,
  noObject,
} from '../../git/BareRepository';
import { commitChanges, FileChange } from '../../git/commitChanges';
import { recordPush } from '../../git/recordPush';
import { GitCommandError } from '../../git/runGit';
import { json } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  text,
} from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { RepositoryRecord } from '../../store/records';
import { commitWire, pushWire } from '../../wire/gitWire';
import { isRefused } from '../policy/branchProtection';
import { requestedRepository } from './findRepository';

interface PushTarget {
  readonly request: ApiRequest;
  readonly repository: RepositoryRecord;
  readonly bare: BareRepository;
}

const kinds: Readonly<Record<string, string>> = {
  '1': 'add',
  '2': 'edit',
  '8': 'rename',
  '16': 'delete',
};

function objects(
  values: readonly unknown[] | undefined,
  what: string,
): readonly JsonObject[] {
  const found = (values ?? []).filter(isJsonObject);
  if (found.length === 0) {
    throw invalidArgument(`The push has no ${what}.`);
  }
  return found;
}

function pathOf(value: string | undefined): string {
  const path = (value ?? '').replace(/^\/+/, '');
  const parts = path.split('/');
  if (
    path === '' ||
    path.includes('\0') ||
    parts.some(
      part =>
        part === '' ||
        part === '.' ||
        part === '..' ||
        part.toLowerCase() === '.git',
    )
  ) {
    throw invalidArgument(
      `'${value ?? ''}' is not the path of a file in the repository.`,
    );
  }
  return path;
}

function contentOf(change: JsonObject): Buffer {
  const newContent = child(change, 'newContent') ?? {};
  const isBase64 = ['base64encoded', '1'].includes(
    (text(newContent, 'contentType') ?? '').toLowerCase(),
  );
  return Buffer.from(
    text(newContent, 'content') ?? '',
    isBase64 ? 'base64' : 'utf8',
  );
}

/** Reads a change; what it starts from must be there, and what it adds must not. */
async function readChange(
  target: PushTarget,
  parent: string | undefined,
  change: JsonObject,
): Promise<FileChange> {
  const { repository, bare } = target;
  const given = text(change, 'changeType') ?? '';
  const kind = kinds[given] ?? given.toLowerCase();
  const path = pathOf(text(child(change, 'item') ?? {}, 'path'));
  const exists = async (candidate: string) =>
    parent !== undefined && (await bare.entry(parent, candidate)) !== undefined;
  const requireItem = async (candidate: string) => {
    if (!(await exists(candidate))) {
      throw itemUnknown({
        path: `/${candidate}`,
        repository: repository.name,
        version: 'Push',
        commit: parent ?? noObject,
      });
    }
  };
  const requireFree = async () => {
    if (await exists(path)) {
      throw itemExists(`/${path}`);
    }
  };
  switch (kind) {
    case 'add':
      await requireFree();
      return { kind: 'write', path, content: contentOf(change) };
    case 'edit':
      await requireItem(path);
      return { kind: 'write', path, content: contentOf(change) };
    case 'delete':
      await requireItem(path);
      return { kind: 'delete', path };
    case 'rename': {
      const from = pathOf(text(change, 'sourceServerItem'));
      await requireItem(from);
      await requireFree();
      return { kind: 'rename', from, path };
    }
    default:
      throw invalidArgument(
        `The simulator does not know the change type '${given}'.`,
      );
  }
}

function authorOf(request: ApiRequest, commit: JsonObject): CommitPerson {
  const author = child(commit, 'author') ?? {};
  return {
    name: text(author, 'name') ?? request.user.displayName,
    email: text(author, 'email') ?? request.user.mail,
    date: text(author, 'date') ?? request.timestamp,
  };
}

/** What git does not take (a date, a name, a path) is the caller's mistake. */
function refused(error: unknown): never {
  if (error instanceof GitCommandError && error.exitCode > 0) {
    throw invalidArgument(`The commit cannot be made: ${error.message}.`);
  }
  throw error;
}

async function makeCommits(
  target: PushTarget,
  start: string | undefined,
  commits: readonly JsonObject[],
): Promise<string> {
  const { request, bare } = target;
  let parent = start;
  for (const commit of commits) {
    const changes: FileChange[] = [];
    for (const change of objects(items(commit, 'changes'), 'changes')) {
      changes.push(await readChange(target, parent, change));
    }
    parent = await commitChanges(
      bare,
      {
        ...(parent && { parent }),
        message: text(commit, 'comment') ?? '',
        author: authorOf(request, commit),
        changes,
      },
      request.environment.random.uuid(),
    ).catch(refused);
  }
  if (parent === undefined) {
    throw invalidArgument('The push has no commits.');
  }
  return parent;
}

async function createPush(request: ApiRequest) {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const body = request.objectBody();
  const [update] = objects(items(body, 'refUpdates'), 'reference updates');
  const name = text(update, 'name') ?? '';
  const oldObjectId = text(update, 'oldObjectId') ?? noObject;
  if (
    !name.startsWith('refs/heads/') ||
    !(await bare.isValidReferenceName(name))
  ) {
    throw invalidArgument(`'${name}' is not the full name of a branch.`);
  }
  const current = (await bare.resolveCommit(name)) ?? noObject;
  const start = oldObjectId === noObject ? undefined : oldObjectId;
  if (current !== oldObjectId) {
    throw staleObject(name);
  }
  if (isRefused(request, repository, { name, oldObjectId, newObjectId: '' })) {
    throw pushRefusedByPolicy(name);
  }
  const newObjectId = await makeCommits(
    { request, repository, bare },
    start,
    objects(items(body, 'commits'), 'commits'),
  );
  const refUpdate = { name, oldObjectId, newObjectId };
  const pushId = await recordPush({
    environment: request.environment,
    repositoryId: repository.id,
    user: request.user,
    commands: async () => {
      const move = { name, from: oldObjectId, to: newObjectId };
      if (!(await bare.updateReference(move))) {
        throw staleObject(name);
      }
      return [refUpdate];
    },
  });
  const push = request.store.findByKey('push', repository.id, pushId ?? '');
  const commit = await bare.commit(newObjectId);
  return json(
    {
      ...(push && pushWire(request, requestedRepository(request), push)),
      commits: commit ? [commitWire(request, repository, commit)] : [],
      refUpdates: [{ repositoryId: repository.id, ...refUpdate }],
    },
    { status: 201 },
  );
}

/** Commits made through REST, without a clone. */
export const pushRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: '[{project}/]_apis/git/repositories/{repositoryId}/pushes',
    handle: createPush,
  },
];
