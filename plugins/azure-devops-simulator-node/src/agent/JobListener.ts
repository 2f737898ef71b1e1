/** How a step or a job ended, in Azure DevOps' words. */
export type TaskResult =
  | 'succeeded'
  | 'succeededWithIssues'
  | 'failed'
  | 'canceled'
  | 'skipped';

export interface TaskIssue {
  readonly type: 'error' | 'warning';
  readonly message: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** One case of a published test report. */
export interface TestCaseResult {
  readonly name: string;
  /** Class, module or file the case is in. */
  readonly storage: string;
  readonly outcome: 'Passed' | 'Failed' | 'NotExecuted';
  readonly durationMilliseconds: number;
  readonly errorMessage?: string;
  readonly stackTrace?: string;
}

/**
 * What an agent tells while it works. Every call is kept before it returns,
 * so that nothing an agent was thanked for is lost.
 */
export interface JobListener {
  /**
   * A step that the pipeline does not spell out: `Initialize job`, the default checkout, the downloads
   * of a deployment job, what a task does after the others (`Post-job: …`), `Finalize Job`.
   * It is told before any other call names its record.
   */
  stepAdded(step: {
    /** A new id that the agent has made up. */
    readonly recordId: string;
    readonly displayName: string;
    /** Before the steps of the request, or behind them; in the order of the calls. */
    readonly place: 'before' | 'after';
  }): void;
  /** The name is given with `$(…)` expanded. */
  stepStarted(recordId: string, displayName: string): void;
  /**
   * Whole lines without their ends, each behind its time (`2026-01-31T09:30:00.1230000Z text`),
   * as the logs of Azure DevOps have it; secrets are masked already.
   */
  stepLogged(recordId: string, lines: readonly string[]): void;
  stepProgressed(
    recordId: string,
    progress: { readonly percent?: number; readonly operation?: string },
  ): void;
  stepCompleted(
    recordId: string,
    outcome: {
      readonly result: TaskResult;
      readonly resultCode?: string;
      readonly issues: readonly TaskIssue[];
      /** By name; a secret one is kept but never shown. */
      readonly outputVariables: Readonly<
        Record<string, { readonly value: string; readonly isSecret: boolean }>
      >;
      /** Name of the step in expressions: `outputs['name.variable']`. */
      readonly referenceName?: string;
    },
  ): void;
  /** Copies a file or folder into the run's artifacts. Throws if the run has one of this name already. */
  publishArtifact(artifact: {
    readonly name: string;
    readonly path: string;
    readonly type: 'PipelineArtifact' | 'Container';
  }): Promise<void>;
  /** Folder of an artifact of this run or of another one in the project; undefined if there is none. */
  findArtifact(wanted: {
    readonly buildId: string;
    readonly name: string;
  }): string | undefined;
  /** Names of a run's artifacts. */
  artifactNames(buildId: string): readonly string[];
  /** The latest run of a pipeline that has artifacts to give, for `buildType: specific`. */
  findRun(wanted: {
    readonly projectId: string;
    readonly definitionId: string;
    readonly branch?: string;
    readonly allowPartiallySucceeded: boolean;
  }): string | undefined;
  publishTestResults(run: {
    readonly title: string;
    readonly results: readonly TestCaseResult[];
    readonly durationMilliseconds: number;
  }): void;
  publishCoverage(summary: {
    readonly linesCovered: number;
    readonly linesTotal: number;
    readonly branchesCovered: number;
    readonly branchesTotal: number;
  }): void;
  /** A Markdown file for the run's page, from `task.uploadsummary`. */
  attachSummary(summary: {
    readonly name: string;
    readonly text: string;
  }): void;
  updateBuildNumber(number: string): void;
  addBuildTag(tag: string): void;
}
