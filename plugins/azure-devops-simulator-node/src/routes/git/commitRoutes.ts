import { objectUnknown } from '../../errors/gitErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { PushRecord } from '../../store/records';
import { commitWire, pushWire, repositoryUrl } from '../../wire/gitWire';
import { requestedRepository } from './findRepository';
import { pushCommits } from './pushCommits';
import { resolveVersion } from './resolveVersion';
import { commitOfDescriptor, searchCommits } from './searchCommits';

/** How many commits a list has, and how many come before them. */
function pageOf(request: ApiRequest) {
  const read = (name: string) =>
    request.queryNumber(`searchCriteria.$${name}`) ??
    request.queryNumber(`$${name}`) ??
    request.queryNumber(name);
  return { top: read('top') ?? 100, skip: read('skip') ?? 0 };
}

async function listCommits(request: ApiRequest) {
  const repository = requestedRepository(request);
  const { top, skip } = pageOf(request);
  const pushId = request.query('pushId');
  if (pushId !== undefined) {
    const pushed = await pushCommits(request, repository, {
      pushId,
      top,
      skip,
    });
    return list(pushed.map(commit => commitWire(request, repository, commit)));
  }
  const version = await resolveVersion({
    request,
    repository,
    prefixes: [
      'searchCriteria.itemVersion.',
      'itemVersion.',
      'searchCriteria.',
    ],
  });
  const ids = request.queryList('searchCriteria.ids');
  const compared = request.query('searchCriteria.compareVersion.version');
  const comparedType = request.query(
    'searchCriteria.compareVersion.versionType',
  );
  const compareVersion =
    compared &&
    (await commitOfDescriptor(request, repository, {
      version: compared,
      ...(comparedType && { versionType: comparedType }),
    }));
  const criterion = (name: string) =>
    request.query(`searchCriteria.${name}`) ?? '';
  const commits = await searchCommits(request, repository, {
    version: version.commit,
    ...(compareVersion && { compareVersion }),
    ...(ids.length > 0 && { ids }),
    itemPath: criterion('itemPath'),
    author: criterion('author'),
    committer: criterion('user'),
    fromDate: criterion('fromDate'),
    toDate: criterion('toDate'),
    isOldestFirst: request.flag('searchCriteria.showOldestCommitsFirst'),
    top,
    skip,
  });
  return list(commits.map(commit => commitWire(request, repository, commit)));
}

async function getCommit(request: ApiRequest) {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  const id = request.parameter('commitId');
  const resolved = /^[0-9a-f]{40}$/i.test(id)
    ? await bare.resolveCommit(id)
    : undefined;
  const commit = resolved && (await bare.commit(resolved));
  if (!commit) {
    throw objectUnknown(id, repository.name);
  }
  const { commentTruncated, ...wire } = commitWire(request, repository, commit);
  const url = repositoryUrl(request, repository);
  return json({
    treeId: commit.treeId,
    ...wire,
    comment: commit.message,
    _links: {
      self: { href: wire.url },
      repository: { href: url },
      changes: { href: `${wire.url}/changes` },
      web: { href: wire.remoteUrl },
      tree: { href: `${url}/trees/${commit.treeId}` },
    },
  });
}

function pushDetails(request: ApiRequest, push: PushRecord) {
  const repository = requestedRepository(request);
  return {
    ...pushWire(request, repository, push),
    _links: {
      self: { href: pushWire(request, repository, push).url },
      repository: { href: repositoryUrl(request, repository) },
    },
    refUpdates: push.refUpdates.map(update => ({
      repositoryId: repository.id,
      ...update,
    })),
  };
}

function listPushes(request: ApiRequest) {
  const repository = requestedRepository(request);
  const refName = request.query('searchCriteria.refName');
  const pushes = request.store
    .list('push', repository.id)
    .filter(
      push =>
        !refName || push.refUpdates.some(update => update.name === refName),
    );
  const withUpdates = request.flag('searchCriteria.includeRefUpdates');
  return page(
    request,
    [...pushes].reverse(),
    push =>
      withUpdates
        ? pushDetails(request, push)
        : pushWire(request, repository, push),
    { defaultTop: 100 },
  );
}

function getPush(request: ApiRequest) {
  const repository = requestedRepository(request);
  const push = request.store.findByKey(
    'push',
    repository.id,
    request.parameter('pushId'),
  );
  if (!push) {
    throw objectUnknown(`push ${request.parameter('pushId')}`, repository.name);
  }
  return json(pushDetails(request, push));
}

const repository = '[{project}/]_apis/git/repositories/{repositoryId}';

/** Commits and the pushes that brought them. */
export const commitRoutes: readonly Route[] = [
  { method: 'GET', path: `${repository}/commits`, handle: listCommits },
  {
    method: 'GET',
    path: `${repository}/commits/{commitId}`,
    handle: getCommit,
  },
  { method: 'GET', path: `${repository}/pushes`, handle: listPushes },
  { method: 'GET', path: `${repository}/pushes/{#pushId}`, handle: getPush },
];
