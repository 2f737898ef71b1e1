import {
  branchUnknown,
  objectUnknown,
  versionUnresolvable,
} from '../../errors/gitErrors';
import {
  differences,
  distance,
  emptyTree,
  mergeBases,
} from '../../git/compareCommits';
import { BareRepository } from '../../git/BareRepository';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import { Route } from '../../server/Route';
import { RepositoryRecord } from '../../store/records';
import { changeCounts, differenceWire } from '../../wire/differenceWire';
import { commitWire, repositoryUrl } from '../../wire/gitWire';
import { requestedRepository } from './findRepository';
import { resolveVersion } from './resolveVersion';

const mostChanges = 2000;

function opened(request: ApiRequest): {
  readonly repository: RepositoryRecord;
  readonly bare: BareRepository;
} {
  const repository = requestedRepository(request);
  const bare = request.environment.repositories.open(repository.id);
  return { repository, bare };
}

/** The commit that one side of a comparison means: `baseVersion`, `targetVersionType` and so on. */
async function sideOf(
  request: ApiRequest,
  repository: RepositoryRecord,
  side: 'base' | 'target',
): Promise<string> {
  return (await resolveVersion({ request, repository, prefixes: [side] }))
    .commit;
}

async function compare(request: ApiRequest) {
  const { repository, bare } = opened(request);
  const base = await sideOf(request, repository, 'base');
  const target = await sideOf(request, repository, 'target');
  const [common] = await mergeBases(bare, base, target);
  // What has happened since both parted, unless the two are to be compared as they are.
  const isCommon = request.query('diffCommonCommit')?.toLowerCase() !== 'false';
  const from = isCommon ? common ?? emptyTree : base;
  const all = await differences(bare, { from, to: target, folders: true });
  const skip = request.queryNumber('$skip') ?? 0;
  const top = request.queryNumber('$top') ?? 100;
  const shown = all.slice(skip, skip + top);
  const { ahead, behind } = await distance(bare, base, target);
  return json({
    allChangesIncluded: skip + shown.length >= all.length,
    changeCounts: changeCounts(all.filter(({ isFolder }) => !isFolder)),
    changes: shown.map(change =>
      differenceWire(request, repository, change, { from, to: target }),
    ),
    ...(common && { commonCommit: common }),
    baseCommit: base,
    targetCommit: target,
    aheadCount: ahead,
    behindCount: behind,
  });
}

async function requestedCommit(
  request: ApiRequest,
  bare: BareRepository,
  id: string,
) {
  const commit = /^[0-9a-f]{40}$/i.test(id)
    ? await bare.resolveCommit(id)
    : undefined;
  const found = commit && (await bare.commit(commit));
  if (!found) {
    throw objectUnknown(id, requestedRepository(request).name);
  }
  return found;
}

async function changesOf(request: ApiRequest) {
  const { repository, bare } = opened(request);
  const id = request.parameter('commitId');
  const commit = await requestedCommit(request, bare, id);
  const from = commit.parents[0] ?? emptyTree;
  const all = await differences(bare, { from, to: commit.id, folders: true });
  const skip = request.queryNumber('skip') ?? 0;
  const top = request.queryNumber('top') ?? mostChanges;
  return json({
    changeCounts: changeCounts(all.filter(({ isFolder }) => !isFolder)),
    changes: all
      .slice(skip, skip + top)
      .map(change =>
        differenceWire(request, repository, change, { from, to: commit.id }),
      ),
  });
}

async function mergeBasesOf(request: ApiRequest) {
  const { repository, bare } = opened(request);
  const one = await requestedCommit(
    request,
    bare,
    request.parameter('commitId'),
  );
  const other = await requestedCommit(
    request,
    bare,
    request.requiredQuery('otherCommitId'),
  );
  const bases = await mergeBases(bare, one.id, other.id);
  return list(
    bases.map(commitId => ({
      commitId,
      url: `${repositoryUrl(request, repository)}/commits/${commitId}`,
    })),
  );
}

async function statisticsOf(
  request: ApiRequest,
  branch: string,
  base: { readonly commit: string; readonly name?: string },
) {
  const { repository, bare } = opened(request);
  const tip = await bare.resolveCommit(branch);
  const commit = tip && (await bare.commit(tip));
  if (!commit) {
    throw branchUnknown(branch);
  }
  const { ahead, behind } = await distance(bare, base.commit, commit.id);
  return {
    commit: {
      treeId: commit.treeId,
      ...commitWire(request, repository, commit),
    },
    name: branch.replace(/^refs\/heads\//, ''),
    aheadCount: ahead,
    behindCount: behind,
    isBaseVersion: branch === base.name,
  };
}

/** What branches are compared with: the version that is asked for, else the default branch. */
async function baseOf(request: ApiRequest) {
  const repository = requestedRepository(request);
  const { commit, label } = await resolveVersion({
    request,
    repository,
    prefixes: ['baseVersionDescriptor.', 'base'],
  });
  const [type, name] = label.split(': ');
  return {
    commit,
    ...(type === 'Branch' && {
      name: `refs/heads/${name.replace(/^refs\/heads\//, '')}`,
    }),
  };
}

async function branchStatistics(request: ApiRequest) {
  const { repository, bare } = opened(request);
  const base = await baseOf(request);
  // Clients name one branch in the path, or in the query.
  const name = request.parameter('name') || request.query('name');
  if (name) {
    return json(await statisticsOf(request, `refs/heads/${name}`, base));
  }
  const branches = await bare.references('refs/heads');
  if (branches.length === 0) {
    throw versionUnresolvable({
      type: 'Branch',
      version: '',
      repository: repository.name,
    });
  }
  const all = [];
  for (const branch of branches) {
    all.push(await statisticsOf(request, branch.name, base));
  }
  return list(all);
}

const repository = '[{project}/]_apis/git/repositories/{repositoryId}';

/** What differs between versions, and how far they are apart. */
export const comparisonRoutes: readonly Route[] = [
  { method: 'GET', path: `${repository}/diffs/commits`, handle: compare },
  {
    method: 'GET',
    path: `${repository}/commits/{commitId}/changes`,
    handle: changesOf,
  },
  {
    method: 'GET',
    path: `${repository}/commits/{commitId}/mergebases`,
    handle: mergeBasesOf,
  },
  {
    method: 'GET',
    path: `${repository}/stats/branches[/{*name}]`,
    handle: branchStatistics,
  },
];
