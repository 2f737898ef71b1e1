/** A merge of two commits that somebody asked for; scope: repository. */
export interface MergeOperationRecord {
  /** `<repository id>:<number>` */
  readonly id: string;
  readonly number: number;
  readonly parents: readonly string[];
  readonly comment: string;
  /** Absent when there are conflicts. */
  readonly mergeCommit?: string;
}
