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
    ...(reviewer.votedFor && {
      votedFor: reviewer.votedFor.map(group => ({
        reviewerUrl: `${url}/reviewers/${group}`,
        vote: reviewer.vote,
        ...identityRef(context, group),
      })),
    }),
    hasDeclined: reviewer.hasDeclined ?? false,
    isFlagged: reviewer.isFlagged ?? false,
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
    ...(record.labels.length > 0 && {
      labels: record.labels.map(label => ({
        ...label,
        active: true,
        url: `${url}/labels/${label.id}`,
      })),
    }),
    url,
    ...(Object.keys(record.completionOptions).length > 0 && {
      completionOptions: record.completionOptions,
    }),
    ...(autoCompleteSetBy && {
      autoCompleteSetBy: identityRef(context, autoCompleteSetBy),
    }),
    ...(record.completionQueueTime && {
      completionQueueTime: record.completionQueueTime,
    }),
    supportsIterations: true,
    artifactId: `vstfs:///Git/PullRequestId/${record.projectId}%2f${repository.id}%2f${record.id}`,
  };
}

/** Where the parts of a pull request are. */
export function pullRequestLinks(
  context: WireContext,
  repository: RepositoryRecord,
  record: PullRequestRecord,
) {
  const at = (href: string) => ({ href });
  const ofRepository = repositoryUrl(context, repository);
  const url = pullRequestUrl(context, repository, record);
  return {
    self: at(url),
    repository: at(ofRepository),
    workItems: at(`${url}/workitems`),
    sourceBranch: at(`${ofRepository}/${record.sourceRefName}`),
    targetBranch: at(`${ofRepository}/${record.targetRefName}`),
    statuses: at(`${url}/statuses`),
    sourceCommit: at(`${ofRepository}/commits/${record.sourceCommit}`),
    targetCommit: at(`${ofRepository}/commits/${record.targetCommit}`),
    createdBy: at(identityRef(context, record.createdBy).url),
    iterations: at(`${url}/iterations`),
  };
}

export function commentWire(context: WireContext, comment: PullRequestComment) {
  return {
    id: comment.id,
    parentCommentId: comment.parentCommentId,
    author: identityRef(context, comment.author),
    content: comment.content,
    publishedDate: comment.publishedDate,
    lastUpdatedDate: comment.lastContentUpdatedDate ?? comment.publishedDate,
    lastContentUpdatedDate:
      comment.lastContentUpdatedDate ?? comment.publishedDate,
    ...(comment.isDeleted && { isDeleted: true }),
    commentType: comment.commentType,
    usersLiked: (comment.usersLiked ?? []).map(id => identityRef(context, id)),
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
    isDeleted: comments.every(comment => comment.isDeleted),
    _links: { self: { href: `${url}/threads/${thread.id}` } },
  };
}

/** A status of a pull request or a commit. */
export function statusWire(
  context: WireContext,
  status: Omit<PullRequestStatus, 'id'> & { readonly id: number },
) {
  const { name, genre, createdBy, creationDate, ...rest } = status;
  return {
    ...rest,
    context: { name, ...(genre && { genre }) },
    creationDate,
    updatedDate: creationDate,
    createdBy: identityRef(context, createdBy),
  };
}
