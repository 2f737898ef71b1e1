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
import { Route } from '../../server/Route';
import {
  PullRequestLabel,
  PullRequestRecord,
} from '../../store/PullRequestRecord';
import { RepositoryRecord } from '../../store/records';
import { requestedRepository } from '../git/findRepository';
import { completePullRequest } from './completePullRequest';
import { commitsOf } from './commitsOf';
import { withLabel } from './labels';
import { listPullRequests } from './listPullRequests';
import { pullRequestAnswer } from './pullRequestAnswer';
import {
  branchesKey,
  changePullRequest,
  currentPullRequest,
  putPullRequest,
  requestedPullRequest,
} from './pullRequests';
import { pullRequestStatus } from './pullRequestStatus';
import { refreshPullRequest } from './refreshPullRequest';
import { readReviewer } from './reviewers';
import { inTurnOf, reviewPullRequest } from './reviewPullRequest';

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

function readLabels(request: ApiRequest, body: JsonObject) {
  const names = (items(body, 'labels') ?? []).map(value =>
    isJsonObject(value) ? requiredText(value, 'name') : String(value),
  );
  return names.reduce<readonly PullRequestLabel[]>(
    (labels, name) => withLabel(request, labels, name),
    [],
  );
}

/** A pull request before its branches have been merged for the first time. */
function draftOf(
  request: ApiRequest,
  repository: RepositoryRecord,
  commits: Pick<PullRequestRecord, 'sourceCommit' | 'targetCommit'>,
): Omit<PullRequestRecord, 'id'> {
  const body = request.objectBody();
  const description = text(body, 'description');
  return {
    organization: request.organization.name,
    projectId: repository.projectId,
    repositoryId: repository.id,
    title: requiredText(body, 'title'),
    ...(description !== undefined && { description }),
    sourceRefName: requiredText(body, 'sourceRefName'),
    targetRefName: requiredText(body, 'targetRefName'),
    status: 'active',
    isDraft: truth(body, 'isDraft') ?? false,
    createdBy: request.user.id,
    creationDate: request.timestamp,
    mergeId: request.environment.random.uuid(),
    mergeStatus: 'notSet',
    ...commits,
    completionOptions: child(body, 'completionOptions') ?? {},
    reviewers: (items(body, 'reviewers') ?? []).map(value =>
      readReviewer(request, value),
    ),
    threads: [],
    statuses: [],
    iterations: [],
    labels: readLabels(request, body),
  };
}

async function create(request: ApiRequest) {
  const repository = requestedRepository(request);
  const body = request.objectBody();
  requiredText(body, 'title');
  const source = requiredText(body, 'sourceRefName');
  const target = requiredText(body, 'targetRefName');
  const sourceCommit = await requireBranch(request, repository, source);
  const targetCommit = await requireBranch(request, repository, target);
  if (source === target) {
    throw pullRequestInvalid(
      `Source and target of the pull request are the same branch ${source}.`,
    );
  }
  const draft = draftOf(request, repository, { sourceCommit, targetCommit });
  const id = request.store.transaction(() => {
    requireNoOther(request, draft);
    const number = String(request.store.nextNumber('pullRequest'));
    putPullRequest(request, { ...draft, id: number });
    return number;
  });
  await reviewPullRequest(request, id);
  const record = currentPullRequest(request, id);
  return json(await pullRequestAnswer(request, repository, record), {
    status: 201,
  });
}

async function getOne(request: ApiRequest) {
  const { repository, record } = requestedPullRequest(request);
  const current = await inTurnOf(request, record.id, () =>
    refreshPullRequest(request, currentPullRequest(request, record.id)),
  );
  const commits = request.flag('includeCommits')
    ? await commitsOf(request, current)
    : undefined;
  return json({
    ...(await pullRequestAnswer(request, repository, current)),
    ...(commits && { commits }),
    ...(request.flag('includeWorkItemRefs') && { workItemRefs: [] }),
  });
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

/** The status as the body asks for it; a pull request that has been completed stays so. */
function nextStatus(
  request: ApiRequest,
  record: PullRequestRecord,
): PullRequestRecord {
  const status =
    pullRequestStatus(text(request.objectBody(), 'status')) ?? record.status;
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
      // Its branches may have moved in the meantime.
      return { ...open, status: 'active', mergeStatus: 'notSet' };
    }
    default:
      throw pullRequestNotEditable(record.id, record.status);
  }
}

async function change(
  request: ApiRequest,
  id: string,
): Promise<PullRequestRecord> {
  const body = request.objectBody();
  const target = text(body, 'targetRefName');
  const next = (current: PullRequestRecord): PullRequestRecord => ({
    ...edited(request, current),
    ...(target !== undefined && { targetRefName: target }),
  });
  const current = currentPullRequest(request, id);
  if (current.status === 'completed') {
    throw pullRequestNotEditable(id, current.status);
  }
  requireNoOther(request, next(current));
  if (
    pullRequestStatus(text(body, 'status')) === 'completed' &&
    current.status === 'active'
  ) {
    const last = child(body, 'lastMergeSourceCommit') ?? {};
    return completePullRequest(request, next(current), {
      expectedSource: text(last, 'commitId'),
    });
  }
  return changePullRequest(request, id, record =>
    nextStatus(request, next(record)),
  );
}

async function update(request: ApiRequest) {
  const { repository, record } = requestedPullRequest(request);
  const target = text(request.objectBody(), 'targetRefName');
  if (target !== undefined && target !== record.targetRefName) {
    await requireBranch(request, repository, target);
  }
  await inTurnOf(request, record.id, () => change(request, record.id));
  await reviewPullRequest(request, record.id, {
    ...(target !== undefined &&
      target !== record.targetRefName && {
        oldTargetRefName: record.targetRefName,
      }),
  });
  const changed = currentPullRequest(request, record.id);
  return json(await pullRequestAnswer(request, repository, changed));
}

async function listCommits(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  return list(await commitsOf(request, record));
}

const ofProject = '[{project}/]_apis/git/pullrequests';
const ofRepository =
  '[{project}/]_apis/git/repositories/{repositoryId}/pullrequests';
const one = `${ofRepository}/{#pullRequestId}`;

/** Pull requests. */
export const pullRequestRoutes: readonly Route[] = [
  { method: 'GET', path: ofProject, handle: listPullRequests },
  { method: 'GET', path: `${ofProject}/{#pullRequestId}`, handle: getOne },
  { method: 'GET', path: ofRepository, handle: listPullRequests },
  { method: 'POST', path: ofRepository, handle: create },
  { method: 'GET', path: one, handle: getOne },
  { method: 'PATCH', path: one, handle: update },
  { method: 'GET', path: `${one}/commits`, handle: listCommits },
];
