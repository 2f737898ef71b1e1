import {
  pullRequestBranchMissing,
  pullRequestExists,
  pullRequestInvalid,
  pullRequestNotEditable,
} from '../../errors/pullRequestErrors';
import { missingArgument } from '../../errors/requestErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  JsonObject,
  property,
  text,
  truth,
} from '../../server/JsonBody';
import { page } from '../../server/paging';
import { Route } from '../../server/Route';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { RepositoryRecord } from '../../store/records';
import { commitWire } from '../../wire/gitWire';
import { pullRequestWire } from '../../wire/pullRequestWire';
import { requestedRepository } from '../git/findRepository';
import { completePullRequest } from './completePullRequest';
import {
  branchesKey,
  putPullRequest,
  refreshed,
  requestedPullRequest,
} from './pullRequests';
import { readReviewer } from './reviewers';

const mostCommits = 1000;

async function requireBranch(
  request: ApiRequest,
  repository: RepositoryRecord,
  name: string,
): Promise<string> {
  const bare = request.environment.repositories.open(repository.id);
  const commit = name.startsWith('refs/heads/')
    ? await bare.resolveCommit(name)
    : undefined;
  if (!commit) {
    throw pullRequestBranchMissing(name);
  }
  return commit;
}

function requireNoOther(
  request: ApiRequest,
  record: Pick<
    PullRequestRecord,
    'repositoryId' | 'sourceRefName' | 'targetRefName'
  > & { readonly id?: string },
): void {
  const { repositoryId, sourceRefName, targetRefName } = record;
  const other = request.store.findByKey(
    'pullRequest',
    repositoryId,
    branchesKey(sourceRefName, targetRefName),
  );
  if (other && other.id !== record.id) {
    throw pullRequestExists(sourceRefName, targetRefName);
  }
}

function requiredText(body: JsonObject, name: string): string {
  const value = text(body, name);
  if (!value) {
    throw missingArgument(name);
  }
  return value;
}

async function create(request: ApiRequest) {
  const repository = requestedRepository(request);
  const body = request.objectBody();
  const title = requiredText(body, 'title');
  const sourceRefName = requiredText(body, 'sourceRefName');
  const targetRefName = requiredText(body, 'targetRefName');
  const sourceCommit = await requireBranch(request, repository, sourceRefName);
  const targetCommit = await requireBranch(request, repository, targetRefName);
  if (sourceRefName === targetRefName) {
    throw pullRequestInvalid(
      `Source and target of the pull request are the same branch ${sourceRefName}.`,
    );
  }
  const repositoryId = repository.id;
  const description = text(body, 'description');
  const draft = {
    organization: request.organization.name,
    projectId: repository.projectId,
    repositoryId,
    title,
    ...(description !== undefined && { description }),
    sourceRefName,
    targetRefName,
    status: 'active',
    isDraft: truth(body, 'isDraft') ?? false,
    createdBy: request.user.id,
    creationDate: request.timestamp,
    mergeId: request.environment.random.uuid(),
    mergeStatus: 'notSet',
    sourceCommit,
    targetCommit,
    completionOptions: child(body, 'completionOptions') ?? {},
    reviewers: (items(body, 'reviewers') ?? []).map(value =>
      readReviewer(request, value),
    ),
    threads: [],
    statuses: [],
  } as const;
  const merged = await refreshed(request, { ...draft, id: '' });
  const record = request.store.transaction(() => {
    requireNoOther(request, draft);
    const id = String(request.store.nextNumber('pullRequest'));
    putPullRequest(request, { ...merged, id });
    return { ...merged, id };
  });
  return json(pullRequestWire(request, repository, record), { status: 201 });
}

async function getOne(request: ApiRequest) {
  const { repository, record } = requestedPullRequest(request);
  const current = await refreshed(request, record);
  return json(pullRequestWire(request, repository, current));
}

