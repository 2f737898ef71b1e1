import { objectUnknown } from '../../errors/gitErrors';
import { invalidArgument } from '../../errors/requestErrors';
import { mergeInto } from '../../git/mergeBranches';
import { json } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { items, text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { MergeOperationRecord } from '../../store/MergeOperationRecord';
import { requestedRepository } from './findRepository';

function wireOf(operation: MergeOperationRecord) {
  const { number, parents, comment, mergeCommit } = operation;
  return {
    mergeOperationId: number,
    status: mergeCommit ? 'completed' : 'failed',
    detailedStatus: mergeCommit
      ? { mergeCommitId: mergeCommit }
      : { failureMessage: 'The commits have conflicts.' },
    parents,
    comment,
  };
}

async function create(request: ApiRequest) {
  const repository = requestedRepository(request);
  const body = request.objectBody();
  const parents = (items(body, 'parents') ?? []).map(String);
  const [target, source] = parents;
  if (parents.length !== 2) {
    throw invalidArgument(
      `A merge has two parents; ${parents.length} were given.`,
    );
  }
  const bare = request.environment.repositories.open(repository.id);
  for (const id of parents) {
    if (!/^[0-9a-f]{40}$/i.test(id) || !(await bare.resolveCommit(id))) {
      throw objectUnknown(id, repository.name);
    }
  }
  const { displayName: name, mail: email } = request.user;
  const comment = text(body, 'comment') ?? '';
  const mergeCommit = await mergeInto(bare, {
    target,
    source,
    strategy: 'noFastForward',
    message: comment || `Merge ${source} into ${target}`,
    author: { name, email, date: request.timestamp },
  });
  const number = request.store.nextNumber('merge-operation');
  const operation: MergeOperationRecord = {
    id: `${repository.id}:${number}`,
    number,
    parents,
    comment,
    ...(mergeCommit && { mergeCommit }),
  };
  request.store.put('mergeOperation', operation, { scope: repository.id });
  // The service merges in the background; its first answer never has the result.
  return json(
    { ...wireOf(operation), status: 'queued', detailedStatus: {} },
    { status: 201 },
  );
}

function getOne(request: ApiRequest) {
  const repository = requestedRepository(request);
  const number = request.parameter('mergeOperationId');
  const operation = request.store.get(
    'mergeOperation',
    `${repository.id}:${number}`,
  );
  if (!operation) {
    throw objectUnknown(`merge ${number}`, repository.name);
  }
  return json(wireOf(operation));
}

const all = '[{project}/]_apis/git/repositories/{repositoryId}/merges';

/** Merges of two commits, without a pull request. */
export const mergeRoutes: readonly Route[] = [
  { method: 'POST', path: all, handle: create },
  { method: 'GET', path: `${all}/{#mergeOperationId}`, handle: getOne },
];
