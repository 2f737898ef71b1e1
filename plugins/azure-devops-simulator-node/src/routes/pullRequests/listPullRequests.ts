import { invalidArgument } from '../../errors/requestErrors';
import { ApiRequest } from '../../server/ApiRequest';
import { page } from '../../server/paging';
import { PullRequestRecord } from '../../store/PullRequestRecord';
import { RepositoryRecord } from '../../store/records';
import { pullRequestWire } from '../../wire/pullRequestWire';
import { requestedRepository } from '../git/findRepository';
import { pullRequestStatus } from './pullRequestStatus';

const states = ['active', 'abandoned', 'completed', 'all'];

function statusOf(request: ApiRequest): string {
  const status =
    pullRequestStatus(request.query('searchCriteria.status')) ?? 'active';
  if (status === 'notSet') {
    return 'active';
  }
  if (!states.includes(status)) {
    throw invalidArgument(
      `searchCriteria.status is '${status}'; ${states.join(', ')} are known.`,
    );
  }
  return status;
}

function timeOf(request: ApiRequest, name: string): number | undefined {
  const value = request.query(`searchCriteria.${name}`);
  const time = value === undefined ? undefined : Date.parse(value);
  if (Number.isNaN(time)) {
    throw invalidArgument(
      `searchCriteria.${name} is '${value}', which is no date.`,
    );
  }
  return time;
}

/** Whether a pull request was created, or closed, in the time that is asked for. */
function inTime(request: ApiRequest): (record: PullRequestRecord) => boolean {
  const from = timeOf(request, 'minTime');
  const to = timeOf(request, 'maxTime');
  const isClosed =
    request.query('searchCriteria.queryTimeRangeType')?.toLowerCase() ===
    'closed';
  return record => {
    const date = isClosed ? record.closedDate : record.creationDate;
    const time = date === undefined ? Number.NaN : Date.parse(date);
    return (
      (from === undefined || time >= from) && (to === undefined || time <= to)
    );
  };
}

function isWanted(request: ApiRequest): (record: PullRequestRecord) => boolean {
  const status = statusOf(request);
  const isInTime = inTime(request);
  const has = (name: string, value: string) =>
    (request.query(`searchCriteria.${name}`) ?? value).toLowerCase() ===
    value.toLowerCase();
  const reviewerId = request.query('searchCriteria.reviewerId')?.toLowerCase();
  return record =>
    (status === 'all' || record.status === status) &&
    isInTime(record) &&
    has('repositoryId', record.repositoryId) &&
    has('sourceRepositoryId', record.repositoryId) &&
    has('creatorId', record.createdBy) &&
    has('sourceRefName', record.sourceRefName) &&
    has('targetRefName', record.targetRefName) &&
    (!reviewerId || record.reviewers.some(({ id }) => id === reviewerId));
}

/** Of the path: one repository, those of a project, or those of the organization. */
function repositoriesOf(request: ApiRequest): readonly RepositoryRecord[] {
  if (request.parameter('repositoryId')) {
    return [requestedRepository(request)];
  }
  const projects = request.optionalProject
    ? [request.optionalProject]
    : request.store.list('project', request.organization.name);
  return projects.flatMap(({ id }) => request.store.list('repository', id));
}

const longestDescription = 400;

/** Pull requests by criteria, the latest first. */
export function listPullRequests(request: ApiRequest) {
  const filter = isWanted(request);
  const found = repositoriesOf(request)
    .flatMap(repository =>
      request.store
        .list('pullRequest', repository.id)
        .filter(filter)
        .map(record => ({ repository, record })),
    )
    .sort((left, right) => Number(right.record.id) - Number(left.record.id));
  return page(
    request,
    found,
    ({ repository, record }) =>
      pullRequestWire(request, repository, {
        ...record,
        // Lists carry the beginning only.
        ...(record.description !== undefined && {
          description: record.description.slice(0, longestDescription),
        }),
      }),
    { defaultTop: 101 },
  );
}