function listPullRequests(request: ApiRequest) {
  const criterion = (name: string) => request.query(`searchCriteria.${name}`);
  const repositories = request.parameter('repositoryId')
    ? [requestedRepository(request)]
    : request.store.list('repository', request.project.id);
  const status = (criterion('status') ?? 'active').toLowerCase();
  const isWanted = (name: string, value: string) =>
    (criterion(name) ?? value).toLowerCase() === value.toLowerCase();
  const reviewerId = criterion('reviewerId')?.toLowerCase();
  const found = repositories
    .filter(({ id }) => isWanted('repositoryId', id))
    .flatMap(repository =>
      request.store
        .list('pullRequest', repository.id)
        .map(record => ({ repository, record })),
    )
    .filter(
      ({ record }) =>
        (status === 'all' || record.status === status) &&
        isWanted('creatorId', record.createdBy) &&
        isWanted('sourceRefName', record.sourceRefName) &&
        isWanted('targetRefName', record.targetRefName) &&
        (!reviewerId || record.reviewers.some(({ id }) => id === reviewerId)),
    )
    // The latest first, as on the real service.
    .sort((left, right) => Number(right.record.id) - Number(left.record.id));
  return page(
    request,
    found,
    ({ repository, record }) => pullRequestWire(request, repository, record),
    { defaultTop: 101 },
  );
}

/** What can change at any time of an active pull request. */
function edited(
  request: ApiRequest,
  record: PullRequestRecord,
): PullRequestRecord {
  const body = request.objectBody();
  const title = text(body, 'title');
  const description = text(body, 'description');
  const setBy = property(body, 'autoCompleteSetBy');
  const setById = isJsonObject(setBy) ? text(setBy, 'id') : undefined;
  const { autoCompleteSetBy, ...rest } = record;
  const autoComplete = setBy === undefined ? autoCompleteSetBy : setById;
  // The service stops auto-complete when it is set by the empty id.
  const isOn = autoComplete && !/^[0-]+$/.test(autoComplete);
  return {
    ...rest,
    ...(isOn && { autoCompleteSetBy: autoComplete }),
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    isDraft: truth(body, 'isDraft') ?? record.isDraft,
    completionOptions: {
      ...record.completionOptions,
      ...child(body, 'completionOptions'),
    },
  };
}

async function withStatus(
  request: ApiRequest,
  record: PullRequestRecord,
  status: string,
): Promise<PullRequestRecord> {
  if (status === record.status) {
    return record;
  }
  switch (`${record.status} to ${status}`) {
    case 'active to abandoned':
      return {
        ...record,
        status: 'abandoned',
        closedBy: request.user.id,
        closedDate: request.timestamp,
      };
    case 'abandoned to active': {
      const { closedBy: _closedBy, closedDate: _closedDate, ...open } = record;
      requireNoOther(request, record);
      return refreshed(request, { ...open, status: 'active' });
    }
    case 'active to completed': {
      const last = child(request.objectBody(), 'lastMergeSourceCommit') ?? {};
      return completePullRequest(request, record, text(last, 'commitId'));
    }
    default:
      throw pullRequestNotEditable(record.id, record.status);
  }
}

async function update(request: ApiRequest) {
  const { repository, record } = requestedPullRequest(request);
  const body = request.objectBody();
  const target = text(body, 'targetRefName');
  if (target !== undefined && target !== record.targetRefName) {
    await requireBranch(request, repository, target);
  }
  if (record.status === 'completed') {
    throw pullRequestNotEditable(record.id, record.status);
  }
  const next = {
    ...edited(request, record),
    ...(target !== undefined && { targetRefName: target }),
  };
  requireNoOther(request, next);
  const changed = await withStatus(
    request,
    next,
    text(body, 'status')?.toLowerCase() ?? record.status,
  );
  putPullRequest(request, changed);
  return json(pullRequestWire(request, repository, changed));
}

/** The commits that the source has and the target lacks. */
async function listCommits(request: ApiRequest) {
  const { repository, record } = requestedPullRequest(request);
  const { sourceCommit, targetCommit } = await refreshed(request, record);
  const bare = request.environment.repositories.open(repository.id);
  const commits = await bare.commits({
    from: `${targetCommit}..${sourceCommit}`,
    top: request.queryNumber('$top') ?? mostCommits,
  });
  return list(commits.map(commit => commitWire(request, repository, commit)));
}

const ofProject = '[{project}/]_apis/git/pullrequests';
const ofRepository =
  '[{project}/]_apis/git/repositories/{repositoryId}/pullrequests';
const one = `${ofRepository}/{#pullRequestId}`;

/** Pull requests. Policies are not asked when one is completed. */
export const pullRequestRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '{project}/_apis/git/pullrequests',
    handle: listPullRequests,
  },
  { method: 'GET', path: `${ofProject}/{#pullRequestId}`, handle: getOne },
  { method: 'GET', path: ofRepository, handle: listPullRequests },
  { method: 'POST', path: ofRepository, handle: create },
  { method: 'GET', path: one, handle: getOne },
  { method: 'PATCH', path: one, handle: update },
  { method: 'GET', path: `${one}/commits`, handle: listCommits },
];
