import { objectUnknown } from '../../errors/gitErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { CommitStatusRecord } from '../../store/CommitStatusRecord';
import { statusWire } from '../../wire/pullRequestWire';
import { requestedRepository } from './findRepository';
import { readStatus } from './readStatus';

async function scopeOf(request: ApiRequest): Promise<string> {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const id = request.parameter('commitId');
  const commit = /^[0-9a-f]{40}$/i.test(id)
    ? await bare.resolveCommit(id)
    : undefined;
  if (!commit) {
    throw objectUnknown(id, repository.name);
  }
  return `${repository.id}:${commit}`;
}

function wireOf(request: ApiRequest, status: CommitStatusRecord) {
  const { id: _id, number, ...rest } = status;
  return statusWire(request, { ...rest, id: number });
}

async function create(request: ApiRequest) {
  const scope = await scopeOf(request);
  const number = request.store.nextNumber('commit-status');
  const status = {
    ...readStatus(request, request.objectBody()),
    id: `${scope}:${number}`,
    number,
  };
  request.store.put('commitStatus', status, { scope });
  return json(wireOf(request, status), { status: 201 });
}

/** The newest of every name and genre. */
function latestOf(
  statuses: readonly CommitStatusRecord[],
): readonly CommitStatusRecord[] {
  const byContext = new Map(
    statuses.map(status => [`${status.genre ?? ''}/${status.name}`, status]),
  );
  return statuses.filter(status => [...byContext.values()].includes(status));
}

async function listStatuses(request: ApiRequest) {
  const all = request.store.list('commitStatus', await scopeOf(request));
  const wanted = request.flag('latestOnly') ? latestOf(all) : all;
  const skip = request.queryNumber('skip') ?? 0;
  const top = request.queryNumber('top') ?? 1000;
  return list(
    wanted.slice(skip, skip + top).map(status => wireOf(request, status)),
  );
}

const path =
  '[{project}/]_apis/git/repositories/{repositoryId}/commits/{commitId}/statuses';

/** What checks outside say about commits. */
export const commitStatusRoutes: readonly Route[] = [
  { method: 'GET', path, handle: listStatuses },
  { method: 'POST', path, handle: create },
];
