import { pullRequestInvalid } from '../../errors/pullRequestErrors';
import { json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  child,
  isJsonObject,
  items,
  property,
  text,
  wholeNumber,
} from '../../server/JsonBody';
import { Route } from '../../server/Route';
import {
  PullRequestComment,
  PullRequestStatus,
  PullRequestThread,
} from '../../store/PullRequestRecord';
import {
  commentWire,
  pullRequestUrl,
  statusWire,
  threadWire,
} from '../../wire/pullRequestWire';
import { putPullRequest, requestedPullRequest } from './pullRequests';

const states = [
  'notSet',
  'pending',
  'succeeded',
  'failed',
  'error',
  'notApplicable',
];

function wireOf(request: ApiRequest, thread: PullRequestThread) {
  const { repository, record } = requestedPullRequest(request);
  const url = pullRequestUrl(request, repository, record);
  return threadWire(request, url, thread);
}

function requestedThread(request: ApiRequest): PullRequestThread {
  const id = Number(request.parameter('threadId'));
  const thread = requestedPullRequest(request).record.threads.find(
    candidate => candidate.id === id,
  );
  if (!thread) {
    throw pullRequestInvalid(`The pull request has no thread ${id}.`);
  }
  return thread;
}

function readComment(
  request: ApiRequest,
  value: unknown,
  id: number,
): PullRequestComment {
  const content = isJsonObject(value) ? text(value, 'content') : undefined;
  if (!isJsonObject(value) || !content) {
    throw pullRequestInvalid('A comment has no content.');
  }
  const type = text(value, 'commentType') ?? 'text';
  return {
    id,
    parentCommentId: wholeNumber(value, 'parentCommentId') ?? 0,
    author: request.user.id,
    content,
    // Clients send the number as well.
    commentType: type === '1' ? 'text' : type,
    publishedDate: request.timestamp,
  };
}

function putThread(request: ApiRequest, thread: PullRequestThread) {
  const { record } = requestedPullRequest(request);
  const isKnown = record.threads.some(({ id }) => id === thread.id);
  putPullRequest(request, {
    ...record,
    threads: isKnown
      ? record.threads.map(former =>
          former.id === thread.id ? thread : former,
        )
      : [...record.threads, thread],
  });
}

function statusOf(request: ApiRequest): string | undefined {
  const status = text(request.objectBody(), 'status');
  return status === '1' ? 'active' : status;
}

function createThread(request: ApiRequest) {
  const body = request.objectBody();
  const comments = items(body, 'comments') ?? [];
  if (comments.length === 0) {
    throw pullRequestInvalid('A thread needs at least one comment.');
  }
  const threadContext = property(body, 'threadContext');
  const status = statusOf(request);
  const thread: PullRequestThread = {
    id: request.store.nextNumber('pullRequestThread'),
    ...(status && { status }),
    publishedDate: request.timestamp,
    lastUpdatedDate: request.timestamp,
    ...(threadContext !== undefined && { threadContext }),
    comments: comments.map((value, index) =>
      readComment(request, value, index + 1),
    ),
  };
  putThread(request, thread);
  return json(wireOf(request, thread));
}

function updateThread(request: ApiRequest) {
  const thread = requestedThread(request);
  const changed = {
    ...thread,
    status: statusOf(request) ?? thread.status ?? 'active',
    lastUpdatedDate: request.timestamp,
  };
  putThread(request, changed);
  return json(wireOf(request, changed));
}

function addComment(request: ApiRequest) {
  const thread = requestedThread(request);
  const comment = readComment(
    request,
    request.objectBody(),
    thread.comments.length + 1,
  );
  putThread(request, {
    ...thread,
    lastUpdatedDate: request.timestamp,
    comments: [...thread.comments, comment],
  });
  return json(commentWire(request, comment));
}

function createStatus(request: ApiRequest) {
  const { record } = requestedPullRequest(request);
  const body = request.objectBody();
  const context = child(body, 'context') ?? {};
  const state = text(body, 'state') ?? 'notSet';
  const name = text(context, 'name');
  if (!name || !states.includes(state)) {
    throw pullRequestInvalid(
      `A status needs context.name and a state that is one of ${states.join(
        ', ',
      )}.`,
    );
  }
  const [description, targetUrl] = ['description', 'targetUrl'].map(key =>
    text(body, key),
  );
  const genre = text(context, 'genre');
  const status: PullRequestStatus = {
    id: record.statuses.length + 1,
    state,
    ...(description && { description }),
    name,
    ...(genre && { genre }),
    ...(targetUrl && { targetUrl }),
    createdBy: request.user.id,
    creationDate: request.timestamp,
  };
  putPullRequest(request, {
    ...record,
    statuses: [...record.statuses, status],
  });
  return json(statusWire(request, status));
}

const one =
  '[{project}/]_apis/git/repositories/{repositoryId}/pullrequests/{#pullRequestId}';
const threads = `${one}/threads`;
const thread = `${threads}/{#threadId}`;

/** What people and checks say about a pull request. */
export const discussionRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: threads,
    handle: request =>
      list(
        requestedPullRequest(request).record.threads.map(entry =>
          wireOf(request, entry),
        ),
      ),
  },
  { method: 'POST', path: threads, handle: createThread },
  {
    method: 'GET',
    path: thread,
    handle: request => json(wireOf(request, requestedThread(request))),
  },
  { method: 'PATCH', path: thread, handle: updateThread },
  { method: 'POST', path: `${thread}/comments`, handle: addComment },
  {
    method: 'GET',
    path: `${one}/statuses`,
    handle: request =>
      list(
        requestedPullRequest(request).record.statuses.map(status =>
          statusWire(request, status),
        ),
      ),
  },
  { method: 'POST', path: `${one}/statuses`, handle: createStatus },
];
