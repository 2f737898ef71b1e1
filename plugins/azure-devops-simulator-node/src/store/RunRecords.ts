import { TaskIssue, TaskResult, TestCaseResult } from '../agent/JobListener';
import { CompiledPipeline, HookName } from '../pipelineYaml/CompiledPipeline';

/** What a run is made of. All of it is scoped by the build's id unless another scope is named. */

/** The compiled pipeline of a run; its id is the build's. */
export interface RunPlanRecord {
  readonly id: string;
  readonly pipeline: CompiledPipeline;
  /** The final YAML, as `preview` shows it. */
  readonly yaml: string;
  /** By `self` or alias: what a checkout and the checks of a repository mean, fixed when the run was queued. */
  readonly repositories: Readonly<Record<string, PlanRepository>>;
  /** By alias: the run behind a pipeline resource, fixed when this run was queued. */
  readonly pipelines: Readonly<Record<string, PlanPipeline>>;
  /** Identifiers of stages that whoever started the run left out. */
  readonly skippedStages: readonly string[];
}

export interface PlanRepository {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly ref: string;
  readonly commit: string;
}

export interface PlanPipeline {
  readonly projectId: string;
  readonly definitionId: string;
  readonly buildId: string;
}

export type TimelineRecordType =
  | 'Stage'
  | 'Phase'
  | 'Job'
  | 'Task'
  | 'Checkpoint'
  | 'Checkpoint.Approval'
  | 'Checkpoint.Authorization'
  | 'Checkpoint.ExclusiveLock'
  | 'Checkpoint.TaskCheck'
  | 'Checkpoint.ExtendsCheck';

/** A node of the timeline: stage › phase › job › task, and the checkpoint of a stage. */
export interface TimelineRecord {
  readonly id: string;
  readonly buildId: string;
  readonly parentId?: string;
  readonly type: TimelineRecordType;
  /** What people read. */
  readonly name: string;
  /** `stage`, `stage.phase`, `stage.phase.job`, `stage.phase.job.task`. */
  readonly identifier: string;
  /** Its own part of the identifier. */
  readonly refName: string;
  readonly order: number;
  readonly attempt: number;
  readonly state: 'pending' | 'inProgress' | 'completed';
  readonly result?: TaskResult | 'abandoned';
  readonly startTime?: string;
  readonly finishTime?: string;
  readonly lastModified: string;
  readonly changeId: number;
  readonly percentComplete?: number;
  readonly currentOperation?: string;
  readonly resultCode?: string;
  readonly workerName?: string;
  readonly queueId?: string;
  /** Number of its log within the run. */
  readonly logId?: number;
  readonly task?: {
    readonly id: string;
    readonly name: string;
    readonly version: string;
  };
  readonly issues: readonly TaskIssue[];
  /** Variables of a job's own: the leg of a matrix. */
  readonly variables?: Readonly<Record<string, string>>;
  /** The life cycle hook that a job of a deployment carries out. */
  readonly hook?: HookName;
  /** The environment that a job of a deployment goes to. */
  readonly environmentId?: string;
  /** Somebody has asked to end this stage. */
  readonly isCancelling?: boolean;
  /** Earlier attempts; their records are kept in the scope `<build id>:<timeline id>`. */
  readonly previousAttempts?: readonly {
    readonly attempt: number;
    readonly timelineId: string;
    readonly recordId: string;
  }[];
  /** Output variables, by `<step>.<name>` on jobs. Secrets are here and nowhere on the wire. */
  readonly outputs?: Readonly<
    Record<string, { readonly value: string; readonly isSecret: boolean }>
  >;
}

/** A log of a run; its lines are kept by the store under the same id. */
export interface LogRecord {
  /** `<build id>:<log number>` */
  readonly id: string;
  readonly buildId: string;
  readonly logId: number;
  readonly createdOn: string;
  readonly lastChangedOn: string;
}

export interface ArtifactRecord {
  /** `<build id>:<lower-case name>` */
  readonly id: string;
  readonly buildId: string;
  readonly artifactId: number;
  readonly name: string;
  readonly type: 'PipelineArtifact' | 'Container';
  /** Record of the job that published it. */
  readonly source: string;
  readonly size: number;
  readonly fileCount: number;
}

