import { BatchedPushRecord } from './BatchedPushRecord';
import { CommitStatusRecord } from './CommitStatusRecord';
import { MergeOperationRecord } from './MergeOperationRecord';
import { PolicyEvaluationRecord } from './PolicyEvaluationRecord';
import { PolicyRecord, PolicyRevisionRecord } from './PolicyRecord';
import { PullRequestRecord } from './PullRequestRecord';
import { RecordedReferencesRecord } from './RecordedReferencesRecord';
import { ServiceEndpointRecord } from './ServiceEndpointRecord';
import {
  AccessControlListRecord,
  EntitlementRecord,
  GroupRecord,
  MembershipRecord,
  TokenRecord,
  UserRecord,
} from './identityRecords';
import { SecureFileRecord } from './SecureFileRecord';
import {
  HookNotificationRecord,
  HookSubscriptionRecord,
} from './serviceHookRecords';
import {
  ApprovalRecord,
  ArtifactRecord,
  CheckSuiteRecord,
  CoverageRecord,
  DeploymentRecord,
  LogRecord,
  ResourceLockRecord,
  RunPlanRecord,
  RunSummaryRecord,
  TestResultsRecord,
  TestRunRecord,
  TimelineRecord,
} from './RunRecords';

export type { GroupRecord, UserRecord } from './identityRecords';

/** What the simulator remembers. Records are plain data; the shapes on the wire are made from them in `wire/`. */

export interface OrganizationRecord {
  readonly id: string;
  readonly name: string;
}

