/** Somebody who looks at a pull request. */
export interface PullRequestReviewer {
  readonly id: string;
  /** 10 approved, 5 with suggestions, 0 none, -5 waits, -10 rejected. */
  readonly vote: number;
  readonly isRequired: boolean;
}

export interface PullRequestComment {
  readonly id: number;
  readonly parentCommentId: number;
  readonly author: string;
  readonly content: string;
  readonly commentType: string;
  readonly publishedDate: string;
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
  readonly autoCompleteSetBy?: string;
  readonly mergeId: string;
  readonly mergeStatus: 'succeeded' | 'conflicts' | 'notSet';
  readonly sourceCommit: string;
  readonly targetCommit: string;
  readonly mergeCommit?: string;
  readonly completionOptions: Readonly<Record<string, unknown>>;
  readonly reviewers: readonly PullRequestReviewer[];
  readonly threads: readonly PullRequestThread[];
  readonly statuses: readonly PullRequestStatus[];
}
