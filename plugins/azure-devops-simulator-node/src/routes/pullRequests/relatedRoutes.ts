import { pullRequestPartUnknown } from '../../errors/pullRequestErrors';
import { attemptMerge, MergeConflict } from '../../git/mergeBranches';
import { invalidArgument } from '../../errors/requestErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { isJsonObject, items, text } from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { repositoryUrl } from '../../wire/gitWire';
import { pullRequestUrl, pullRequestWire } from '../../wire/pullRequestWire';
import { requestedRepository } from '../git/findRepository';
import { requestedPullRequest } from './pullRequests';

/** Named after what the source did, then what the target did. */
function conflictType(conflict: MergeConflict): string {
  const { baseObjectId, sourceObjectId, targetObjectId } = conflict;
  if (!baseObjectId) {
    return 'addAdd';
  }
  if (!sourceObjectId) {
    return 'deleteEdit';
  }
  return targetObjectId ? 'editEdit' : 'editDelete';
}

async function conflictsOf(request: ApiRequest) {
  const { repository, record } = requestedPullRequest(request);
  const bare = request.environment.repositories.open(repository.id);
  const { sourceCommit, targetCommit } = record;
  const attempt = await attemptMerge(bare, targetCommit, sourceCommit);
  const base = repositoryUrl(request, repository);
  const url = pullRequestUrl(request, repository, record);
  const commit = (commitId: string) => ({
    commitId,
    url: `${base}/commits/${commitId}`,
  });
  const blob = (objectId: string | undefined) =>
    objectId && { objectId, url: `${base}/blobs/${objectId}` };
  const found = attempt.outcome === 'conflicts' ? attempt.conflicts : [];
  return found.map((conflict, index) => ({
    conflictId: index + 1,
    conflictType: conflictType(conflict),
    conflictPath: `/${conflict.path}`,
    mergeSourceCommit: commit(sourceCommit),
    mergeTargetCommit: commit(targetCommit),
    resolutionStatus: 'unresolved',
    resolutionError: 'none',
    ...(conflict.baseObjectId && { baseBlob: blob(conflict.baseObjectId) }),
    ...(conflict.sourceObjectId && {
      sourceBlob: blob(conflict.sourceObjectId),
    }),
    ...(conflict.targetObjectId && {
      targetBlob: blob(conflict.targetObjectId),
    }),
    url: `${url}/conflicts/${index + 1}`,
  }));
}

async function getConflict(request: ApiRequest) {
  const id = Number(request.parameter('conflictId'));
  const conflict = (await conflictsOf(request)).find(
    ({ conflictId }) => conflictId === id,
  );
  if (!conflict) {
    throw pullRequestPartUnknown(`conflict ${id}`);
  }
  return json(conflict);
}

const kinds: Readonly<Record<string, 'lastMergeCommit' | 'commit'>> = {
  '1': 'lastMergeCommit',
  '2': 'commit',
  lastmergecommit: 'lastMergeCommit',
  commit: 'commit',
};

/** Finds pull requests by the commit that they made, or that is among those that they brought. */
async function query(request: ApiRequest) {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const records = request.store.list('pullRequest', repository.id);
  const brings = async (record: PullRequestRecord, commit: string) => {
    const { sourceCommit, targetCommit } = record;
    const commits = await bare.commits({
      from: `${targetCommit}..${sourceCommit}`,
      top: 1000,
    });
    return commits.some(({ id }) => id === commit);
  };
  const queries = (items(request.objectBody(), 'queries') ?? []).filter(
    isJsonObject,
  );
  const results: Record<string, unknown[]>[] = [];
  for (const entry of queries) {
    const kind = kinds[(text(entry, 'type') ?? '').toLowerCase()];
    if (!kind) {
      throw invalidArgument(
        `The query type '${text(
          entry,
          'type',
        )}' is neither lastMergeCommit nor commit.`,
      );
    }
    const result: Record<string, unknown[]> = {};
    for (const commit of (items(entry, 'items') ?? []).map(String)) {
      const found: PullRequestRecord[] = [];
      for (const record of records) {
        const isMade =
          record.status === 'completed' && record.mergeCommit === commit;
        if (isMade || (kind === 'commit' && (await brings(record, commit)))) {
          found.push(record);
        }
      }
      if (found.length > 0) {
        result[commit] = found.map(record =>
          pullRequestWire(request, repository, record),
        );
      }
    }
    results.push(result);
  }
  return json({ queries, results });
}

const repository = '[{project}/]_apis/git/repositories/{repositoryId}';
const one = `${repository}/pullrequests/{#pullRequestId}`;

/** What belongs to pull requests: their conflicts, and finding them by commits. */
export const relatedRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${one}/conflicts`,
    handle: async request => list(await conflictsOf(request)),
  },
  {
    method: 'GET',
    path: `${one}/conflicts/{#conflictId}`,
    handle: getConflict,
  },
  {
    method: 'GET',
    path: `${one}/workitems`,
    // There are no work items.
    handle: request => {
      requestedPullRequest(request);
      return list([]);
    },
  },
  {
    method: 'POST',
    path: `${repository}/pullrequestquery`,
    reads: true,
    handle: query,
  },
];