export interface ProjectRecord {
  readonly id: string;
  readonly organization: string;
  readonly name: string;
  readonly description: string;
  readonly visibility: string;
  readonly revision: number;
  readonly lastUpdateTime: string;
  readonly defaultTeamId: string;
  /** Absent once the project is well formed. */
  readonly state?: 'createPending';
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface RepositoryRecord {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
  readonly name: string;
  readonly defaultBranch?: string;
  readonly size: number;
  readonly isDisabled: boolean;
}

export interface RefUpdate {
  readonly name: string;
  readonly oldObjectId: string;
  readonly newObjectId: string;
}

export interface PushRecord {
  readonly id: string;
  readonly repositoryId: string;
  readonly date: string;
  readonly pushedBy: string;
  readonly refUpdates: readonly RefUpdate[];
}

export interface BranchRecord {
  /** `<repository id>:<full ref name>` */
  readonly id: string;
  readonly repositoryId: string;
  readonly name: string;
  readonly creator: string;
  readonly lockedBy?: string;
}

export interface DefinitionRecord {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
  readonly name: string;
  readonly path: string;
  readonly description?: string;
  readonly comment?: string;
  readonly revision: number;
  readonly createdDate: string;
  readonly authoredBy: string;
  readonly queueStatus: string;
  readonly queueId: string;
  readonly repositoryId: string;
  readonly defaultBranch: string;
  readonly yamlFilename: string;
  readonly triggers: readonly unknown[];
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly tags: readonly string[];
  readonly repositoryProperties: Readonly<Record<string, unknown>>;
  /** Parts the simulator keeps but does not act on (retention, job settings …). */
  readonly other: Readonly<Record<string, unknown>>;
}

export interface VariableValue {
  readonly value: string | null;
  readonly isSecret?: boolean;
  readonly allowOverride?: boolean;
  readonly isReadOnly?: boolean;
}

export interface FolderRecord {
  /** `<project id>:<lower-case path>` */
  readonly id: string;
  readonly projectId: string;
  readonly path: string;
  readonly description?: string;
  readonly createdOn: string;
  readonly createdBy: string;
  readonly lastChangedDate?: string;
  readonly lastChangedBy?: string;
}

export interface BuildRecord {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
  readonly definitionId: string;
  readonly definitionRevision: number;
  readonly buildNumber: string;
  readonly buildNumberRevision: number;
  readonly status: 'notStarted' | 'inProgress' | 'cancelling' | 'completed';
  readonly result?: 'succeeded' | 'partiallySucceeded' | 'failed' | 'canceled';
  readonly reason: string;
  readonly queueTime: string;
  readonly startTime?: string;
  readonly finishTime?: string;
  readonly sourceBranch: string;
  readonly sourceVersion: string;
  readonly repositoryId: string;
  readonly requestedBy: string;
  readonly planId: string;
  readonly templateParameters: Readonly<Record<string, string>>;
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly parameters?: string;
  readonly tags: readonly string[];
  /** What was wrong with the pipeline when nobody could be told at once, as with a push. */
  readonly validationResults?: readonly {
    readonly result: 'error' | 'warning';
    readonly message: string;
  }[];
  /** Where it came from: the pull request, the commit message, the run that triggered it. */
  readonly triggerInfo?: Readonly<Record<string, string>>;
}

export interface EnvironmentRecord {
  readonly id: string;
  readonly organization: string;
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
  readonly createdBy: string;
  readonly createdOn: string;
  readonly lastModifiedBy: string;
  readonly lastModifiedOn: string;
}

export interface VariableGroupReference {
  readonly projectId: string;
  readonly name: string;
  readonly description: string;
}

export interface VariableGroupRecord {
  readonly id: string;
  readonly organization: string;
  readonly type: string;
  readonly name: string;
  readonly description: string;
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly providerData?: unknown;
  readonly projects: readonly VariableGroupReference[];
  readonly createdBy: string;
  readonly createdOn: string;
  readonly modifiedBy: string;
  readonly modifiedOn: string;
}

export interface CheckRecord {
  readonly id: string;
  readonly projectId: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly typeId: string;
  readonly typeName: string;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly timeout: number;
  readonly isDisabled: boolean;
  readonly version: number;
  readonly createdBy: string;
  readonly createdOn: string;
  readonly modifiedBy: string;
  readonly modifiedOn: string;
}

export interface Grant {
  readonly authorizedBy: string;
  readonly authorizedOn: string;
}

export interface PermissionRecord {
  /** `<project id>:<resource type>:<resource id>` */
  readonly id: string;
  readonly projectId: string;
  readonly allPipelines?: Grant;
  readonly pipelines: Readonly<Record<string, Grant>>;
}

export interface PoolRecord {
  readonly id: string;
  readonly organization: string;
  readonly name: string;
  readonly isHosted: boolean;
  readonly createdOn: string;
  /** Who made it; those that every organization has come from the service itself. */
  readonly createdBy?: string;
}

export interface QueueRecord {
  readonly id: string;
  readonly projectId: string;
  readonly name: string;
  readonly poolId: string;
}

export interface OperationRecord {
  readonly id: string;
  readonly organization: string;
  readonly status: 'queued' | 'inProgress' | 'succeeded' | 'failed';
  /** The project that exists for good once the operation has succeeded. */
  readonly creates?: string;
  /** Why the operation is going to fail. */
  readonly failure?: string;
}

/** Every kind of record by its name in the store. */
export interface RecordKinds {
  readonly organization: OrganizationRecord;
  readonly project: ProjectRecord;
  readonly user: UserRecord;
  readonly group: GroupRecord;
  readonly token: TokenRecord;
  readonly membership: MembershipRecord;
  readonly entitlement: EntitlementRecord;
  readonly accessControlList: AccessControlListRecord;
  readonly repository: RepositoryRecord;
  readonly push: PushRecord;
  readonly recordedReferences: RecordedReferencesRecord;
  readonly pullRequest: PullRequestRecord;
  readonly branch: BranchRecord;
  readonly definition: DefinitionRecord;
  readonly folder: FolderRecord;
  readonly build: BuildRecord;
  readonly environment: EnvironmentRecord;
  readonly variableGroup: VariableGroupRecord;
  readonly check: CheckRecord;
  readonly permission: PermissionRecord;
  readonly pool: PoolRecord;
  readonly queue: QueueRecord;
  readonly operation: OperationRecord;
  readonly secureFile: SecureFileRecord;
  readonly hookSubscription: HookSubscriptionRecord;
  readonly hookNotification: HookNotificationRecord;
  readonly serviceEndpoint: ServiceEndpointRecord;
  readonly policy: PolicyRecord;
  readonly policyRevision: PolicyRevisionRecord;
  readonly policyEvaluation: PolicyEvaluationRecord;
  readonly batchedPush: BatchedPushRecord;
  readonly commitStatus: CommitStatusRecord;
  readonly mergeOperation: MergeOperationRecord;
  readonly runPlan: RunPlanRecord;
  readonly timelineRecord: TimelineRecord;
  readonly log: LogRecord;
  readonly artifact: ArtifactRecord;
  readonly approval: ApprovalRecord;
  readonly checkSuite: CheckSuiteRecord;
  readonly resourceLock: ResourceLockRecord;
  readonly deployment: DeploymentRecord;
  readonly testRun: TestRunRecord;
  readonly testResults: TestResultsRecord;
  readonly coverage: CoverageRecord;
  readonly runSummary: RunSummaryRecord;
}

export type RecordKind = keyof RecordKinds;
