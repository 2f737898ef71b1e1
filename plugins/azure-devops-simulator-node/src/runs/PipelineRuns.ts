/** What the rest of the simulator may ask of the part that carries runs out. */
export interface PipelineRuns {
  /** A run, its approvals, permissions or the lock it waits for have changed: go on with it soon. */
  wake(buildId: string): void;
  /** Something that many runs may wait for has changed, such as a permission. */
  wakeAll(): void;
  /** Asks a run to stop; it is completed once its children have ended. */
  cancel(buildId: string): void;
  /** The same for one stage, named by its record. */
  cancelStage(buildId: string, stageId: string): void;
  /** Resolves once nothing can go on by itself: for tests. */
  settled(): Promise<void>;
  /** Goes on with runs that were under way when the simulator was stopped. */
  resume(): void;
  /** Stops the agent and its children. */
  close(): Promise<void>;
}
