import { invalidArgument } from '../../errors/requestErrors';
import { noBranches } from '../../errors/gitErrors';
import { list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  text,
  truth,
  wholeNumber,
} from '../../server/JsonBody';
import { Route } from '../../server/Route';
import { RepositoryRecord } from '../../store/records';
import { commitWire } from '../../wire/gitWire';
import { requestedRepository } from './findRepository';
import { itemsBelow } from './itemRoutes';
import { commitOfDescriptor, searchCommits } from './searchCommits';

function descriptorOf(object: JsonObject) {
  const version = text(object, 'version');
  const versionType = text(object, 'versionType');
  return { ...(version && { version }), ...(versionType && { versionType }) };
}

async function commitOf(
  request: ApiRequest,
  repository: RepositoryRecord,
  object: JsonObject,
): Promise<string> {
  const commit = await commitOfDescriptor(
    request,
    repository,
    descriptorOf(object),
  );
  if (!commit) {
    throw noBranches(repository.name);
  }
  return commit;
}

async function commitsBatch(request: ApiRequest) {
  const repository = requestedRepository(request);
  const body = request.objectBody();
  const ids = items(body, 'ids')?.map(String);
  const compared = child(body, 'compareVersion');
  const optional = (name: string) => text(body, name);
  const criteria = {
    version: ids
      ? ''
      : await commitOf(request, repository, child(body, 'itemVersion') ?? {}),
    ...(compared && {
      compareVersion: await commitOf(request, repository, compared),
    }),
    ...(ids && { ids }),
    itemPath: optional('itemPath') ?? '',
    author: optional('author') ?? '',
    committer: optional('user') ?? '',
    fromDate: optional('fromDate') ?? '',
    toDate: optional('toDate') ?? '',
    isOldestFirst: truth(body, 'showOldestCommitsFirst') ?? false,
    top: wholeNumber(body, '$top') ?? request.queryNumber('$top') ?? 100,
    skip: wholeNumber(body, '$skip') ?? request.queryNumber('$skip') ?? 0,
  };
  const commits = await searchCommits(request, repository, criteria);
  return list(commits.map(commit => commitWire(request, repository, commit)));
}

async function itemsBatch(request: ApiRequest) {
  const repository = requestedRepository(request);
  const body = request.objectBody();
  const descriptors = (items(body, 'itemDescriptors') ?? []).filter(
    isJsonObject,
  );
  if (descriptors.length === 0) {
    throw invalidArgument(
      'itemDescriptors is empty; one at least is expected.',
    );
  }
  const found = [];
  for (const descriptor of descriptors) {
    found.push(
      await itemsBelow(request, {
        path: text(descriptor, 'path') ?? '/',
        commit: await commitOf(request, repository, descriptor),
        recursion: text(descriptor, 'recursionLevel') ?? 'none',
        hasMetadata: truth(body, 'includeContentMetadata') ?? false,
      }),
    );
  }
  return list(found);
}

const repository = '[{project}/]_apis/git/repositories/{repositoryId}';

/** Commits and items, asked for by a body because an address would be too long. */
export const batchRoutes: readonly Route[] = [
  {
    method: 'POST',
    path: `${repository}/commitsbatch`,
    reads: true,
    handle: commitsBatch,
  },
  {
    method: 'POST',
    path: `${repository}/itemsbatch`,
    reads: true,
    handle: itemsBatch,
  },
];
