/** Pushes that wait until the run of a pipeline with `batch: true` has ended; scope: project. */
export interface BatchedPushRecord {
  /** `<definition id>:<full reference name>` */
  readonly id: string;
  readonly definitionId: string;
  readonly reference: string;
  /** The newest commit. */
  readonly commit: string;
  readonly pushedBy: string;
}
