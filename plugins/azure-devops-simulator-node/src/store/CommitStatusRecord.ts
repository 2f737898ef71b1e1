/** What a check outside says about a commit; scope: `<repository id>:<commit>`. */
export interface CommitStatusRecord {
  /** `<repository id>:<commit>:<number>` */
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly description?: string;
  readonly name: string;
  readonly genre?: string;
  readonly targetUrl?: string;
  readonly createdBy: string;
  readonly creationDate: string;
}
