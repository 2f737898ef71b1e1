/** Somebody who looks at a pull request. */
export interface PullRequestReviewer {
  readonly id: string;
  /** 10 approved, 5 with suggestions, 0 none, -5 waits, -10 rejected. */
  readonly vote: number;
  readonly isRequired: boolean;
  readonly hasDeclined?: boolean;
  readonly isFlagged?: boolean;
  /** The iteration that the vote was given for. */
  readonly votedIteration?: number;
  /** The groups among the reviewers for which a member has voted. */
  readonly votedFor?: readonly string[];
}

/** A state of the source branch that was reviewed, or could have been. */
export interface PullRequestIteration {
  readonly id: number;
  readonly reason: 'create' | 'push' | 'forcePush' | 'retarget';
  readonly author: string;
  readonly createdDate: string;
  readonly updatedDate: string;
  readonly sourceCommit: string;
  readonly targetCommit: string;
  /** Where both come from. */
  readonly commonCommit: string;
  /** Of a change of the target branch. */
  readonly oldTargetRefName?: string;
  readonly newTargetRefName?: string;
}

export interface PullRequestLabel {
  readonly id: string;
  readonly name: string;
}

export interface PullRequestComment {
  readonly id: number;
  readonly parentCommentId: number;
  readonly author: string;
  readonly content: string;
  readonly commentType: string;
  readonly publishedDate: string;
  readonly lastContentUpdatedDate?: string;
  readonly isDeleted?: boolean;
  readonly usersLiked?: readonly string[];
}

export interface PullRequestThread {
  readonly id: number;
  readonly status?: string;
  readonly publishedDate: string;
  readonly lastUpdatedDate: string;
  readonly threadContext?: unknown;
  readonly comments: readonly PullRequestComment[];
}

/** What a check outside has said. */
export interface PullRequestStatus {
  readonly id: number;
  readonly state: string;
  readonly description?: string;
  readonly name: string;
  readonly genre?: string;
  readonly targetUrl?: string;
  /** Absent when it is about the pull request as a whole. */
  readonly iterationId?: number;
  readonly createdBy: string;
  readonly creationDate: string;
}

export interface PullRequestRecord {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
  readonly repositoryId: string;
  readonly title: string;
  readonly description?: string;
  readonly sourceRefName: string;
  readonly targetRefName: string;
  readonly status: 'active' | 'abandoned' | 'completed';
  readonly isDraft: boolean;
  readonly createdBy: string;
  readonly creationDate: string;
  readonly closedBy?: string;
  readonly closedDate?: string;
  /** When somebody, or auto-complete, asked for the completion. */
  readonly completionQueueTime?: string;
  readonly autoCompleteSetBy?: string;
  readonly mergeId: string;
  readonly mergeStatus: 'succeeded' | 'conflicts' | 'notSet';
  readonly sourceCommit: string;
  readonly targetCommit: string;
  /** Of the latest attempt to merge; once completed, the one in the target branch. */
  readonly mergeCommit?: string;
  readonly completionOptions: Readonly<Record<string, unknown>>;
  readonly reviewers: readonly PullRequestReviewer[];
  readonly threads: readonly PullRequestThread[];
  readonly statuses: readonly PullRequestStatus[];
  readonly iterations: readonly PullRequestIteration[];
  readonly labels: readonly PullRequestLabel[];
}
