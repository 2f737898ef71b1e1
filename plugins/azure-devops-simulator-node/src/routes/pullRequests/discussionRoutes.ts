import {
  pullRequestInvalid,
  pullRequestPartUnknown,
} from '../../errors/pullRequestErrors';
import { ApiAnswer, json, list } from '../../server/ApiAnswer';
import { ApiRequest } from '../../server/ApiRequest';
import {
  isJsonObject,
  items,
  property,
  text,
  wholeNumber,
} from '../../server/JsonBody';
import { enumName } from '../../server/enumName';
import { Route } from '../../server/Route';
import {
  PullRequestComment,
  PullRequestThread,
} from '../../store/PullRequestRecord';
import {
  commentWire,
  pullRequestUrl,
  threadWire,
} from '../../wire/pullRequestWire';
import { identityRef } from '../../wire/identityRef';
import { changePullRequest, requestedPullRequest } from './pullRequests';
import { reviewPullRequest } from './reviewPullRequest';

const done: ApiAnswer = { status: 200, headers: {} };

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
    throw pullRequestPartUnknown(`thread ${id}`);
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

/** Keeps a thread; whether comments are resolved may decide about the pull request. */
async function putThread(
  request: ApiRequest,
  thread: PullRequestThread,
): Promise<void> {
  const { record } = requestedPullRequest(request);
  changePullRequest(request, record.id, current => {
    const isKnown = current.threads.some(({ id }) => id === thread.id);
    return {
      ...current,
      threads: isKnown
        ? current.threads.map(former =>
            former.id === thread.id ? thread : former,
          )
        : [...current.threads, thread],
    };
  });
  await reviewPullRequest(request, record.id);
}

const threadStatuses = {
  0: 'unknown',
  1: 'active',
  2: 'fixed',
  3: 'wontFix',
  4: 'closed',
  5: 'byDesign',
  6: 'pending',
};

function statusOf(request: ApiRequest): string | undefined {
  return enumName(text(request.objectBody(), 'status'), threadStatuses);
}

async function createThread(request: ApiRequest) {
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
  await putThread(request, thread);
  return json(wireOf(request, thread));
}

async function updateThread(request: ApiRequest) {
  const thread = requestedThread(request);
  const changed = {
    ...thread,
    status: statusOf(request) ?? thread.status ?? 'active',
    lastUpdatedDate: request.timestamp,
  };
  await putThread(request, changed);
  return json(wireOf(request, changed));
}

async function addComment(request: ApiRequest) {
  const thread = requestedThread(request);
  const comment = readComment(
    request,
    request.objectBody(),
    thread.comments.length + 1,
  );
  await putThread(request, {
    ...thread,
    lastUpdatedDate: request.timestamp,
    comments: [...thread.comments, comment],
  });
  return json(commentWire(request, comment));
}

function requestedComment(request: ApiRequest): PullRequestComment {
  const id = Number(request.parameter('commentId'));
  const comment = requestedThread(request).comments.find(
    candidate => candidate.id === id,
  );
  if (!comment) {
    throw pullRequestPartUnknown(`comment ${id} in this thread`);
  }
  return comment;
}

async function putComment(
  request: ApiRequest,
  comment: PullRequestComment,
): Promise<void> {
  const thread = requestedThread(request);
  await putThread(request, {
    ...thread,
    lastUpdatedDate: request.timestamp,
    comments: thread.comments.map(former =>
      former.id === comment.id ? comment : former,
    ),
  });
}

async function updateComment(request: ApiRequest) {
  const content = text(request.objectBody(), 'content');
  if (!content) {
    throw pullRequestInvalid('A comment has no content.');
  }
  const comment = {
    ...requestedComment(request),
    content,
    lastContentUpdatedDate: request.timestamp,
  };
  await putComment(request, comment);
  return json(commentWire(request, comment));
}

/** A deleted comment keeps its place, without its content. */
async function removeComment(request: ApiRequest) {
  const comment = requestedComment(request);
  await putComment(request, { ...comment, content: '', isDeleted: true });
  return done;
}

function like(isLiked: boolean) {
  return async (request: ApiRequest) => {
    const comment = requestedComment(request);
    const others = (comment.usersLiked ?? []).filter(
      id => id !== request.user.id,
    );
    await putComment(request, {
      ...comment,
      usersLiked: isLiked ? [...others, request.user.id] : others,
    });
    return done;
  };
}

const one =
  '[{project}/]_apis/git/repositories/{repositoryId}/pullrequests/{#pullRequestId}';
const threads = `${one}/threads`;
const thread = `${threads}/{#threadId}`;
const comments = `${thread}/comments`;
const comment = `${comments}/{#commentId}`;
const likes = `${comment}/likes`;

/** What people say about a pull request. */
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
  { method: 'POST', path: comments, handle: addComment },
  {
    method: 'GET',
    path: comments,
    handle: request =>
      list(
        requestedThread(request).comments.map(entry =>
          commentWire(request, entry),
        ),
      ),
  },
  {
    method: 'GET',
    path: comment,
    handle: request => json(commentWire(request, requestedComment(request))),
  },
  { method: 'PATCH', path: comment, handle: updateComment },
  { method: 'DELETE', path: comment, handle: removeComment },
  {
    method: 'GET',
    path: likes,
    handle: request =>
      list(
        (requestedComment(request).usersLiked ?? []).map(id =>
          identityRef(request, id),
        ),
      ),
  },
  { method: 'POST', path: likes, handle: like(true) },
  { method: 'DELETE', path: likes, handle: like(false) },
];
