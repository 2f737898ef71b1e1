import {
  PullRequestComment,
  PullRequestRecord,
  PullRequestReviewer,
  PullRequestStatus,
  PullRequestThread,
} from '../store/PullRequestRecord';
import { RepositoryRecord } from '../store/records';
import { repositoryUrl, repositoryWire } from './gitWire';
import { identityRef } from './identityRef';
import { WireContext } from './Links';

/** REST address of a pull request. */
export function pullRequestUrl(
  context: WireContext,
  repository: RepositoryRecord,
  pullRequest: PullRequestRecord,
): string {
  return `${repositoryUrl(context, repository)}/pullRequests/${pullRequest.id}`;
}

export function reviewerWire(
  context: WireContext,
  url: string,
  reviewer: PullRequestReviewer,
) {
  return {
    reviewerUrl: `${url}/reviewers/${reviewer.id}`,
    vote: reviewer.vote,
    hasDeclined: false,
    isFlagged: false,
    ...(reviewer.isRequired && { isRequired: true }),
    ...identityRef(context, reviewer.id),
  };
}

export function pullRequestWire(
  context: WireContext,
  repository: RepositoryRecord,
  record: PullRequestRecord,
) {
  const url = pullRequestUrl(context, repository, record);
  const commit = (commitId: string) => ({
    commitId,
    url: `${repositoryUrl(context, repository)}/commits/${commitId}`,
  });
  const { autoCompleteSetBy, closedBy } = record;
  return {
    repository: repositoryWire(context, repository, { links: false }),
    pullRequestId: Number(record.id),
    codeReviewId: Number(record.id),
    status: record.status,
    createdBy: identityRef(context, record.createdBy),
    creationDate: record.creationDate,
    ...(closedBy && {
      closedBy: identityRef(context, closedBy),
      closedDate: record.closedDate,
    }),
    title: record.title,
    ...(record.description && { description: record.description }),
    sourceRefName: record.sourceRefName,
    targetRefName: record.targetRefName,
    mergeStatus: record.mergeStatus,
    isDraft: record.isDraft,
    mergeId: record.mergeId,
    lastMergeSourceCommit: commit(record.sourceCommit),
    lastMergeTargetCommit: commit(record.targetCommit),
    ...(record.mergeCommit && { lastMergeCommit: commit(record.mergeCommit) }),
    reviewers: record.reviewers.map(reviewer =>
      reviewerWire(context, url, reviewer),
    ),
    url,
    ...(Object.keys(record.completionOptions).length > 0 && {
      completionOptions: record.completionOptions,
    }),
    ...(autoCompleteSetBy && {
      autoCompleteSetBy: identityRef(context, autoCompleteSetBy),
    }),
    supportsIterations: true,
    artifactId: `vstfs:///Git/PullRequestId/${record.projectId}%2f${repository.id}%2f${record.id}`,
  };
}

export function commentWire(context: WireContext, comment: PullRequestComment) {
  return {
    id: comment.id,
    parentCommentId: comment.parentCommentId,
    author: identityRef(context, comment.author),
    content: comment.content,
    publishedDate: comment.publishedDate,
    lastUpdatedDate: comment.publishedDate,
    lastContentUpdatedDate: comment.publishedDate,
    commentType: comment.commentType,
    usersLiked: [],
  };
}

export function threadWire(
  context: WireContext,
  url: string,
  thread: PullRequestThread,
) {
  const { comments, status, threadContext, ...rest } = thread;
  return {
    ...rest,
    ...(status && { status }),
    threadContext: threadContext ?? null,
    comments: comments.map(comment => commentWire(context, comment)),
    properties: {},
    isDeleted: false,
    _links: { self: { href: `${url}/threads/${thread.id}` } },
  };
}

export function statusWire(context: WireContext, status: PullRequestStatus) {
  const { name, genre, createdBy, creationDate, ...rest } = status;
  return {
    ...rest,
    context: { name, ...(genre && { genre }) },
    creationDate,
    updatedDate: creationDate,
    createdBy: identityRef(context, createdBy),
  };
}