export interface ApprovalStep {
  readonly assignedApprover: string;
  readonly status: ApprovalStatus;
  readonly actualApprover?: string;
  readonly comment: string;
  readonly order: number;
  /** Set for a deferred approval: when it counts. */
  readonly deferredTo?: string;
  readonly initiatedOn: string;
  readonly lastModifiedOn: string;
  readonly lastModifiedBy?: string;
}

export type ApprovalStatus =
  | 'pending'
  | 'approved'
  | 'rejected'
  | 'skipped'
  | 'canceled'
  | 'timedOut'
  | 'deferred'
  | 'uninitiated';

/** An approval that a run waits for; scope: project. */
export interface ApprovalRecord {
  readonly id: string;
  readonly projectId: string;
  readonly buildId: string;
  /** Identifier of the stage that waits. */
  readonly stage: string;
  readonly checkId: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly status: ApprovalStatus;
  readonly steps: readonly ApprovalStep[];
  readonly minimumApprovers: number;
  readonly executionOrder: 'anyOrder' | 'inSequence';
  readonly requesterCanApprove: boolean;
  readonly blockedApprovers: readonly string[];
  readonly instructions: string;
  readonly createdOn: string;
  readonly lastModifiedOn: string;
  readonly timeoutMinutes: number;
}

export type CheckRunStatus =
  | 'queued'
  | 'running'
  | 'approved'
  | 'rejected'
  | 'canceled'
  | 'timedOut';

/** The checks that one stage of one run waits for; scope: project. */
export interface CheckSuiteRecord {
  readonly id: string;
  readonly projectId: string;
  readonly buildId: string;
  /** Identifier of the stage. */
  readonly stage: string;
  readonly attempt: number;
  readonly status: CheckRunStatus;
  readonly message: string;
  readonly createdDate: string;
  readonly completedDate?: string;
  readonly checkRuns: readonly CheckRunRecord[];
}

/** In the order in which they are looked at: each category waits for those before it. */
export type CheckCategory =
  | 'authorization'
  | 'static'
  | 'preApproval'
  | 'dynamic'
  | 'postApproval'
  | 'lock';

export interface CheckRunRecord {
  readonly id: string;
  readonly category: CheckCategory;
  /** Record of the timeline, once it has begun. */
  readonly recordId?: string;
  readonly timeoutMinutes: number;
  /** Absent for a missing pipeline permission, which is no configured check. */
  readonly checkId?: string;
  readonly kind:
    | 'approval'
    | 'exclusiveLock'
    | 'taskCheck'
    | 'extendsCheck'
    | 'authorization';
  readonly name: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly status: CheckRunStatus;
  readonly message: string;
  readonly createdDate: string;
  readonly completedDate?: string;
  /** Set for an approval. */
  readonly approvalId?: string;
}

/** Who holds the exclusive lock of a resource, and who waits; its id is `<project>:<type>:<resource>`. */
export interface ResourceLockRecord {
  readonly id: string;
  readonly holder?: { readonly buildId: string; readonly stage: string };
  readonly waiting: readonly {
    readonly buildId: string;
    readonly stage: string;
  }[];
}

/** One deployment of a job to an environment; scope: the environment's id. */
export interface DeploymentRecord {
  readonly id: string;
  readonly environmentId: string;
  readonly projectId: string;
  readonly buildId: string;
  readonly definitionId: string;
  readonly stageName: string;
  readonly jobName: string;
  readonly stageAttempt: number;
  readonly jobAttempt: number;
  readonly requestIdentifier: string;
  readonly queueTime: string;
  readonly startTime?: string;
  readonly finishTime?: string;
  readonly result?: TaskResult;
}

/** A published test report, without its results: there may be many. */
export interface TestRunRecord {
  readonly id: string;
  readonly projectId: string;
  readonly buildId: string;
  readonly name: string;
  readonly startedDate: string;
  readonly completedDate: string;
  /** How many results there are of each outcome. */
  readonly counts: Readonly<Record<TestCaseResult['outcome'], number>>;
}

/** The results of a test report; its id is the report's. */
export interface TestResultsRecord {
  readonly id: string;
  readonly results: readonly TestCaseResult[];
}

/** Coverage of a run; its id is the build's. */
export interface CoverageRecord {
  readonly id: string;
  readonly linesCovered: number;
  readonly linesTotal: number;
  readonly branchesCovered: number;
  readonly branchesTotal: number;
}

/** A Markdown summary that a step has left; scope: the build's id. */
export interface RunSummaryRecord {
  readonly id: string;
  readonly buildId: string;
  readonly name: string;
  readonly text: string;
}
