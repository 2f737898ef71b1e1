/** A policy configuration as it is now. */
export interface PolicyRecord {
  readonly id: string;
  readonly projectId: string;
  readonly typeId: string;
  readonly isEnabled: boolean;
  readonly isBlocking: boolean;
  readonly isDeleted: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly revision: number;
  readonly createdBy: string;
  readonly createdDate: string;
}

/** A policy configuration as it was. */
export interface PolicyRevisionRecord {
  /** `<policy id>:<revision>` */
  readonly id: string;
  readonly policy: PolicyRecord;
}
